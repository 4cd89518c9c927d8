"""The systemd units: sound, confined, and calling commands that exist."""

import shutil
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.settings import Settings
from web import cli, commands

FOLDER = Path(__file__).resolve().parents[2] / "deploy"
SERVICES = ("plan-assistant.service", "plan-assistant-prune.service")
UNITS = (*SERVICES, "plan-assistant-prune.timer")
PROGRAM = "/opt/plan-assistant/.venv/bin/assistant"


def unit(name: str) -> dict[str, dict[str, list[str]]]:
    """Return a unit's sections with the values of each key in order."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return found


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    commands.register(app)
    cli.register(app)
    return app


@pytest.mark.parametrize("name", SERVICES)
def test_the_command_exists(app: typer.Typer, name: str) -> None:
    [line] = unit(name)["Service"]["ExecStart"]
    program, *words = line.split()
    assert program == PROGRAM
    assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0


@pytest.mark.parametrize("name", SERVICES)
def test_it_is_confined(name: str) -> None:
    service = unit(name)["Service"]
    assert service["User"] == ["plan-assistant"]
    assert service["StateDirectory"] == ["plan-assistant"]
    assert service["ProtectSystem"] == ["strict"]
    assert service["CapabilityBoundingSet"] == [""]
    for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictSUIDSGID"):
        assert service[key] == ["yes"], key
    assert service["UMask"] == ["0077"]


@pytest.mark.parametrize("name", SERVICES)
def test_its_variables_are_settings_and_hold_no_secret(name: str) -> None:
    service = unit(name)["Service"]
    names = [value.partition("=")[0].removeprefix("ASSISTANT_").lower() for value in service["Environment"]]
    assert set(names) <= set(Settings.model_fields) - {"secret", "accounts", "llm_key", "embedding_key"}
    assert service["EnvironmentFile"] == ["-/etc/plan-assistant/environment"]


def test_both_services_use_the_same_database() -> None:
    first, second = (
        {value for value in unit(name)["Service"]["Environment"] if "WEB_DB" in value} for name in SERVICES
    )
    assert first == second != set()


def test_the_timer_calls_prune_every_night_and_makes_up_for_a_missed_one() -> None:
    timer = unit("plan-assistant-prune.timer")
    assert timer["Timer"]["OnCalendar"] == ["*-*-* 03:10:00"]
    assert timer["Timer"]["Persistent"] == ["yes"]
    assert timer["Install"]["WantedBy"] == ["timers.target"]
    assert unit("plan-assistant-prune.service")["Service"]["ExecStart"] == [f"{PROGRAM} web prune"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_takes_them_and_finds_them_confined(tmp_path: Path) -> None:
    for name in UNITS:
        text = (FOLDER / name).read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in UNITS:
        done = subprocess.run(
            ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
    for name in SERVICES:
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", str(tmp_path / name)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-200:]

"""The serve command refuses in one clear line."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import typer
from typer.testing import CliRunner

from assistant.assembly import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from index.errors import IndexFault
from tests.web.fake_assistant import FakeAssistant
from web import cli


@pytest.fixture
def commands() -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    cli.register(app)
    return app


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_: Settings) -> Assistant:
        return cast("Assistant", FakeAssistant())

    monkeypatch.setattr(Assistant, "open", opened)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def refused(commands: typer.Typer, *arguments: str) -> tuple[int, str]:
    """Return the exit status and the one line: printed, or raised for the command line to print."""
    result = CliRunner().invoke(commands, ["serve", *arguments])
    raised = isinstance(result.exception, AssistantError | IndexFault)
    line = str(result.exception) if raised else result.stderr
    assert result.stdout == ""
    assert len(line.splitlines()) == 1
    return result.exit_code, line


def test_a_missing_index(commands: typer.Typer, tmp_path: Path) -> None:
    code, line = refused(commands, "--index", str(tmp_path / "none"))
    assert (code, "ingest" in line or "model" in line) == (1, True)


@pytest.mark.usefixtures("ready")
def test_a_port_in_use(commands: typer.Typer, taken_port: int) -> None:
    code, line = refused(commands, "--port", str(taken_port))
    assert (code, f"127.0.0.1:{taken_port}" in line, "--port" in line) == (1, True, True)


@pytest.mark.usefixtures("ready")
def test_an_address_that_is_none(commands: typer.Typer) -> None:
    code, line = refused(commands, "--host", "no.such.host.invalid", "--port", "0")
    assert (code, "--host" in line) == (1, True)


def test_a_setting_out_of_range(commands: typer.Typer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_BODY_LIMIT", "12")
    code, line = refused(commands)
    assert (code, line.startswith("ASSISTANT_BODY_LIMIT: ")) == (1, True)

"""Keys and password hashes are printed nowhere: not by a command, not in an error, not in the log, not on a page."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.assembly import Assistant
from assistant.commands.options import load_settings
from assistant.errors import SettingsError
from assistant.settings import Settings
from tests.security.leaks import logged
from tests.web.client import PAGE
from tests.web.visitor import ACCOUNT, NAME, PASSWORD, Visitor
from web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "ASSISTANT_SECRET": "geheim-sitzung-81",
    "ASSISTANT_LLM_KEY": "sk-geheim-modell-82",
    "ASSISTANT_EMBEDDING_KEY": "sk-geheim-vektor-83",
    "ASSISTANT_ACCOUNTS": ACCOUNT,
}
HELD = (*KEYS.values(), ACCOUNT.partition(":")[2], "geheim")


def command(*arguments: str, **environment: str) -> str:
    """Return all that a command prints with every key set."""
    given = {**os.environ, "ASSISTANT_MODEL": "hashing", **KEYS, **environment}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return f"{done.returncode} {done.stdout} {done.stderr}"


def test_the_command_that_prints_settings_masks_them() -> None:
    said = command("settings")
    assert said.startswith("0 ")
    assert "secret" in said.lower()
    assert [held for held in HELD if held in said] == []


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (
            ("ask", "押印は？", "--index", "INDEX"),
            {"ASSISTANT_LLM_URL": "http://127.0.0.1:9/v1", "ASSISTANT_LLM_MODEL": "m"},
        ),
        (
            ("ask", "押印は？", "--index", "INDEX"),
            {"ASSISTANT_LLM_KEY": "sk geheim\nX: 1", "ASSISTANT_LLM_URL": "http://a/v1"},
        ),
        (
            ("search", "押印", "--index", "INDEX"),
            {"ASSISTANT_MODEL": "endpoint", "ASSISTANT_EMBEDDING_URL": "http://127.0.0.1:9"},
        ),
        (("serve", "--port", "0", "--index", "/nowhere"), {"ASSISTANT_ACCOUNTS": "anna:geheim"}),
        (("serve", "--port", "0", "--index", "INDEX"), {"ASSISTANT_ACCOUNTS": "anna:geheim:$argon2geheim b"}),
    ],
    ids=["no model there", "a wrong key", "no vectors there", "no accounts", "wrong accounts"],
)
def test_an_error_names_the_setting_and_not_its_value(
    index_folder: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    said = command(*(str(index_folder) if one == "INDEX" else one for one in arguments), **environment)
    assert [held for held in HELD if held in said] == []
    assert "Traceback" not in said


def test_a_wrong_value_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_RETRIES", "geheim")
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load_settings(None)
    assert [held for held in KEYS.values() if held in str(error.value)] == []


def test_pages_errors_and_the_log_hold_none(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(
        _env_file=None, index=assistant.settings.index, model="hashing", web_db=tmp_path / "web.db",
        secret=SecretStr(KEYS["ASSISTANT_SECRET"]), llm_key=SecretStr(KEYS["ASSISTANT_LLM_KEY"]),
        accounts=SecretStr(ACCOUNT),
    )  # fmt: skip
    visitor = Visitor(create_app(replace(assistant, settings=settings)))
    with logged() as log:
        said = [visitor.sign_in(NAME, "wrong"), visitor.sign_in(), visitor.post("/ask", data={"question": "押印は？"})]
        said += [
            visitor.get(place, headers=PAGE) for place in ("/", "/staff", "/staff/health", "/metrics", "/openapi.json")
        ]

        def broken(*_: object) -> None:
            raise RuntimeError(repr(settings))

        monkeypatch.setattr(Assistant, "ask", broken)
        said += [visitor.post(place, data={"question": "押印は？"}) for place in ("/ask/stream", "/ask")]
    assert said[-1].status_code == 500
    told = [*log.lines, *(response.text for response in said), repr(settings), str(settings)]
    assert [held for held in (*HELD, PASSWORD) for line in told if held in line] == []
    assert any("a request failed" in line for line in log.lines)

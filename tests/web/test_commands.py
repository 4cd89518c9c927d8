"""``assistant web``, and what ``serve`` refuses."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.web.visitor import ACCOUNT
from web import cli, commands
from web.accounts import Accounts
from web.backups.errors import BackupError
from web.serving.log_lines import JsonLines
from web.store.database import Database
from web.store.errors import StoreNewerError


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    commands.register(app)
    cli.register(app)
    return app


def test_a_printed_line_is_an_account(app: typer.Typer) -> None:
    typed = "とても長い合言葉と青い傘\n"
    result = CliRunner().invoke(app, ["web", "hash-password", "ben"], input=typed * 2)
    assert result.exit_code == 0
    assert Accounts(result.stdout.strip()).fits("ben", typed.strip())
    assert typed.strip() not in result.stdout


@pytest.mark.parametrize(("name", "typed"), [("a b", "x"), ("", "x"), ("ben", "short"), ("ben", "あ" * 1_001)])
def test_a_bad_name_or_password_is_refused(app: typer.Typer, name: str, typed: str) -> None:
    result = CliRunner().invoke(app, ["web", "hash-password", name], input=f"{typed}\n{typed}\n")
    assert (result.exit_code, result.stdout.strip()) == (2, "")


def test_prune_says_what_it_deleted(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["web", "prune"])
    assert (result.exit_code, "0 answers older than 90 days" in result.stdout) == (0, True)


def test_serve_refuses_a_newer_database_and_bad_accounts(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_ACCOUNTS", str(tmp_path / "none"))
    assert "ASSISTANT_ACCOUNTS" in str(CliRunner().invoke(app, ["serve"]).exception)
    monkeypatch.setenv("ASSISTANT_ACCOUNTS", ACCOUNT)
    base = Database(tmp_path / "web.db")
    base.version()
    with closing(sqlite3.connect(base.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert isinstance(CliRunner().invoke(app, ["serve"]).exception, StoreNewerError)


def test_backup_and_restore_say_what_they_did(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "b.tar.gz")
    monkeypatch.setenv("ASSISTANT_UPLOADS", str(tmp_path / "plans"))
    done = CliRunner().invoke(app, ["web", "backup", file])
    assert (done.exit_code, done.stdout.count("\n"), "1 files of 20" in done.stdout) == (0, 1, True)
    refused = CliRunner().invoke(app, ["web", "restore", file])
    assert (refused.exit_code, isinstance(refused.exception, BackupError)) == (1, True)
    back = CliRunner().invoke(app, ["web", "restore", "--force", file])
    assert (back.exit_code, "run `assistant ingest`" in back.stdout, back.stdout.count("\n")) == (0, True, 1)


def test_serve_starts_the_log_first(app: typer.Typer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ACCOUNTS", "nothing of that kind")
    monkeypatch.setenv("ASSISTANT_LOG", "json")
    assert CliRunner().invoke(app, ["serve"]).exit_code == 1
    [handler] = logging.getLogger().handlers
    assert isinstance(handler.formatter, JsonLines)

"""The SQLite file: its mode, older versions, and what happens when the file or its disk fails."""

import logging
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from web.store import sqlite_file
from web.store.conversations import add_question, delete_conversation, questions_of
from web.store.database import Database
from web.store.engine import Connection
from web.store.errors import StoreBrokenError
from web.store.sqlite_file import migrations
from web.store.uploads import Note, last_uploads


def tables(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


@pytest.fixture
def base(tmp_path: Path) -> Database:
    return Database(tmp_path / "deep" / "web.db")


def test_an_empty_place_gets_every_migration_and_is_its_owners_alone(base: Database) -> None:
    assert base.version() == len(migrations()) >= 3
    assert {"answers", "feedback", "conversations", "sign_in_tries", "sign_outs", "uploads"} <= set(tables(base.path))
    base.run(lambda connection: add_question(connection, "s", 1.0, "問い"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in base.path.parent.iterdir()} == {0o600}
    with closing(sqlite3.connect(base.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("before", range(1, len(migrations())))
def test_an_older_version_is_brought_up_to_date_and_keeps_its_rows(
    base: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    known = migrations()
    monkeypatch.setattr(sqlite_file, "migrations", lambda: known[:before])
    assert base.version() == before
    base.run(lambda connection: add_question(connection, "s", 1.0, "問い"))
    monkeypatch.undo()
    assert base.version() == len(known)
    assert base.run(lambda connection: questions_of(connection, "s", 5)) == ("問い",)
    fresh = Database(tmp_path / "fresh.db")
    fresh.version()
    assert tables(base.path) == tables(fresh.path)


def test_notes_of_an_older_version_are_kept(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    known = migrations()
    monkeypatch.setattr(sqlite_file, "migrations", lambda: known[:3])
    rows = [("a", 1.0, "計画", "published", "index 0123"), ("b", 1.0, "計画", "failed", "x: broken")]
    base.run(lambda connection: connection.executemany("INSERT INTO uploads VALUES (?, ?, ?, ?, ?)", rows))
    monkeypatch.undo()
    notes = {one.upload_id: one.note for one in base.run(lambda connection: last_uploads(connection, 9))}
    assert notes == {"a": Note("", {"index_id": "0123"}), "b": Note("failed", {}, "x: broken")}


def test_deleted_words_are_not_left_in_the_file(base: Database) -> None:
    base.run(lambda connection: add_question(connection, "s", 1.0, "消えるはずの問い" * 20))
    base.run(lambda connection: delete_conversation(connection, "s"))
    assert "消えるはずの問い".encode() not in base.path.read_bytes()


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)


def _folder(path: Path) -> None:
    path.mkdir()


def _inside_a_file(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("a file where the folder should be")


@pytest.mark.parametrize("spoil", [_garbage, _folder, _inside_a_file])
def test_a_broken_file_is_one_line_in_the_log(
    base: Database, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    base.path.parent.mkdir()
    spoil(base.path)
    with caplog.at_level(logging.WARNING):
        assert base.quietly(lambda connection: len(questions_of(connection, "s", 5)), -1) == -1
    assert len(caplog.records) == 1
    assert "\n" not in caplog.text.strip()
    with pytest.raises(StoreBrokenError):
        base.version()


def test_a_locked_database_is_given_up_after_a_moment(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_BUSY_SECONDS", 0.05)
    base.version()
    with closing(sqlite3.connect(base.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBrokenError, match="locked"):
            base.run(lambda connection: add_question(connection, "s", 1.0, "問い"))
        assert base.run(lambda connection: questions_of(connection, "s", 5), reading=True) == ()


def test_a_full_disk_and_a_read_only_file_are_faults(base: Database) -> None:
    base.version()

    def fill(connection: Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        for row in range(1_000):
            add_question(connection, "s", row, "問い" * 500)

    def forbidden(connection: Connection) -> None:
        connection.execute("PRAGMA query_only = ON")
        add_question(connection, "s", 1.0, "問い")

    for work in (fill, forbidden):
        with pytest.raises(StoreBrokenError):
            base.run(work)
    assert base.run(lambda connection: questions_of(connection, "s", 5)) == ()

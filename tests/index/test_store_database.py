"""The database of a generation is read from any thread, with as many connections as are used at once."""

import sqlite3
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from index.errors import IndexDamagedError
from index.store_database import SqliteDatabase


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list that each new connection is noted in; the file holds one row."""
    with sqlite3.connect(tmp_path / "store.sqlite") as database:
        database.execute("CREATE TABLE plan (id TEXT)")
        database.execute("INSERT INTO plan VALUES ('morikawa-dx')")
    database.close()
    noted: list[str] = []
    connect = sqlite3.connect

    def noting(address: str, **settings: Any) -> sqlite3.Connection:
        noted.append(address)
        return connect(address, **settings)  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", noting)
    return noted


def test_threads_that_come_and_go_leave_no_connections(opened: list[str], tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "store.sqlite")
    found: list[str] = []
    for _ in range(50):
        thread = Thread(target=lambda: found.append(database.query("SELECT id FROM plan")[0]["id"]))
        thread.start()
        thread.join()
    assert (found, len(opened)) == (["morikawa-dx"] * 50, 1)
    database.close()


def test_threads_at_once_each_have_their_own(opened: list[str], tmp_path: Path) -> None:
    database, together, found = SqliteDatabase(tmp_path / "store.sqlite"), Barrier(4), list[int]()

    def read() -> None:
        together.wait()
        for _ in range(100):
            found.append(len(database.query("SELECT id FROM plan WHERE id = ?", ["morikawa-dx"])))

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 400
    assert len(opened) <= 4
    database.close()


def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 500)
    database = SqliteDatabase(tmp_path / "store.sqlite")
    with pytest.raises(IndexDamagedError, match="index database damaged"):
        database.query("SELECT id FROM plan")
    database.close()


def test_a_connection_keeps_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(tmp_path / "store.sqlite") as made:
        made.execute("CREATE TABLE plan (id TEXT)")
    made.close()
    given: dict[str, Any] = {}
    connect = sqlite3.connect

    def noting(address: str, **settings: Any) -> sqlite3.Connection:
        given.update(settings)
        return connect(address, **settings)  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", noting)
    database = SqliteDatabase(tmp_path / "store.sqlite")
    assert database.query("PRAGMA cache_size")[0][0] >= -1_024, "KiB of pages: a server has many threads"
    assert given["cached_statements"] <= 32, "of queries that differ in how many values they take, each some 10 KiB"
    database.close()


@pytest.mark.parametrize("damage", [b"", b"no database" * 900])
def test_a_file_that_is_put_back_is_read_again(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE plan (id TEXT)")
    made.close()
    sound = path.read_bytes()
    path.write_bytes(damage)
    database = SqliteDatabase(path)
    for _ in range(2):
        with pytest.raises(IndexDamagedError):
            database.query("SELECT id FROM plan")
    path.write_bytes(sound)
    assert database.query("SELECT id FROM plan") == []
    database.close()

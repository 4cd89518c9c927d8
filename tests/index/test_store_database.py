"""The database of a generation is read from any thread, with as many connections as are used at once."""

import sqlite3
from pathlib import Path
from threading import Barrier, Thread

import pytest

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

    def noting(address: str, *, uri: bool, check_same_thread: bool) -> sqlite3.Connection:
        noted.append(address)
        return connect(address, uri=uri, check_same_thread=check_same_thread)

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

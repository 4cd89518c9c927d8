"""The database, whichever engine keeps it: migrations, other threads and processes, and what fails midway."""

import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

from index.place import Place, spelled
from web.store import postgres, sqlite_file
from web.store.conversations import add_question, questions_of
from web.store.database import Database
from web.store.engine import Connection
from web.store.errors import StoreBrokenError, StoreNewerError
from web.store.sign_ins import MOST_TRIES

ANOTHER_PROCESS = """
import sys
from functools import partial
from index.place import place_of
from web.store.conversations import add_question
from web.store.database import Database
from web.store.sign_ins import begin_try
base = Database(place_of(sys.argv[1]))
sys.stdin.readline()
for row in range(20):
    base.run(partial(add_question, session="s", time=row, question=sys.argv[2]))
print(sum(base.run(lambda connection: begin_try(connection, ("anna",), 1.0)) for _ in range(5)))
"""


@pytest.fixture
def engine(place: Place) -> ModuleType:
    """Return the module that keeps the place."""
    return sqlite_file if isinstance(place, Path) else postgres


def _newest(base: Database, engine: ModuleType) -> bool:
    return base.version() == len(engine.migrations()) >= 1


def test_an_empty_place_gets_every_migration_once(base: Database, engine: ModuleType) -> None:
    assert _newest(base, engine)
    assert _newest(base, engine)
    assert _newest(Database(base.place), engine)


def test_a_migration_that_fails_leaves_all_as_it_was(
    base: Database, engine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _newest(base, engine)
    broken = (*engine.migrations(), "CREATE TABLE extra (a TEXT); CREATE TABLE answers (a TEXT);")
    monkeypatch.setattr(engine, "migrations", lambda: broken)
    with pytest.raises(StoreBrokenError):
        base.version()
    monkeypatch.undo()
    assert _newest(base, engine)
    with pytest.raises(StoreBrokenError, match="extra"):
        base.run(lambda connection: connection.execute("SELECT a FROM extra"))


def test_a_migration_finds_the_rows_of_the_version_before(
    base: Database, engine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.run(lambda connection: add_question(connection, "s", 1.0, "問い"))
    later = (*engine.migrations(), "ALTER TABLE conversations ADD COLUMN more TEXT NOT NULL DEFAULT 'x';")
    monkeypatch.setattr(engine, "migrations", lambda: later)
    for other in (base, Database(base.place)):
        assert other.version() == len(later)
    found = base.run(lambda connection: connection.execute("SELECT question, more FROM conversations").fetchall())
    assert found == [("問い", "x")]
    monkeypatch.undo()
    with pytest.raises(StoreNewerError):
        base.version()


def test_a_newer_database_is_refused_in_one_line(base: Database, engine: ModuleType) -> None:
    assert _newest(base, engine)
    sqlite = "PRAGMA user_version = 99"
    base.run(
        lambda connection: connection.execute(
            sqlite if engine is sqlite_file else "INSERT INTO migration (number) VALUES (99)"
        )
    )
    for other in (base, Database(base.place)):
        with pytest.raises(StoreNewerError, match="99") as error:
            other.version()
        assert "\n" not in str(error.value)
        assert "ASSISTANT_WEB_DB" in str(error.value)


def test_many_threads_at_once_lose_nothing(base: Database) -> None:
    def add(number: int) -> None:
        for row in range(5):
            base.run(partial(add_question, session="s", time=row, question=f"{number} {row}"))

    threads = [Thread(target=add, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(base.run(lambda connection: questions_of(connection, "s", 100), reading=True)) == 30


def test_two_processes_that_start_on_an_empty_place_share_it(base: Database) -> None:
    command = [sys.executable, "-c", ANOTHER_PROCESS, spelled(base.place)]
    processes = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for name in "ab"
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    allowed = [int(process.communicate(timeout=120)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sum(allowed) == MOST_TRIES
    asked = base.run(lambda connection: questions_of(connection, "s", 100), reading=True)
    assert sorted(asked) == ["a"] * 20 + ["b"] * 20


def test_what_fails_midway_is_not_stored(base: Database) -> None:
    def halfway(connection: Connection) -> None:
        add_question(connection, "s", 1.0, "問い")
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        base.run(halfway)
    assert base.run(lambda connection: questions_of(connection, "s", 5)) == ()


def test_a_statement_that_fails_is_one_line_and_undoes_the_rest(base: Database) -> None:
    def wrong(connection: Connection) -> None:
        add_question(connection, "s", 1.0, "問い")
        connection.execute("INSERT INTO feedback (answer_id) VALUES (?)", ("秘密の言葉",))

    with pytest.raises(StoreBrokenError) as error:
        base.run(wrong)
    assert "\n" not in str(error.value)
    assert "秘密" not in str(error.value)
    assert base.run(lambda connection: questions_of(connection, "s", 5)) == ()

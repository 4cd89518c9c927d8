"""SQLite's log stays between transactions, is emptied in time, and never outlives its file."""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from web.store import log_keeper
from web.store.conversations import add_question, delete_conversation, questions_of
from web.store.database import Database
from web.store.log_keeper import LogKeeper

WORDS = "消えるはずの問い"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    base = Database(tmp_path / "web" / "web.db")
    yield base
    base.close()


def log_of(base: Database) -> Path:
    return Path(f"{base.path}-wal")


def ask(base: Database, text: str = WORDS) -> None:
    base.run(lambda connection: add_question(connection, "s", 1.0, text))


def asked(base: Database) -> tuple[str, ...]:
    return base.run(lambda connection: questions_of(connection, "s", 50), reading=True)


def test_the_log_stays_between_transactions_and_goes_when_the_database_is_closed(base: Database) -> None:
    ask(base)
    assert log_of(base).stat().st_size > 0
    base.close()
    assert not log_of(base).exists()
    assert asked(base) == (WORDS,)


def test_the_log_is_emptied_when_that_was_not_done_lately(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(base)
    monkeypatch.setattr(log_keeper, "_EMPTY_AFTER", 0.0)
    ask(base, "次の問い")
    assert log_of(base).stat().st_size == 0
    assert asked(base) == (WORDS, "次の問い")


def test_what_was_deleted_is_gone_from_the_log_once_it_is_settled(base: Database) -> None:
    ask(base)
    base.run(lambda connection: delete_conversation(connection, "s"))
    assert WORDS.encode() in log_of(base).read_bytes()
    base.settle()
    assert WORDS.encode() not in log_of(base).read_bytes() + base.path.read_bytes()


def test_a_reader_puts_the_emptying_off_to_the_next_who_writes(base: Database) -> None:
    ask(base)
    with closing(sqlite3.connect(base.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM conversations").fetchone()
        ask(base, "次の問い")
        base.settle()
        assert log_of(base).stat().st_size > 0
    ask(base, "その次の問い")
    assert log_of(base).stat().st_size == 0
    assert asked(base) == (WORDS, "次の問い", "その次の問い")


def test_a_folder_that_was_removed_begins_anew(base: Database) -> None:
    ask(base)
    shutil.rmtree(base.path.parent)
    assert asked(base) == ()
    ask(base, "新しい問い")
    assert asked(base) == ("新しい問い",)


def test_a_file_emptied_under_the_one_that_is_held_begins_anew(base: Database) -> None:
    ask(base)
    base.settle()
    base.path.write_bytes(b"")
    ask(base, "新しい問い")
    assert asked(base) == ("新しい問い",)


def test_two_processes_see_each_others_rows(base: Database) -> None:
    other = Database(base.path)
    ask(base, "一")
    ask(other, "二")
    base.close()
    assert asked(other) == ("一", "二")
    other.close()
    assert not log_of(base).exists()


def test_many_threads_write_while_the_log_is_emptied(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_keeper, "_EMPTY_AFTER", 0.0)
    base.version()
    texts = [f"問い{number}" for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: ask(base, text), texts))
    assert sorted(asked(base)) == sorted(texts)


def test_a_path_without_a_file_is_left_alone(tmp_path: Path) -> None:
    keeper = LogKeeper(tmp_path / "none.db")
    keeper.keep()
    keeper.empty()
    assert keeper.drop() is False
    assert list(tmp_path.iterdir()) == []

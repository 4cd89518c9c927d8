"""Two transactions that overlap, on both engines: what only one may do, one does."""

from collections.abc import Callable
from threading import Event, Thread
from time import sleep
from typing import TypeVar

import pytest

from tests.web.store.test_rows import answer
from web.store.answers import add_answer, find_answer
from web.store.database import Database
from web.store.engine import Connection
from web.store.feedback import Feedback, put_feedback
from web.store.pruning import DAY, prune, prune_daily
from web.store.sign_ins import MOST_TRIES, begin_try
from web.store.upkeep import take_turn_if_due
from web.store.uploads import Upload, claim_upload, discard_upload, find_upload, put_upload

_T = TypeVar("_T")
_OVERLAP = 0.15  # seconds that the first transaction stays open after its work; the second waits at most 0.5


def overlapping(base: Database, first: Callable[[Connection], _T], second: Callable[[Connection], _T]) -> list[_T]:
    """Return what two transactions gave, of which the second begins when the first has done its work."""
    base.version()
    done, found = Event(), {}

    def slowly(connection: Connection) -> _T:
        result = first(connection)
        done.set()
        sleep(_OVERLAP)
        return result

    def begin() -> None:
        found[0] = base.run(slowly)

    def follow() -> None:
        done.wait(10)
        found[1] = base.run(second)

    threads = [Thread(target=begin), Thread(target=follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[0], found[1]]


def _claim(connection: Connection) -> bool:
    return claim_upload(connection, "a", 2.0)


def _discard(connection: Connection) -> bool:
    return discard_upload(connection, "a", 3.0)


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [(_claim, _claim, "publishing"), (_claim, _discard, "publishing"), (_discard, _claim, "discarded")],
)
def test_one_of_two_has_an_upload(
    base: Database, first: Callable[[Connection], bool], second: Callable[[Connection], bool], state: str
) -> None:
    base.run(lambda connection: put_upload(connection, Upload("a", 1.0, "計画", "waiting")))
    assert overlapping(base, first, second) == [True, False]
    found = base.run(lambda connection: find_upload(connection, "a"))
    assert found is not None
    assert found.state == state


def test_the_last_try_is_made_once(base: Database) -> None:
    for n in range(MOST_TRIES - 1):
        base.run(lambda connection, n=n: begin_try(connection, ("anna",), n))  # type: ignore[misc]
    tries = overlapping(
        base,
        lambda connection: begin_try(connection, ("anna", "here"), 9.0),
        lambda connection: begin_try(connection, ("anna", "there"), 9.0),
    )
    assert tries == [True, False]


def test_many_tries_at_once_gain_nothing(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.store.sqlite_file._BUSY_SECONDS", 30.0)  # who waits too long on a slow machine has no try
    base.version()
    allowed: list[bool] = []

    def guess(number: int) -> None:
        allowed.append(base.run(lambda connection: begin_try(connection, ("anna", f"client {number}"), 1.0)))

    threads = [Thread(target=guess, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(allowed) == [False] * 3 + [True] * MOST_TRIES


def test_the_daily_work_is_done_by_one(base: Database) -> None:
    base.run(lambda connection: prune(connection, 0.0, 90))

    def due(connection: Connection) -> bool:
        return take_turn_if_due(connection, "pruned", 2.0 * DAY, DAY)

    assert overlapping(base, due, due) == [True, False]


def test_two_who_prune_at_once_both_come_to_an_end(base: Database) -> None:
    now = 200.0 * DAY
    base.run(lambda connection: add_answer(connection, answer("old", now - 91 * DAY)))
    base.run(lambda connection: put_feedback(connection, Feedback("old", "s", now - 91 * DAY, "good")))
    overlapping(
        base, lambda connection: prune_daily(connection, now, 90), lambda connection: prune_daily(connection, now, 90)
    )
    assert base.run(lambda connection: find_answer(connection, "old")) is None


def test_a_rating_given_twice_at_once_is_one_row(base: Database) -> None:
    base.run(lambda connection: add_answer(connection, answer("a")))
    given = overlapping(
        base,
        lambda connection: put_feedback(connection, Feedback("a", "s", 1.0, "good")),
        lambda connection: put_feedback(connection, Feedback("a", "s", 2.0, "bad")),
    )
    assert given == [True, False]
    rows = base.run(lambda connection: connection.execute("SELECT rating FROM feedback").fetchall())
    assert rows == [("bad",)]

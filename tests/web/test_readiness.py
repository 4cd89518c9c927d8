"""Pages and probes are told how the index stands without waiting for a server that says nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic
from typing import cast

import pytest

from index.errors import IndexUnavailableError
from index.reader import IndexReader
from web import limits, readiness
from web.readiness import Readiness


@dataclass(slots=True)
class _Index:
    """An index as far as readiness looks at it."""

    guard: Callable[[], object]
    found: tuple[str, ...] = ()
    served: bool = True

    def problems(self) -> tuple[str, ...]:
        return self.found


@pytest.fixture
def gone_on() -> Iterator[Event]:
    """Return what lets a server that stands still go on; at the end of the test it does."""
    event = Event()
    yield event
    event.set()


def _of(index: _Index) -> Readiness:
    return Readiness(cast("IndexReader", index))


def test_a_page_waits_a_moment_and_then_counts_the_index_as_away(gone_on: Event) -> None:
    standing = _of(_Index(lambda: gone_on.wait(30)))
    begun = monotonic()
    assert [standing.damaged() for _ in range(5)] == [True] * 5
    assert monotonic() - begun < 2


def test_a_page_is_told_again_that_all_is_well_once_the_server_goes_on(gone_on: Event) -> None:
    standing = _of(_Index(lambda: gone_on.wait(30)))
    assert standing.damaged()
    gone_on.set()
    until = monotonic() + 5
    while standing.damaged() and monotonic() < until:
        gone_on.wait()
    assert not standing.damaged()


def test_a_probe_does_not_wait_for_another_without_an_end(gone_on: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_PROBE_SECONDS", 0.05)
    standing = _of(_Index(lambda: gone_on.wait(30)))
    standing._lock.acquire()
    try:
        assert standing.problems() == 1
    finally:
        standing._lock.release()


def test_a_server_that_is_away_is_told_at_once_and_so_is_its_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READINESS_SECONDS", 1_000.0)
    away: list[str] = []

    def guard() -> None:
        if away:
            raise IndexUnavailableError(away[0])

    standing = _of(_Index(guard))
    assert (standing.problems(), standing.damaged()) == (0, False)
    away.append("postgresql://db/plans: the database does not answer")
    assert (standing.damaged(), standing.problems()) == (True, 1)
    away.clear()
    assert (standing.problems(), standing.damaged()) == (0, False)

"""What an index is asked for: every statement of its database, and every access level whose vectors are read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from index.store_database import SqliteDatabase
from index.vectors import MatrixLevel

_READING = ("rows", "take", "nearest", "nearest_in")


class Spy:
    """The look-ups made since the last time they were taken."""

    def __init__(self) -> None:
        self._made: list[str] = []

    def note(self, what: str) -> None:
        """Keep one look-up."""
        self._made.append(what)

    def taken(self) -> list[str]:
        """Return what was looked up, and start anew."""
        made, self._made = self._made, []
        return made


@contextmanager
def spied() -> Iterator[Spy]:
    """Give what every index opened meanwhile is asked for."""
    spy = Spy()
    with patch.object(SqliteDatabase, "query", _noting(SqliteDatabase.query, spy, lambda _, *given: str(given))):
        patches = [
            patch.object(MatrixLevel, name, _noting(getattr(MatrixLevel, name), spy, _level)) for name in _READING
        ]
        for one in patches:
            one.start()
        yield spy
        for one in patches:
            one.stop()


def _level(level: MatrixLevel, given: Any, *_: object) -> str:
    """Return which level is read; taking no row of it reads nothing."""
    return "" if isinstance(given, np.ndarray) and given.size == 0 else f"vectors of {level.access}"


def _noting(function: Callable[..., Any], spy: Spy, told: Callable[..., str]) -> Callable[..., Any]:
    def noted(*given: Any) -> Any:
        spy.note(told(*given))
        return function(*given)

    return noted

"""What the functions of this folder ask of a database, whichever engine keeps it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Rows(Protocol):
    """What a statement found or did."""

    @property
    def rowcount(self) -> int:
        """Return how many rows a statement changed."""
        ...

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, None after the last."""
        ...

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows that were not fetched yet."""
        ...

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that were not fetched yet."""
        ...


class Connection(Protocol):
    """A transaction under way. Statements are in the SQL that SQLite and PostgreSQL share, with ``?`` for each value.

    Every table that is ordered or deleted by age has a ``rowid``. On PostgreSQL another transaction may come between
    two statements: what is decided by what was read is done in one statement, or after waiting for a row.
    """

    def execute(self, statement: str, values: Sequence[object] = ..., /) -> Rows:
        """Return what a statement found or did."""
        ...

    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> object:
        """Run a statement once for each row of values."""
        ...


class Engine(Protocol):
    """Keeps the tables in one place, brought up to date by numbered migrations."""

    def transaction(self, *, reading: bool) -> AbstractContextManager[Connection]:
        """Give a transaction that others see whole or, where an error leaves it, not at all.

        ``reading`` says that it writes nothing and need not wait for those who do.

        Raises:
            StoreBrokenError: the database cannot be used at the moment.
            StoreNewerError: it was made by a later version.

        """
        ...

    def version(self, connection: Connection) -> int:
        """Return the number of migrations that the tables have seen."""
        ...

    def settle(self) -> None:
        """Have what was deleted gone from all that the engine keeps beside the tables, as far as that is ours to do."""
        ...

    def close(self) -> None:
        """Release what is held between transactions; the next one takes it again."""
        ...

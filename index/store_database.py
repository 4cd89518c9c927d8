"""The database of one generation, open to be read: what the store asks of it, and SQLite's."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from corpus.access import Access
from index.errors import IndexDamagedError

_STATEMENTS = 16  # prepared ones that a connection keeps: most differ in how many values they take
_CACHE = 256  # KiB of pages a connection keeps: SQLite's own 2 MiB add up over threads, and the system keeps pages too


@runtime_checkable
class Row(Protocol):
    """A row of a result: each value by its column's name or by its position."""

    def __getitem__(self, key: str | int, /) -> Any:  # noqa: ANN401  (whatever the column holds)
        """Return the value of a column."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Give the value of each column, in order."""
        ...

    def __len__(self) -> int:
        """Return how many columns there are."""
        ...


@runtime_checkable
class Database(Protocol):
    """Runs queries from any thread. Statements are written for SQLite with ``?`` for each value."""

    def query(self, statement: str, values: Sequence[object] = ()) -> Sequence[Row]:
        """Return the rows of a statement; raises IndexFault where they cannot be read."""
        ...

    def close(self) -> None:
        """Release connections."""
        ...


class SqliteDatabase:
    """Runs queries from any thread, each on a connection that nobody else uses meanwhile.

    Connections are kept for the next query, not for their thread: a server's threads come and go.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise IndexDamagedError(f"{path}: missing; run `assistant ingest`")
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []  # its append and pop are atomic

    def query(self, statement: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """Return the rows of a statement; raises IndexDamagedError where the file cannot be read."""
        connection = self._taken()
        try:
            rows: list[sqlite3.Row] = connection.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            connection.close()
            self.close()  # what they remember of a damaged file would outlive its mending
            raise IndexDamagedError(f"index database damaged ({error}); run `assistant ingest`") from error
        self._idle.append(connection)
        return rows

    def close(self) -> None:
        """Close the connections that nobody uses."""
        while self._idle:
            self._idle.pop().close()

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False, cached_statements=_STATEMENTS)
            connection.row_factory = sqlite3.Row
            with suppress(sqlite3.DatabaseError):  # a damaged file: the first query says so
                connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            return connection


def visible(access: Access) -> str:
    """Return the SQL condition on ``plan`` for what an asker of this access may see."""
    levels = ", ".join(f"'{level.value}'" for level in access.sees())
    return f"plan.access IN ({levels})"

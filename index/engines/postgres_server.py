"""Queries on one PostgreSQL database that outlive a restart of the server."""

import re
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

from index.engines.postgres_connection import ASKED_SECONDS, PatientConnection, Reach, away, connect
from index.errors import IndexDamagedError, IndexFault, IndexUnavailableError
from index.place import DatabaseUrl

_AT_ONCE = 16  # connections of one reader: a query takes about a millisecond, more would only wait inside the server
_KEPT = 4  # connections that stay open while nothing is asked
_DEAD = (psycopg.OperationalError, psycopg.InterfaceError)
_QUOTED = re.compile(r'"[^"\n]*"')
_LIST = re.compile(r"IN \(([?,]*)\)|\?")
_T = TypeVar("_T")


class NamedRow(tuple[Any, ...]):
    """A row whose values are also found by their columns' names."""

    places: Mapping[str, int]

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401  (a name or a position; whatever the column holds)
        """Return the value of a column; raises IndexDamagedError where the table has no such column any more."""
        try:
            return super().__getitem__(self.places[key] if isinstance(key, str) else key)
        except LookupError as error:
            raise IndexDamagedError(f"a table has no column {key!r} any more; run `assistant ingest`") from error


class Server:
    """A PostgreSQL database as one generation's readers see it: unqualified names are looked up in ``schema``.

    ``reach`` is shared by all who ask the same server. Connections are closed when nobody holds this any more.
    """

    def __init__(self, url: DatabaseUrl, schema: str, reach: Reach | None = None) -> None:
        self._url = url
        self._schema = schema
        self._reach = reach or Reach(url)
        self._idle: deque[PatientConnection] = deque()
        self._turn = BoundedSemaphore(_AT_ONCE)
        self._closed = False
        weakref.finalize(self, _close_all, self._idle)

    def query(
        self, statement: str, values: Sequence[object] = (), *, seconds: float = ASKED_SECONDS
    ) -> Sequence[NamedRow]:
        """Return the rows of a statement as the store writes it, with ``?`` for each value; raises as ``ask``."""
        return self.ask(lambda connection: _named(connection.execute(*translated(statement, values))), seconds)

    def fetch(
        self, statement: str, values: Sequence[object] = (), *, seconds: float = ASKED_SECONDS
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a statement in PostgreSQL's own SQL, in binary: fit for vectors and byte strings."""
        return self.ask(lambda connection: connection.execute(statement, values, binary=True).fetchall(), seconds)

    def ask(self, work: Callable[[PatientConnection], _T], seconds: float = ASKED_SECONDS) -> _T:
        """Return what work on a connection gives, which may have died while it waited: then once more on a new one.

        The server may be silent for ``seconds`` amid each statement.

        Raises:
            IndexUnavailableError: the server does not answer, not on a new connection either.
            IndexDamagedError: the generation or a table of it is gone, or the statement fails for another reason.

        """
        if not self._turn.acquire(timeout=ASKED_SECONDS):
            raise IndexUnavailableError(f"{self._url}: all {_AT_ONCE} connections are in use; try again")
        try:
            with told(self._url):
                return self._asked(work, seconds)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close all connections; one that is in use is closed when its query is done."""
        self._closed = True
        _close_all(self._idle)

    def _asked(self, work: Callable[[PatientConnection], _T], seconds: float) -> _T:
        try:
            kept = self._idle.pop()
        except IndexError:
            return self._anew(work, seconds)
        try:
            return self._on(kept, work, seconds)
        except _DEAD:
            _close_all(self._idle)  # they died with it
            return self._anew(work, seconds)

    def _anew(self, work: Callable[[PatientConnection], _T], seconds: float) -> _T:
        """Ask on a new connection."""
        try:
            with self._reach.trying():
                connection = connect(self._url, self._schema)
                return self._on(connection, work, seconds)
        except _DEAD as error:
            self._reach.lost(reason(error))
            raise

    def _on(self, connection: PatientConnection, work: Callable[[PatientConnection], _T], seconds: float) -> _T:
        connection.silence = seconds
        try:
            return work(connection)
        finally:
            sound = connection.info.transaction_status is TransactionStatus.IDLE
            if sound:
                self._reach.heard()
            if not sound or self._closed or len(self._idle) >= _KEPT:
                connection.close()
            else:
                self._idle.append(connection)


def _close_all(idle: deque[PatientConnection]) -> None:
    while True:
        try:
            idle.pop().close()
        except IndexError:
            return


@contextmanager
def told(url: DatabaseUrl) -> Iterator[None]:
    """Turn the driver's errors into ours, each one line without a password.

    Raises:
        IndexUnavailableError: the server does not answer.
        IndexDamagedError: a table is missing or the statement fails.

    """
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise IndexUnavailableError(away(url, reason(error))) from error
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise IndexDamagedError(f"{url}: this generation of the index is gone; run `assistant ingest`") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise IndexFault(f"{url}: not allowed there ({reason(error)}); grant it to this user") from error
    except psycopg.Error as error:
        raise IndexDamagedError(f"{url}: index unreadable ({reason(error)}); run `assistant ingest`") from error


def reason(error: psycopg.Error) -> str:
    """Return what the server or the driver says, as one line.

    The driver's own words quote pieces of a URL that it cannot read, which may be a password: these are left out.
    """
    told = error.diag.message_primary or _QUOTED.sub('"…"', str(error))
    return " ".join(told.split()) or type(error).__name__


def translated(statement: str, values: Sequence[object]) -> tuple[str, list[object]]:
    """Return a statement with ``?`` in PostgreSQL's form; a list of marks becomes one array, whatever its length."""
    given = iter(values)
    taken: list[object] = []

    def put(match: re.Match[str]) -> str:
        if match[1] is None:
            taken.append(next(given))
            return "%s"
        taken.append([next(given) for _ in range(match[1].count("?"))])
        return "= ANY(%s)"

    return _LIST.sub(put, statement), taken


def _named(cursor: psycopg.Cursor[tuple[Any, ...]]) -> list[NamedRow]:
    places = {column.name: place for place, column in enumerate(cursor.description or ())}
    rows = []
    for values in cursor:
        row = NamedRow(values)
        row.places = places
        rows.append(row)
    return rows

"""Connections to one PostgreSQL database, and queries on them that outlive a restart of the server."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import tuple_row

from index.errors import IndexDamagedError, IndexFault, IndexUnavailableError
from index.place import DatabaseUrl

_AT_ONCE = 16  # connections of one reader: a query takes about a millisecond, more would only wait inside the server
_KEPT = 4  # connections that stay open while nothing is asked
# A server that is gone without a word is noticed after seconds, not after the minutes that TCP waits by itself.
_PATIENCE = {"connect_timeout": "5", "keepalives_idle": "5", "keepalives_interval": "5", "tcp_user_timeout": "15000"}
_QUOTED = re.compile(r'"[^"\n]*"')
_LIST = re.compile(r"IN \(([?,]*)\)|\?")
_T = TypeVar("_T")
_Connection = psycopg.Connection[tuple[Any, ...]]


class NamedRow(tuple[Any, ...]):
    """A row whose values are also found by their columns' names."""

    places: Mapping[str, int]

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401  (a name or a position; whatever the column holds)
        """Return the value of a column."""
        return super().__getitem__(self.places[key] if isinstance(key, str) else key)


class Server:
    """A PostgreSQL database as one generation's readers see it: unqualified names are looked up in ``schema``."""

    def __init__(self, url: DatabaseUrl, schema: str) -> None:
        self._url = url
        self._schema = schema
        self._idle: deque[_Connection] = deque()
        self._turn = BoundedSemaphore(_AT_ONCE)
        self._closed = False

    def query(self, statement: str, values: Sequence[object] = ()) -> Sequence[NamedRow]:
        """Return the rows of a statement as the store writes it, with ``?`` for each value; raises as ``fetch``."""
        return self._twice(lambda connection: _named(connection.execute(*translated(statement, values))))

    def fetch(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement in PostgreSQL's own SQL, in binary: fit for vectors and byte strings.

        Raises:
            IndexUnavailableError: the server does not answer, not on a new connection either.
            IndexDamagedError: the generation or a table of it is gone, or the statement fails for another reason.

        """
        return self._twice(lambda connection: connection.execute(statement, values, binary=True).fetchall())

    def close(self) -> None:
        """Close all connections; one that is in use is closed when its query is done."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _twice(self, ask: Callable[[_Connection], _T]) -> _T:
        """Ask on a connection that may have died while it waited, then once more on a new one."""
        with self._turn, told(self._url):
            try:
                return self._once(ask)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                while self._idle:  # they died with it
                    self._idle.pop().close()
                return self._once(ask)

    def _once(self, ask: Callable[[_Connection], _T]) -> _T:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = connect(self._url, self._schema)
        try:
            return ask(connection)
        finally:
            if connection.broken or self._closed or len(self._idle) >= _KEPT:
                connection.close()
            else:
                self._idle.append(connection)


def connect(url: DatabaseUrl, schema: str = "") -> _Connection:
    """Return a new connection that commits each statement; raises ``psycopg.Error`` where there is none to be had."""
    given = {**_PATIENCE, **conninfo_to_dict(url.address)}
    connection = psycopg.connect(make_conninfo("", **given), autocommit=True, row_factory=tuple_row)
    # Planning by statistics of a minute ago may choose just-in-time compilation, which takes longer than our queries.
    connection.execute("SELECT set_config('jit', 'off', false), set_config('hnsw.ef_search', '1000', false)")
    if schema:
        look_into(connection, schema)
    return connection


def look_into(connection: _Connection, schema: str, *, for_now: bool = False) -> None:
    """Have names looked up in this schema and where pgvector is, ``for_now``: until the transaction is over."""
    connection.execute(
        "SELECT set_config('search_path', concat_ws(', ', quote_ident(%s), 'public', (SELECT quote_ident(nspname)"
        " FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'vector')), %s)",
        [schema, for_now],
    )


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
        raise IndexUnavailableError(
            f"{url}: the database does not answer ({reason(error)}); start it, or wait"
        ) from error
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

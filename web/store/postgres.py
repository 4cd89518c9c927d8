"""The database as tables of PostgreSQL, in the schema ``assistant_web``: processes on any machine share it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import errors

from index.engines.postgres_server import reason, translated
from index.place import DatabaseUrl
from web.store.engine import Connection, Rows
from web.store.errors import StoreBrokenError, StoreNewerError
from web.store.postgres_connections import Connections, PatientConnection

_MIGRATIONS: Final = Path(__file__).with_name("migrations") / "postgres"
_LOCK: Final = 0x706C616E5F776562  # the number that those who migrate agree on
_MIGRATING_SECONDS: Final = 60
# An answer waits no longer than this for another transaction; nothing that this program asks takes two seconds.
_LIMITS: Final = (
    "SET LOCAL search_path = assistant_web; SET LOCAL lock_timeout = '500ms'; SET LOCAL statement_timeout = '2s';"
    " SET LOCAL idle_in_transaction_session_timeout = '5s'"
)
_SEEN: Final = "SELECT coalesce(max(number), 0) FROM assistant_web.migration"
_MIGRATE: Final = (
    f"BEGIN; SET LOCAL statement_timeout = '{_MIGRATING_SECONDS}s'; SET LOCAL lock_timeout = '10s';"
    f" SELECT pg_advisory_xact_lock({_LOCK})"
)
_CONTROL: Final = """
CREATE TABLE IF NOT EXISTS assistant_web.migration (
  number INTEGER PRIMARY KEY, applied TIMESTAMPTZ NOT NULL DEFAULT now());
SET LOCAL search_path = assistant_web;
"""


class PostgresSchema:
    """The schema ``assistant_web`` of one PostgreSQL database; any number of threads and processes may use it."""

    def __init__(self, url: DatabaseUrl) -> None:
        self._url = url
        self._connections = Connections(url)

    @contextmanager
    def transaction(self, *, reading: bool) -> Iterator[Connection]:
        """Give a transaction; see ``Engine``. Another one may commit between two of its statements.

        One whose error leaves it, or whose connection breaks, is undone by the server.
        """
        with self._told(), self._connections.one(lambda connection: self._begin(connection, reading=reading)) as one:
            yield _Statements(one)
            one.execute("COMMIT")

    def version(self, connection: Connection) -> int:
        """Return the number of migrations that the schema has seen."""
        return int(connection.execute(_SEEN).fetchall()[0][0])

    def settle(self) -> None:
        """Return: the server keeps its own log, and clears it by its own rules."""

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self._connections.close()

    def _begin(self, connection: PatientConnection, *, reading: bool) -> None:
        """Begin a transaction on tables that are up to date."""
        seen = _begun(connection, reading=reading)
        if seen < len(migrations()):
            connection.execute("ROLLBACK")
            connection.wait_up_to(_MIGRATING_SECONDS, self._migrate)
            seen = _begun(connection, reading=reading)
        self._check(seen)

    def _migrate(self, connection: PatientConnection) -> None:
        """Apply the migrations that the schema has not seen, all or none; one process at a time."""
        connection.execute(_MIGRATE)
        found = connection.execute("SELECT to_regnamespace('assistant_web') IS NOT NULL").fetchone()
        if found != (True,):  # asked first: who may not create schemas can still use one made for them
            connection.execute("CREATE SCHEMA assistant_web")
        connection.execute(_CONTROL)
        seen = int(connection.execute(_SEEN).fetchall()[0][0])  # again: another process may have been faster
        for number, script in enumerate(migrations()[seen:], seen + 1):
            connection.execute(script.encode())
            connection.execute("INSERT INTO migration (number) VALUES (%s)", [number])
        connection.execute("COMMIT")

    def _check(self, seen: int) -> None:
        if seen > len(migrations()):
            raise StoreNewerError(
                f"{self._url}: is of version {seen}, newer than this program knows ({len(migrations())});"
                " install the newer program or set ASSISTANT_WEB_DB to another database"
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the driver's errors into ours, each one line without a password and without a row's content."""
        try:
            yield
        except psycopg.Error as error:
            raise StoreBrokenError(
                f"{self._url}: cannot be used ({reason(error)}); check the database server"
            ) from error
        except OSError as error:
            raise StoreBrokenError(f"{self._url}: cannot be used ({error}); check this machine") from error


@dataclass(frozen=True, slots=True)
class _Statements:
    """A connection that takes ``?`` for each value, and text with the one character that PostgreSQL cannot store."""

    connection: PatientConnection

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Rows:
        return self.connection.execute(*translated(statement, [_storable(value) for value in values]))

    def executemany(self, statement: str, rows: Iterable[Sequence[object]], /) -> None:
        for row in rows:
            self.execute(statement, row)


@cache
def migrations() -> tuple[str, ...]:
    """Return the scripts of all migrations in their order; the first makes version 1."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(_MIGRATIONS.glob("[0-9]*.sql")))


def _begun(connection: PatientConnection, *, reading: bool) -> int:
    """Return the version of the tables, in one journey to the server; without any the transaction is left broken."""
    mode = "READ ONLY" if reading else "READ WRITE"
    try:
        cursor: psycopg.Cursor[tuple[Any, ...]] = connection.execute(
            f"BEGIN ISOLATION LEVEL READ COMMITTED {mode}; {_LIMITS}; {_SEEN}".encode()
        )
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        return 0
    cursor.set_result(-1)
    return int(cursor.fetchall()[0][0])


def _storable(value: object) -> object:
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value

"""The file ``var/web.db``: opened for each use, brought up to date by numbered migrations."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Literal

from web.store.engine import Connection
from web.store.errors import StoreBrokenError, StoreNewerError
from web.store.log_keeper import LogKeeper

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_BUSY_SECONDS: Final = 0.5  # an answer waits no longer for another process that writes


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """One SQLite file, readable by its owner alone; any number of threads and processes of one machine may use it."""

    path: Path
    _log: LogKeeper = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_log", LogKeeper(self.path))

    @contextmanager
    def transaction(self, *, reading: bool) -> Iterator[Connection]:
        """Give a transaction; see ``Engine``. Those that write wait for each other from their beginning."""
        try:
            with closing(self._opened()) as connection:
                with _transaction(connection, "DEFERRED" if reading else "IMMEDIATE"):
                    yield connection
                if not reading:
                    self._log.keep()
        except (sqlite3.Error, OSError) as error:
            self._log.drop()  # what it remembers of a damaged file would outlive its mending
            raise StoreBrokenError(f"{self.path}: cannot be used ({error}); check the file and its disk") from error

    def version(self, connection: Connection) -> int:
        """Return the number of migrations that the file has seen."""
        return _version(connection)

    def settle(self) -> None:
        """Have what was deleted gone from the log beside the file, too."""
        self._log.empty()

    def close(self) -> None:
        """Leave all in the one file; the next use opens it again."""
        self._log.drop()

    def _opened(self) -> sqlite3.Connection:
        self._log.look()
        try:
            return self._current()
        except sqlite3.Error:
            if not self._log.drop():
                raise
            return self._current()  # the file may have been changed under the one that was held

    def _current(self) -> sqlite3.Connection:
        _create(self.path)
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            if _version(connection) != len(migrations()):
                self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Apply the migrations that the file has not seen, all or none."""
        connection.execute("PRAGMA journal_mode = WAL")
        with _transaction(connection, "IMMEDIATE"):
            seen = _version(connection)  # again: another process may have been faster
            if seen > len(migrations()):
                known = len(migrations())
                raise StoreNewerError(
                    f"{self.path}: is of version {seen}, newer than this program knows ({known});"
                    " install the newer program or set ASSISTANT_WEB_DB to another file"
                )
            for script in migrations()[seen:]:
                for statement in _statements(script):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(migrations())}")


@cache
def migrations() -> tuple[str, ...]:
    """Return the scripts of all migrations in their order; the first makes version 1."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(_MIGRATIONS.glob("[0-9]*.sql")))


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: ``executescript`` would end the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchall()[0][0])


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _create(path: Path) -> None:
    """Make the file for its owner alone before anything is written to it; SQLite's other files follow its mode."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))

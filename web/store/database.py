"""The one door to what changes while the service runs: a SQLite file, or a PostgreSQL that several machines share."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from index.place import DatabaseUrl, Place
from web.store.engine import Connection, Engine
from web.store.errors import StoreFault
from web.store.sqlite_file import SqliteFile

_LOG = logging.getLogger(__name__)
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Database:
    """The database of one place; any number of threads and processes may use it. Nothing is opened before it is used.

    Raises:
        StoreFault: the place is a URL that cannot be read, or its driver is not installed.

    """

    place: Place
    _engine: Engine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_engine", _engine_of(self.place))

    @property
    def path(self) -> Path:
        """Return the file; raises StoreFault where there is none, because a server keeps the database."""
        if isinstance(self.place, DatabaseUrl):
            raise StoreFault(
                f"{self.place}: a server keeps this database; use pg_dump --schema=assistant_web and pg_restore for it,"
                " and copy the folder of ASSISTANT_UPLOADS and what lies beside it"
            )
        return self.place

    def run(self, work: Callable[[Connection], _Result], *, reading: bool = False) -> _Result:
        """Return what ``work`` gives, done in one transaction that others see whole or not at all.

        ``reading`` says that it writes nothing and need not wait for those who do.

        Raises:
            StoreBrokenError: the database is locked, read-only, full, damaged or away.
            StoreNewerError: it was made by a later version.

        """
        with self._engine.transaction(reading=reading) as connection:
            return work(connection)

    def quietly(self, work: Callable[[Connection], _Result], otherwise: _Result, *, reading: bool = False) -> _Result:
        """Return what ``work`` gives, or ``otherwise`` where the database fails: one line in the log says so."""
        try:
            return self.run(work, reading=reading)
        except StoreFault as error:
            _LOG.warning("going on without the database: %s", error)
            return otherwise

    def settle(self) -> None:
        """Have what was deleted gone from all that is kept beside the tables, too; what fails is done later."""
        self._engine.settle()

    def close(self) -> None:
        """Release what is held between transactions; it may be used again."""
        self._engine.close()

    def version(self) -> int:
        """Return how many migrations the database has seen, after bringing it up to date; raises as ``run``."""
        return self.run(self._engine.version, reading=True)


def _engine_of(place: Place) -> Engine:
    if isinstance(place, DatabaseUrl):
        try:
            from web.store.postgres import PostgresSchema  # noqa: PLC0415  (an extra, not always installed)
        except ImportError as error:
            raise StoreFault(f"{place}: psycopg is missing; pip install 'plan-assistant[postgres]'") from error
        return PostgresSchema(place)
    return SqliteFile(place)

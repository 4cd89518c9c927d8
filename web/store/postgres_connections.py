"""Connections to one PostgreSQL server: a few are kept open, none is waited for long, a server that is away is left."""

import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict

from index.place import DatabaseUrl
from web.store.errors import StoreBrokenError, StoreFault

_AT_ONCE: Final = 8  # as many as requests are worked on at once by default
_KEPT: Final = 4  # stay open while nothing is asked
_TURN_SECONDS: Final = 1.0
_SILENCE_SECONDS: Final = 3.0  # a server that stands still is noticed after this; it gives up a statement before
_REST_SECONDS: Final = (
    1.0  # a server that could not be reached is not tried again for so long: all who ask fail at once
)
_TRY_SECONDS: Final = 3.0  # while one thread tries to reach it again, the others do not wait for it
# Two seconds are the least that the driver takes. The rest tells a machine that is gone without a word.
_PATIENCE: Final = {
    "connect_timeout": "2",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "tcp_user_timeout": "3000",
    "client_encoding": "utf8",
    "application_name": "plan-assistant web",
}
_T = TypeVar("_T")


class PatientConnection(psycopg.Connection[tuple[Any, ...]]):
    """A connection whose server may be silent for some seconds only."""

    silence = _SILENCE_SECONDS

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """Return what the server sends; raises ``psycopg.Error`` after too long a silence."""
        return super().wait(gen, interval, self.silence if timeout is None else timeout)

    def wait_up_to(self, seconds: float, work: Callable[["PatientConnection"], None]) -> None:
        """Do work that may take longer."""
        self.silence = seconds
        work(self)
        del self.silence


class Connections:
    """Connections of one process to one server; they are closed when nobody holds this any more."""

    def __init__(self, url: DatabaseUrl) -> None:
        self._conninfo = {**_PATIENCE, **_parsed(url)}
        self._url = url
        self._idle: deque[PatientConnection] = deque()
        self._turn = BoundedSemaphore(_AT_ONCE)
        self._away_until = 0.0
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def one(self, begin: Callable[[PatientConnection], None]) -> Iterator[PatientConnection]:
        """Give a connection on which ``begin`` was done; it is kept for the next unless an error leaves it.

        Raises:
            StoreBrokenError: the server was away a moment ago, or all connections are in use.

        """
        if not self._turn.acquire(timeout=_TURN_SECONDS):
            raise StoreBrokenError(f"{self._url}: all {_AT_ONCE} connections are in use; try again")
        try:
            connection = self._begun(begin)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._keep(connection)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close those that nobody uses."""
        _close_all(self._idle)

    def _begun(self, begin: Callable[[PatientConnection], None]) -> PatientConnection:
        """Begin on a connection that was kept, or on a new one where that has died: nothing was done on it."""
        try:
            kept = self._idle.pop()
        except IndexError:
            return _after(begin, self._new())
        try:
            return _after(begin, kept)
        except psycopg.Error:
            _close_all(self._idle)  # they died with it
            return _after(begin, self._new())

    def _new(self) -> PatientConnection:
        """Return a new connection; to a server that was away one thread at a time tries to get one."""
        now = monotonic()
        if now < self._away_until:
            raise StoreBrokenError(f"{self._url}: could not be reached a moment ago; check the database server")
        if self._away_until:
            self._away_until = now + _TRY_SECONDS
        try:
            connection = PatientConnection.connect(**self._conninfo, autocommit=True, prepare_threshold=None)
        except psycopg.Error:
            self._away_until = monotonic() + _REST_SECONDS
            raise
        self._away_until = 0.0
        return connection

    def _keep(self, connection: PatientConnection) -> None:
        if connection.broken or len(self._idle) >= _KEPT:
            connection.close()
        else:
            self._idle.append(connection)


def _after(begin: Callable[[PatientConnection], None], connection: PatientConnection) -> PatientConnection:
    try:
        begin(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _close_all(idle: deque[PatientConnection]) -> None:
    while True:
        try:
            idle.pop().close()
        except IndexError:
            return


def _parsed(url: DatabaseUrl) -> dict[str, Any]:
    """Return the parts of a URL; an error names none of them, because what is misread may be the password."""
    parts = urlsplit(url.address)
    unreadable = StoreFault(
        "ASSISTANT_WEB_DB: not a URL that can be read; write what is special in the name or the password"
        " as %XX: @ = %40, / = %2F, : = %3A, ? = %3F, # = %23, % = %25"
    )
    if "@" in parts.path + parts.query or parts.fragment:
        raise unreadable
    try:
        return conninfo_to_dict(url.address)
    except psycopg.Error:
        raise unreadable from None

"""Connections to one PostgreSQL database: a server that is silent is left after seconds, one that is away is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import tuple_row

from index.errors import IndexUnavailableError
from index.place import DatabaseUrl

ASKED_SECONDS: Final = 6.0
"""Longest silence of the server amid a question: twice that and a connection stay below half of ``answer_seconds``."""

WHOLE_SECONDS: Final = 120.0
"""Longest silence amid a statement that reads a whole table: 100,000 chunks take some ten seconds."""

# A server that is gone without a word is noticed after seconds, not after the minutes that TCP waits by itself.
_PATIENCE = {"connect_timeout": "3", "keepalives_idle": "5", "keepalives_interval": "5", "tcp_user_timeout": "15000"}
# Planning by statistics of a minute ago may choose just-in-time compilation, which takes longer than our queries.
# What nobody waits for any more comes to an end.
_SETTINGS = (
    "SELECT set_config('jit', 'off', false), set_config('hnsw.ef_search', '1000', false),"
    " set_config('client_connection_check_interval', '2s', false)"
)
_T = TypeVar("_T")


class PatientConnection(psycopg.Connection[tuple[Any, ...]]):
    """A connection whose server may be silent for ``silence`` seconds; None: for ever."""

    silence: float | None = ASKED_SECONDS

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """Return what the server sends; raises ``psycopg.OperationalError`` after too long a silence."""
        return super().wait(gen, interval, self.silence if timeout is None else timeout)


class Reach:
    """Whether the server of a database answers, as those found who asked it last, from any thread.

    ``trouble`` says why it does not; it is empty where it does, or was not asked yet.
    """

    def __init__(self, url: DatabaseUrl) -> None:
        self.trouble = ""
        self._url = url
        self._trying = Lock()

    def heard(self) -> None:
        """Note that the server has answered."""
        self.trouble = ""

    def lost(self, why: str) -> None:
        """Note that it has not."""
        self.trouble = why

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Let one at a time try to reach a server that is away.

        Raises:
            IndexUnavailableError: somebody else tries at the moment.

        """
        trouble = self.trouble
        if trouble and not self._trying.acquire(blocking=False):
            raise IndexUnavailableError(away(self._url, trouble))
        try:
            yield
        finally:
            if trouble:
                self._trying.release()


def away(url: DatabaseUrl, why: str) -> str:
    """Return the line on a server that does not answer."""
    return f"{url}: the database does not answer ({why}); start it, or wait"


def connect(url: DatabaseUrl, schema: str = "") -> PatientConnection:
    """Return a new connection that commits each statement; raises ``psycopg.Error`` where there is none to be had."""
    given = {**_PATIENCE, **conninfo_to_dict(url.address)}
    connection = PatientConnection.connect(make_conninfo("", **given), autocommit=True, row_factory=tuple_row)
    try:
        connection.execute(_SETTINGS)
        if schema:
            look_into(connection, schema)
    except BaseException:
        connection.close()
        raise
    return connection


def look_into(connection: psycopg.Connection[tuple[Any, ...]], schema: str, *, for_now: bool = False) -> None:
    """Have names looked up in this schema and where pgvector is, ``for_now``: until the transaction is over."""
    connection.execute(
        "SELECT set_config('search_path', concat_ws(', ', quote_ident(%s), 'public', (SELECT quote_ident(nspname)"
        " FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'vector')), %s)",
        [schema, for_now],
    )

"""SQLite's write-ahead log, kept between the transactions of a process and emptied from time to time.

The connection that closes last writes the log back into the file and deletes it, waiting for the disk while nobody else
may write. With a connection for each transaction that would be nearly every one of them: 2 ms each instead of 0.4, and
up to 170 where the disk is busy.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

_EMPTY_AFTER: Final = 10.0  # seconds: what was deleted is gone from the log then, with the next transaction that writes
_Identity = tuple[int, int]


class LogKeeper:
    """Holds one connection that does nothing but be there. Any thread may call; what fails here fails nobody."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._held: tuple[sqlite3.Connection, _Identity] | None = None
        self._emptied = monotonic()

    def look(self) -> None:
        """Let go of a file that is no longer the one at the path."""
        held = self._held  # another thread may let go of it meanwhile
        if held is not None and held[1] != self._identity():
            self.drop()

    def keep(self) -> None:
        """Hold the file at the path, and empty its log where that was not done lately."""
        if not self._lock.acquire(blocking=False):
            return  # another thread is at it
        try:
            with suppress(sqlite3.Error):
                held = self._taken()
                if held is not None and monotonic() - self._emptied >= _EMPTY_AFTER:
                    self._empty(held)
        finally:
            self._lock.release()

    def empty(self) -> None:
        """Write the log back and empty it, at once where nobody reads, else with a transaction that writes later."""
        with self._lock, suppress(sqlite3.Error):
            held = self._taken()
            if held is not None:
                self._empty(held)

    def drop(self) -> bool:
        """Let go of the file, and return whether it was held."""
        with self._lock:
            held, self._held = self._held, None
            if held is not None:
                with suppress(sqlite3.Error):
                    held[0].close()
            return held is not None

    def _taken(self) -> sqlite3.Connection | None:
        identity = self._identity()
        if self._held is None and identity is not None:
            connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
            self._held = connection, identity  # let go of with what fails below
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # the log is held from the first look
        return self._held[0] if self._held else None

    def _empty(self, held: sqlite3.Connection) -> None:
        busy, _, _ = held.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._emptied = monotonic() - (_EMPTY_AFTER if busy else 0.0)

    def _identity(self) -> _Identity | None:
        try:
            told = self._path.stat()
        except OSError:
            return None
        return told.st_dev, told.st_ino

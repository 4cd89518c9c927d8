"""Tries to sign in, counted by account and by client; and sessions that were signed out."""

import sqlite3
from collections.abc import Sequence
from typing import Final

MOST_TRIES: Final = 5
TRY_SECONDS: Final = 15 * 60


def begin_try(connection: sqlite3.Connection, keys: Sequence[str], now: float) -> bool:
    """Return whether a try may be made; it then counts as wrong until ``forget_tries`` says otherwise.

    Counted before the password is looked at: many tries at once gain nothing.
    """
    if any(_tries(connection, key, now) >= MOST_TRIES for key in keys):
        return False
    connection.executemany("INSERT INTO sign_in_tries VALUES (?, ?)", [(now, key) for key in keys])
    return True


def forget_tries(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Forget the tries under these keys: the password was right."""
    connection.executemany("DELETE FROM sign_in_tries WHERE key = ?", [(key,) for key in keys])


def sign_out(connection: sqlite3.Connection, session: str, now: float) -> None:
    """Remember that a session was signed out."""
    connection.execute("INSERT OR IGNORE INTO sign_outs VALUES (?, ?)", (session, now))


def is_signed_out(connection: sqlite3.Connection, session: str) -> bool:
    """Return whether a session was signed out."""
    return connection.execute("SELECT 1 FROM sign_outs WHERE session = ?", (session,)).fetchone() is not None


def _tries(connection: sqlite3.Connection, key: str, now: float) -> int:
    rows = connection.execute("SELECT count(*) FROM sign_in_tries WHERE key = ? AND time > ?", (key, now - TRY_SECONDS))
    return int(rows.fetchone()[0])

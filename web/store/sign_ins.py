"""Tries to sign in, counted by account and by client; and sessions that were signed out."""

from collections.abc import Sequence
from typing import Final

from web.store.engine import Connection
from web.store.upkeep import take_turn

MOST_TRIES: Final = 5
TRY_SECONDS: Final = 15 * 60
_TURN: Final = "sign_in"


def begin_try(connection: Connection, keys: Sequence[str], now: float) -> bool:
    """Return whether a try may be made; it then counts as wrong until ``forget_tries`` says otherwise.

    Counted before the password is looked at, and one try after another: many tries at once gain nothing.
    """
    take_turn(connection, _TURN, now)
    if any(_tries(connection, key, now) >= MOST_TRIES for key in keys):
        return False
    connection.executemany("INSERT INTO sign_in_tries (time, key) VALUES (?, ?)", [(now, key) for key in keys])
    return True


def forget_tries(connection: Connection, keys: Sequence[str]) -> None:
    """Forget the tries under these keys: the password was right."""
    connection.executemany("DELETE FROM sign_in_tries WHERE key = ?", [(key,) for key in keys])


def sign_out(connection: Connection, session: str, now: float) -> None:
    """Remember that a session was signed out."""
    connection.execute(
        "INSERT INTO sign_outs (session, time) VALUES (?, ?) ON CONFLICT (session) DO NOTHING", (session, now)
    )


def is_signed_out(connection: Connection, session: str) -> bool:
    """Return whether a session was signed out."""
    return connection.execute("SELECT 1 FROM sign_outs WHERE session = ?", (session,)).fetchone() is not None


def _tries(connection: Connection, key: str, now: float) -> int:
    """Return how many tries were made lately; one that a clock ahead of time has dated does not count for long."""
    rows = connection.execute(
        "SELECT count(*) FROM sign_in_tries WHERE key = ? AND time > ? AND time < ?",
        (key, now - TRY_SECONDS, now + TRY_SECONDS),
    )
    return int(rows.fetchall()[0][0])

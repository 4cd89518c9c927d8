"""What is older than the retention period goes."""

import sqlite3
from typing import Final

DAY: Final = 24 * 60 * 60
_SHORT_LIVED: Final = 2 * DAY  # longer than any lock-out or session lasts
_NAME: Final = "pruned"


def prune(connection: sqlite3.Connection, now: float, days: int) -> int:
    """Delete what is older than ``days`` days and return how many answers that were; feedback goes with its answer."""
    before = now - days * DAY
    connection.execute("DELETE FROM conversations WHERE time < ?", (before,))
    connection.execute("DELETE FROM feedback WHERE time < ?", (before,))
    connection.execute("DELETE FROM sign_in_tries WHERE time < ?", (now - _SHORT_LIVED,))
    connection.execute("DELETE FROM sign_outs WHERE time < ?", (now - _SHORT_LIVED,))
    connection.execute("INSERT OR REPLACE INTO upkeep VALUES (?, ?)", (_NAME, now))
    return connection.execute("DELETE FROM answers WHERE time < ?", (before,)).rowcount


def prune_daily(connection: sqlite3.Connection, now: float, days: int) -> None:
    """Prune where that was not done for a day."""
    row = connection.execute("SELECT time FROM upkeep WHERE name = ?", (_NAME,)).fetchone()
    if row is None or row[0] < now - DAY:
        prune(connection, now, days)

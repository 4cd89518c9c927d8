"""What is older than the retention period goes."""

from typing import Final

from web.store.engine import Connection
from web.store.upkeep import take_turn, take_turn_if_due

DAY: Final = 24 * 60 * 60
_SHORT_LIVED: Final = 2 * DAY  # longer than any lock-out or session lasts
_NAME: Final = "pruned"
_PIECE: Final = 10_000  # rows that one statement deletes: a server gives up statements that take long


def prune(connection: Connection, now: float, days: int) -> int:
    """Delete what is older than ``days`` days and return how many answers that were; feedback goes with its answer."""
    take_turn(connection, _NAME, now)
    return _delete_old(connection, now, days)


def prune_daily(connection: Connection, now: float, days: int) -> None:
    """Prune where that was not done for a day."""
    if take_turn_if_due(connection, _NAME, now, now - DAY):
        _delete_old(connection, now, days)


def _delete_old(connection: Connection, now: float, days: int) -> int:
    before = now - days * DAY
    count = _delete(connection, "answers", before)
    _delete(connection, "feedback", before)
    _delete(connection, "conversations", before)
    _delete(connection, "sign_in_tries", now - _SHORT_LIVED)
    _delete(connection, "sign_outs", now - _SHORT_LIVED)
    return count


def _delete(connection: Connection, table: str, before: float) -> int:
    """Return how many rows of a table were older, and are gone."""
    statement = f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE time < ? LIMIT {_PIECE})"  # noqa: S608  (our own names)
    count = 0
    while deleted := connection.execute(statement, (before,)).rowcount:
        count += deleted
    return count

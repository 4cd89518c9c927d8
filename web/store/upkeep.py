"""Work that one transaction at a time may do, each kind of it by a row of its own."""

from web.store.engine import Connection


def take_turn(connection: Connection, name: str, now: float) -> None:
    """Wait until no other transaction has this turn; this one has it until its end. Remembers when that was."""
    connection.execute(
        "INSERT INTO upkeep (name, time) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET time = excluded.time",
        (name, now),
    )


def take_turn_if_due(connection: Connection, name: str, now: float, before: float) -> bool:
    """Return whether the turn was last taken before a time, or never, and is now had; of two at once, one has it.

    One taken as far in the future was taken by a clock that was wrong, and is due too.
    """
    ahead = now + (now - before)
    last = connection.execute("SELECT time FROM upkeep WHERE name = ?", (name,)).fetchone()
    if last is not None and before <= last[0] <= ahead:  # nearly always: nobody waits
        return False
    taken = connection.execute(
        "INSERT INTO upkeep (name, time) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET time = excluded.time"
        " WHERE upkeep.time < ? OR upkeep.time > ?",
        (name, now, before, ahead),
    )
    return taken.rowcount == 1

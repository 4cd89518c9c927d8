"""Where an index stands: a folder, or a PostgreSQL database by its URL."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

_SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """The URL of a database. As text it has no password: only ``address`` has one, and it is never printed."""

    address: str = field(repr=False)

    def __str__(self) -> str:
        """Return the URL without any password: it still connects where libpq finds the password elsewhere.

        A password in which ``/``, ``?``, ``#`` or ``@`` were not escaped goes whole, whatever else goes with it.
        """
        scheme, _, rest = self.address.partition("://")
        before, at, server = rest.rpartition("@")
        place, _, query = server.partition("?")
        pieces = [
            piece for piece in query.split("&") if "=" in piece and "password" not in piece.partition("=")[0].lower()
        ]
        shown = f"{scheme}://{before.partition(':')[0]}{at}{place}"
        return f"{shown}?{'&'.join(pieces)}" if pieces else shown

    def __repr__(self) -> str:
        """Return the same as ``str``: a log line or a traceback shows no password either."""
        return f"DatabaseUrl({str(self)!r})"


Place: TypeAlias = Path | DatabaseUrl


def spelled(place: Place) -> str:
    """Return a place as a setting names it, with its password: to hand on, never to print."""
    return place.address if isinstance(place, DatabaseUrl) else str(place)


def place_of(given: str | Place) -> Place:
    """Return the place that a setting or an option names: a URL of PostgreSQL, or else a folder."""
    if isinstance(given, str) and given.startswith(_SCHEMES):
        return DatabaseUrl(given)
    return Path(given) if isinstance(given, str) else given

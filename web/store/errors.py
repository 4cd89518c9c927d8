"""Errors of the database of the web room.

StoreFault
├── StoreBrokenError   locked, read-only, full, damaged or away: what needs it goes without
└── StoreNewerError    made by a later version of this program
"""

from assistant.errors import AssistantError


class StoreFault(AssistantError):  # noqa: N818 (the root says what it is)
    """Root of these errors; its message says what, where and the way out, in one line."""


class StoreBrokenError(StoreFault):
    """The database cannot be used at the moment."""


class StoreNewerError(StoreFault):
    """The database was made by a later version of this program."""

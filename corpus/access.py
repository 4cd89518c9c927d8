"""Who may see a plan."""

from enum import StrEnum


class Access(StrEnum):
    """An access level: of a plan, and of the person who asks."""

    PUBLIC = "public"
    STAFF = "staff"

    def sees(self) -> tuple["Access", ...]:
        """Return the levels of plans that an asker of this level may see, public first."""
        return (Access.PUBLIC,) if self is Access.PUBLIC else (Access.PUBLIC, Access.STAFF)

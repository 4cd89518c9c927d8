"""What a backup holds: the database, the uploads, the drafts, and a manifest with the digest of each.

``backup.json``       the manifest, the last member of the archive
``web.db``            a snapshot of the database
``drafts.jsonl``      draft evaluation rows
``plans/…``           published uploads
``uploads/…``         uploads that wait

The index is not in it, as it is built from the plans; nor are settings, secrets and accounts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.settings import Settings
from web.desk import Desk

MANIFEST: Final = "backup.json"
DATABASE: Final = "web.db"
DRAFTS: Final = "drafts.jsonl"
PLANS: Final = "plans"
UPLOADS: Final = "uploads"
PARTIAL: Final = ".partial"
"""What is being written ends so, beside its place; a killed process may leave it, the next one takes it over."""


class Member(BaseModel):
    """One file of a backup; ``name`` as in the archive, ``sha256`` of its bytes in hexadecimal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a backup says of itself; ``made`` is a time in UTC, ``database`` the number of migrations seen, 0: none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    made: str
    program: str
    database: int = Field(ge=0)
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The places of all that a backup holds."""

    database: Path
    drafts: Path
    plans: Path
    uploads: Path
    turn: Path

    @classmethod
    def of(cls, settings: Settings) -> "Kept":
        """Return the places that these settings name; ``turn`` is the lock of whoever changes the plans."""
        desk = Desk.of(settings)
        return cls(desk.database.path, desk.drafts, settings.uploads, desk.uploads, desk.recovery.staging.turn)

    @property
    def folders(self) -> tuple[tuple[str, Path], ...]:
        """Return the folders by their name in the archive."""
        return ((PLANS, self.plans), (UPLOADS, self.uploads))

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield the name in the archive and the path of each file but the database, in order of their names.

        Hidden files, links and locks are passed over: they belong to a process, not to a plan.
        """
        if self.drafts.is_file():
            yield DRAFTS, self.drafts
        for name, folder in self.folders:
            for path in sorted(folder.rglob("*")):
                inner = path.relative_to(folder)
                hidden = any(part.startswith(".") for part in inner.parts)
                if path.is_file() and not path.is_symlink() and not hidden and inner.parts[1:] != ("lock",):
                    yield f"{name}/{inner.as_posix()}", path

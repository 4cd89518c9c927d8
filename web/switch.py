"""The switch: while a note lies beside the database, public pages answer 503 with it, also after a restart."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_LETTERS: Final = 500


@dataclass(frozen=True, slots=True)
class Switch:
    """Off while its file exists; the file's text is the note."""

    path: Path

    def note(self) -> str | None:
        """Return the note while the service is switched off, None while it is on."""
        try:
            return self.path.read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return ""  # it exists and says no more

    def turn_off(self, note: str) -> None:
        """Switch the service off with a note. Raises OSError where the file cannot be written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        beside.write_text(note, encoding="utf-8")
        os.replace(beside, self.path)  # noqa: PTH105  (atomic: no reader meets half a note)

    def turn_on(self) -> None:
        """Switch the service on again."""
        self.path.unlink(missing_ok=True)

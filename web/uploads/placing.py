"""An upload put among the plans and taken back: every step is one rename, so that a killed process leaves no half.

``<plans>/.uploads/<upload id>-new``   the copy that is to be put in place
``<plans>/.uploads/<upload id>-old``   what stood there before, an empty folder where nothing did
``<plans>/.uploads/<upload id>-gone``  what is being deleted
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import CorpusError
from corpus.folders import folder_digest

_BESIDE: Final = ".uploads"  # hidden: nothing in it is read as a plan


@dataclass(frozen=True, slots=True)
class Placement:
    """A copy of ``source`` in the place ``target``; ``source`` is never changed.

    ``place`` begins anew and ``undo`` may be called in whatever state a killed process left, as often as one likes.
    """

    source: Path
    target: Path
    upload_id: str

    def place(self) -> None:
        """Put the copy in place; what stood there is kept beside it."""
        self.undo()
        self._new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.source, self._new)
        if self.target.exists():
            self.target.rename(self._old)
        else:
            self._old.mkdir()
        self._new.rename(self.target)

    def digest(self) -> str:
        """Return the digest of the source, as an index records it; raises CorpusError where it cannot be read."""
        return folder_digest(self.source)

    def stands(self) -> bool:
        """Return whether the target holds the same plan as the source and no step of placing it is open."""
        with suppress(CorpusError):
            return not self._new.exists() and folder_digest(self.target) == self.digest()
        return False

    def undo(self) -> None:
        """Put back what stood there before, or nothing where nothing did."""
        if self._old.exists():
            if not self._new.exists() and self.target.exists():
                self.target.rename(self._new)
            if any(self._old.iterdir()):
                self._old.rename(self.target)
        self._sweep()

    def clear(self) -> None:
        """Delete what stood there before."""
        if self._old.exists():
            shutil.rmtree(self._gone, ignore_errors=True)
            self._old.rename(self._gone)
        self._sweep()

    def _sweep(self) -> None:
        for folder in (
            self._old,
            self._new,
            self._gone,
        ):  # in this order: `old` alone would say that the copy is placed
            shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # it holds what belongs to another upload, or was never made
            self._new.parent.rmdir()

    @property
    def _new(self) -> Path:
        return self.target.parent / _BESIDE / f"{self.upload_id}-new"

    @property
    def _old(self) -> Path:
        return self.target.parent / _BESIDE / f"{self.upload_id}-old"

    @property
    def _gone(self) -> Path:
        return self.target.parent / _BESIDE / f"{self.upload_id}-gone"

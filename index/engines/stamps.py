"""Whether the files of an open generation are still those that were written."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import IndexDamagedError
from index.manifest import file_digest

_Stamps = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Stamps:
    """The files of a generation in a folder, by name, with their SHA-256.

    Reading them all takes a second a gigabyte: that is for opening, and for checks now and then. ``guard`` looks at
    sizes and times alone, before each search: it is how a truncated file is noticed before it is touched, which would
    end the process (a mapped file has no end to run into).
    """

    folder: Path
    digests: Mapping[str, str]
    _seen: _Stamps = field(default_factory=dict)
    _wrong: dict[str, str] = field(default_factory=dict)

    def altered(self) -> Iterator[str]:
        """Yield what is missing or differs from its digest; every file is read."""
        for name in self.digests:
            if trouble := self._trouble(name):
                yield trouble

    def check(self) -> None:
        """Return where every file fits its digest; raises as ``guard``."""
        self._seen = self._look()
        self._tell(next(self.altered(), ""))

    def guard(self) -> None:
        """Return where no file was altered since ``check``; those of another size or time are read.

        A file that is gone says nothing: what is open stays so when an older generation is removed.

        Raises:
            IndexDamagedError: one differs from its digest.

        """
        found = self._look()
        if found != self._seen:
            changed = [name for name, stamp in found.items() if self._seen.get(name) != stamp]
            self._wrong |= {name: self._trouble(name) for name in changed}
            self._seen = found
        self._tell(next(filter(None, self._wrong.values()), ""))

    def _tell(self, trouble: str) -> None:
        if trouble:
            raise IndexDamagedError(f"{self.folder}: {trouble}; run `assistant ingest`")

    def _trouble(self, name: str) -> str:
        try:
            found = file_digest(self.folder / name)
        except OSError:
            return f"{name}: missing"
        return "" if found == self.digests[name] else f"{name}: altered"

    def _look(self) -> _Stamps:
        stamps = {}
        folder = str(self.folder)
        for name in self.digests:
            try:
                status = os.stat(f"{folder}/{name}")  # noqa: PTH116  (30 a search: half the time)
            except OSError:
                continue
            stamps[name] = status.st_size, status.st_mtime_ns
        return stamps

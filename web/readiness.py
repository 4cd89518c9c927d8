"""Whether the index is open and sound; checked at most every ``READINESS_SECONDS``."""

from threading import Lock
from time import monotonic

from index.errors import IndexFault
from index.reader import IndexReader
from web import limits


class Readiness:
    """Remembers the last check of the index, because verifying digests takes longer than a probe may.

    Between two checks the sizes and times of its files are looked at: what was written over is told at once.
    """

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._problems = 0
        self._checked: float | None = None
        self._lock = Lock()

    def problems(self) -> int:
        """Return how many problems the last check found, checking again when it is too old; 0 is sound."""
        with self._lock:
            if self._written_over():
                self._checked = None  # checked anew as soon as it is mended
                self._problems = self._problems or 1
            elif self._checked is None or monotonic() - self._checked >= self._good_for():
                self._problems = self._count()
                self._checked = monotonic()
            return self._problems

    def damaged(self) -> bool:
        """Return whether the index is known to be damaged: by the last check, or by what happened to its files."""
        return bool(self.problems()) if self._problems else self._written_over()

    def _good_for(self) -> float:
        return limits.MENDING_SECONDS if self._problems else limits.READINESS_SECONDS

    def _written_over(self) -> bool:
        try:
            self._index.guard()
        except IndexFault:
            return True
        return False

    def _count(self) -> int:
        try:
            return len(self._index.problems())
        except IndexFault:
            return 1

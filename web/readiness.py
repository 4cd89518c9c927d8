"""Whether the index is open and sound; checked at most every ``READINESS_SECONDS``."""

from threading import Lock
from time import monotonic

from index.errors import IndexFault
from index.reader import IndexReader
from web import limits


class Readiness:
    """Remembers the last check of the index, because verifying digests takes longer than a probe may."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._problems = 0
        self._checked: float | None = None
        self._lock = Lock()

    def problems(self) -> int:
        """Return how many problems the last check found, checking again when it is too old; 0 is sound."""
        with self._lock:
            if self._checked is None or monotonic() - self._checked >= limits.READINESS_SECONDS:
                self._problems = self._count()
                self._checked = monotonic()
            return self._problems

    def _count(self) -> int:
        try:
            return len(self._index.problems())
        except IndexFault:
            return 1

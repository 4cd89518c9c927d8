"""Whether the index is open and sound; checked at most every ``READINESS_SECONDS``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic

from index.errors import IndexFault
from index.reader import IndexReader
from web import limits

_PAGE_SECONDS = 0.2  # longest that a page waits to be told: nothing may wait longer where pages are made
_PROBE_SECONDS = 5.0  # longest that a probe waits for another one that checks


class Readiness:
    """Remembers the last check of the index, because verifying digests takes longer than a probe may.

    Between two checks the sizes and times of its files are looked at, or whether its server answers: what was written
    over or is away is told at once.
    """

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._problems = 0
        self._checked: float | None = None
        self._lock = Lock()
        self._look: _Look | None = None

    def problems(self) -> int:
        """Return how many problems the last check found, checking again when it is too old; 0 is sound.

        While another check takes long the index counts as it did before.
        """
        if not self._lock.acquire(timeout=_PROBE_SECONDS):
            return max(self._problems, int(self._checked is None))
        try:
            return self._checked_problems()
        finally:
            self._lock.release()

    def damaged(self) -> bool:
        """Return whether the index is known to be damaged or away: by the last check, or by what happened since.

        One that another program serves, and that says nothing in a moment, counts as away.
        """
        if not self._index.served:
            return self._known()
        look = self._look
        if look is None or look.over.is_set():
            self._look = look = _Look(self._known)
            look.start()
        return look.found()

    def _checked_problems(self) -> int:
        if self._written_over():
            self._checked = None  # checked anew as soon as it is mended
            self._problems = self._problems or 1
        elif self._checked is None or monotonic() - self._checked >= self._good_for():
            self._problems = self._count()
            self._checked = monotonic()
        return self._problems

    def _known(self) -> bool:
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


@dataclass(slots=True)
class _Look:
    """One look at the index, in a thread of its own: a server that stands still holds up no page."""

    known: Callable[[], bool]
    over: Event = field(default_factory=Event)
    _until: float = field(default_factory=lambda: monotonic() + _PAGE_SECONDS)
    _found: bool = True

    def start(self) -> None:
        Thread(target=self._run, daemon=True, name="index-look").start()

    def found(self) -> bool:
        """Return what was found; True as long as nothing was."""
        self.over.wait(max(0.0, self._until - monotonic()))
        return self._found

    def _run(self) -> None:
        try:
            self._found = self.known()
        finally:
            self.over.set()

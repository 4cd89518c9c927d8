"""Notices that the live index has changed, by whichever process, and lets the app answer from the new one."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread, Timer
from time import monotonic
from typing import Final

from assistant.assembly import Assistant
from index.errors import IndexFault, IndexUnavailableError

_LOG = logging.getLogger(__name__)
SECONDS: Final = 1.0
"""Between two looks at the index: one small file is read, or one row of a database."""

AGAIN: Final = 30.0
"""Seconds until an index that could not be opened is tried again: opening costs a tenth of a second."""

SOON: Final = 3.0
"""The same where its server went away amid the opening: it may be back."""

GRACE: Final = 90.0
"""Seconds until a replaced index is closed: longer than any request may take."""


@dataclass(slots=True)
class Watch:
    """Looks at the index while the app serves.

    ``live`` returns the name of the live generation, ``shown`` that of the one that the app answers from, ``open_``
    an assistant over the live one, and ``swap`` puts it in. What cannot be opened leaves the app as it is; it is told
    once in the log, and ``trouble`` holds it for the probes until it is mended.
    """

    live: Callable[[], str]
    shown: Callable[[], str]
    open_: Callable[[], Assistant]
    swap: Callable[[Assistant], None]
    trouble: str = ""
    _stop: Event = field(default_factory=Event)
    _failed: str = ""
    _next: float = 0.0

    def start(self) -> Thread:
        """Return the thread that looks once a second until ``stop``."""
        thread = Thread(target=self._run, daemon=True, name="index-watch")
        thread.start()
        return thread

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()

    def look(self) -> bool:
        """Return whether a new index was put in."""
        live = ""
        try:
            live = self.live()
            if live == self.shown():
                self.trouble = ""
                return False
            if live == self._failed and monotonic() < self._next:
                return False
            assistant = self.open_()
            assistant.warm()
        except IndexFault as error:
            pause = SOON if isinstance(error, IndexUnavailableError) else AGAIN
            self._failed, self._next = live, monotonic() + pause
            self._note(str(error))
            return False
        self.swap(assistant)
        self.trouble = ""
        return True

    def _run(self) -> None:
        while not self._stop.wait(SECONDS):
            try:
                self.look()
            except Exception as error:  # noqa: BLE001  (the watch goes on: what broke is told, and looked at again)
                self._note(repr(error))

    def _note(self, trouble: str) -> None:
        if trouble != self.trouble:
            _LOG.warning("the new index cannot be used, the one before goes on: %s", trouble)
        self.trouble = trouble


def close_later(assistant: Assistant) -> None:
    """Close a replaced assistant's index when no request can be using it any more."""
    timer = Timer(GRACE, assistant.index.close)
    timer.daemon = True
    timer.start()

"""Back-pressure: so much is worked on at once, so much may wait, and the rest is told to come back."""

from asyncio import Semaphore
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.deps import room_of
from web.errors import BusyError
from web.handlers import fault_response

_AFTER: Final = 2  # seconds: what waits then has been answered, and a person hardly notices
_LIGHT: Final = frozenset({"/healthz", "/readyz", "/metrics"})


class Pressure:
    """Lets ``at_once`` requests work and ``waiting`` more wait in each process; the next gets 503 with Retry-After.

    Static files and what those who run the service look at always pass.
    """

    def __init__(self, app: ASGIApp, at_once: int, waiting: int) -> None:
        self._app = app
        self._slots = Semaphore(at_once)
        self._most = waiting
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when its turn comes."""
        if scope["type"] != "http" or _is_light(scope["path"]):
            await self._app(scope, receive, send)
        elif self._slots.locked() and self._waiting >= self._most:
            await self._refuse(scope, receive, send)
        else:
            await self._wait()
            try:
                await self._app(scope, receive, send)
            finally:
                self._slots.release()

    async def _wait(self) -> None:
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        room_of(request).metrics.refuse("busy")
        fault = BusyError("too many are asking at the moment: try again in a few seconds", retry_after=_AFTER)
        await fault_response(request, fault)(scope, receive, send)


def _is_light(path: str) -> bool:
    return path in _LIGHT or path.startswith("/static/")

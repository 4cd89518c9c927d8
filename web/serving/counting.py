"""Counts every request by the pattern of its address and its HTTP status; no address, no words."""

from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.deps import room_of

_CRASHED: Final = 500
_OTHER: Final = "other"


class Counting:
    """Tells the app's metrics of each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count how it ended; one that broke before it answered counts as 500."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        metrics, status = room_of(Request(scope)).metrics, _CRASHED

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        metrics.begin()
        try:
            await self._app(scope, receive, send_and_note)
        finally:
            metrics.end(route_of(scope), status)


def route_of(scope: Scope) -> str:
    """Return the pattern of the address that a request was routed to, such as ``/sources/{plan_id}``."""
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str) and path:
        return path
    return "/static" if scope["path"].startswith("/static/") else _OTHER

"""What every request passes: a limit on its body, and headers on its response."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import TooLargeError
from web.handlers import fault_response
from web.headers import add_headers

UPLOAD_PLACE: Final = "/staff/upload"


class SecurityHeaders:
    """Adds the headers of ``web.headers`` to every response but those of a crash, whose handler does it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the response with its headers back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await self._app(scope, receive, send_with_headers)


class BodyLimit:
    """Refuses bodies longer than ``limit`` bytes: by their declared length, else while they come in.

    ``upload_limit`` counts at the address for uploads, which only staff reach.
    """

    def __init__(self, app: ASGIApp, limit: int, upload_limit: int) -> None:
        self._app = app
        self._limit = limit
        self._upload_limit = upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its body keeps within the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload_limit if scope["path"] == UPLOAD_PLACE else self._limit
        if _declared_length(scope) > limit:
            await fault_response(Request(scope), _fault(limit))(scope, receive, send)
        else:
            await self._app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _fault(limit)
        return message

    return counting


def _fault(limit: int) -> TooLargeError:
    return TooLargeError(f"the body is longer than {limit} bytes: send less")


def _declared_length(scope: Scope) -> int:
    declared = Headers(scope=scope).get("content-length", "")
    return int(declared) if declared.isdecimal() else 0

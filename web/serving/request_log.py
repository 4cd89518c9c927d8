"""One line in the log for each request, and one each when the service has started and stopped."""

import secrets
from time import perf_counter
from typing import Final, cast

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.deps import Room
from web.serving.counting import route_of
from web.serving.log_rows import RequestRow, ServiceRow, request_id, tell

_CRASHED: Final = 500
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
_LIFE: Final = {"lifespan.startup.complete": "started", "lifespan.shutdown.complete": "stopped"}
HEADER: Final = "x-request-id"


class RequestLog:
    """Writes how each request ended and gives it an id, which its response names and the log's other lines repeat."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; one that broke before it answered is written with status 500."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, _living(scope, send))
        elif scope["type"] == "http":
            await self._logged(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _logged(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun, own_id = perf_counter(), secrets.token_hex(8)
        status, length = _CRASHED, 0
        request_id.set(own_id)  # each request runs in a context of its own

        async def noting(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = own_id
            length += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            milliseconds = round((perf_counter() - begun) * 1_000, 1)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            tell(RequestRow(method, route_of(scope), status, milliseconds, length))


def _living(scope: Scope, send: Send) -> Send:
    async def noting(message: Message) -> None:
        if event := _LIFE.get(message["type"]):
            app = scope["app"]
            tell(ServiceRow(event, cast("Room", app.state.room).index.index_id, app.version))
        await send(message)

    return noting

"""Gives a visitor who asks on the page a random id, so that the conversation can be kept and deleted."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.desk import desk_of

_GIVEN: Final = "visitor"
_ASKING: Final = (("POST", "/ask"), ("POST", "/ask/stream"), ("GET", "/sign-in"))


class Visitors:
    """Sets the visitor's cookie where a page needs one; pages that are only read set none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the visitor's session in its state, and the cookie back with the response."""
        if scope["type"] != "http" or (scope["method"], scope["path"]) not in _ASKING:
            await self._app(scope, receive, send)
            return
        request, given = Request(scope), Response()
        scope.setdefault("state", {})[_GIVEN] = desk_of(request).sessions.give_visitor(request, given)
        cookies = given.headers.getlist("set-cookie")

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in cookies:
                    headers.append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def visitor_of(request: Request) -> str:
    """Return the digest of the visitor's id, empty where there is none."""
    given = request.scope.get("state", {}).get(_GIVEN)
    return given if isinstance(given, str) else desk_of(request).sessions.visitor_of(request)

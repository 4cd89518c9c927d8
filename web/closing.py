"""While the service is switched off, the public gets the note; staff go on, and so do the probes."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.access import signed_in
from web.deps import room_of
from web.errors import SwitchedOffError
from web.handlers import fault_response, wants_page
from web.staff.gate import is_staff_place
from web.wording import language_named

_OPEN: Final = frozenset({"/sign-in", "/sign-out", "/privacy", "/healthz", "/readyz", "/metrics"})
_SILENT: Final = "the service is switched off at the moment: try again later"


class SwitchedOff:
    """Answers 503 with the note of the switch wherever the public asks or reads."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while the service is on."""
        if scope["type"] != "http" or _stays_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        note = room_of(request).desk.switch.note()
        if note is None or (await run_in_threadpool(signed_in, request)) is not None:
            await self._app(scope, receive, send)
        else:
            await _closed(request, note)(scope, receive, send)


def _stays_open(path: str) -> bool:
    return path in _OPEN or path.startswith("/static/") or is_staff_place(path)


def _closed(request: Request, note: str) -> Response:
    if not wants_page(request):
        return fault_response(request, SwitchedOffError(" ".join(note.split()) or _SILENT))
    language = language_named(request.query_params.get("language"))
    page = room_of(request).renderer.page("closed.html", language, here="/", note=note)
    return HTMLResponse(page, SwitchedOffError.status)

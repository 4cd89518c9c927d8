"""The door to the staff pages: for others their addresses do not exist, whatever is sent to them."""

from typing import Annotated, Final

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.access import is_in_doubt, signed_in
from web.deps import RoomDep
from web.errors import StaleFormError, StoreDownError
from web.handlers import fault_response
from web.sessions import StaffSession

PLACE: Final = "/staff"
_SESSION: Final = "staff"
_DOUBT: Final = "the staff pages cannot be shown at the moment: try again later"


class StaffGate:
    """Answers 404 to everybody who is not signed in and asks for ``/staff`` or anything under it.

    Who has a true cookie while the database cannot be used gets 503: the pages are there, and come back.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the signed-in session in its state."""
        if scope["type"] != "http" or not is_staff_place(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        session = await run_in_threadpool(signed_in, request)
        if session is None:
            fault = StoreDownError(_DOUBT) if await run_in_threadpool(is_in_doubt, request) else HTTPException(404)
            await fault_response(request, fault)(scope, receive, send)
            return
        scope.setdefault("state", {})[_SESSION] = session
        await self._app(scope, receive, send)


def is_staff_place(path: str) -> bool:
    """Return whether an address lies behind the gate."""
    return path == PLACE or path.startswith(f"{PLACE}/")


def staff_of(request: Request) -> StaffSession:
    """Return who is signed in; the gate lets nobody else come here.

    Raises:
        HTTPException: 404, nobody is signed in.

    """
    session = request.scope.get("state", {}).get(_SESSION)
    if not isinstance(session, StaffSession):
        raise HTTPException(404)
    return session


StaffDep = Annotated[StaffSession, Depends(staff_of)]


def check_token(room: RoomDep, staff: StaffSession, token: str) -> None:
    """Return nothing where a form carries the token of this session.

    Raises:
        StaleFormError: it does not.

    """
    if room.desk.sessions.token_session(token) != staff.session:
        raise StaleFormError("token: missing or of another session: open the page again", field="token")

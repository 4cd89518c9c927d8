"""Who asks. Over HTTP access comes from the signed-in session alone."""

from starlette.requests import Request

from corpus.access import Access
from web.accounts import fingerprint
from web.desk import Desk, desk_of
from web.errors import ForbiddenError
from web.sessions import StaffSession
from web.store.errors import StoreFault
from web.store.sign_ins import is_signed_out


def session_access(request: Request) -> Access:
    """Return what the signed-in session may see: staff with one, everybody else public."""
    return Access.PUBLIC if signed_in(request) is None else Access.STAFF


def signed_in(request: Request) -> StaffSession | None:
    """Return who is signed in, None where nobody is.

    A session ends by its age, by signing out, and when its account or password is changed. Where that cannot be
    looked up, nobody is signed in.
    """
    desk = desk_of(request)
    session = desk.sessions.staff_of(request)
    return session if session and _is_live(desk, session) else None


def is_in_doubt(request: Request) -> bool:
    """Return whether a true cookie of staff came, and it cannot be looked up whether it was signed out."""
    desk = desk_of(request)
    session = desk.sessions.staff_of(request)
    if session is None:
        return False
    try:
        desk.database.run(lambda connection: is_signed_out(connection, session.session), reading=True)
    except StoreFault:
        return True
    return False


def granted(asked: Access | None, session: Access) -> Access:
    """Return the access to answer with: what was asked for, or the session's where nothing was.

    Raises:
        ForbiddenError: more was asked for than the session has.

    """
    if asked is None:
        return session
    if asked not in session.sees():
        raise ForbiddenError("access: more than this session has: sign in first", field="access")
    return asked


def _is_live(desk: Desk, session: StaffSession) -> bool:
    hashed = desk.accounts.hash_of(session.name)
    if hashed is None or fingerprint(hashed) != session.mark:
        return False
    try:
        return not desk.database.run(lambda connection: is_signed_out(connection, session.session), reading=True)
    except StoreFault:
        return False

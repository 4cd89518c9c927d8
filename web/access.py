"""Who asks. Over HTTP access comes from the signed-in session alone."""

from starlette.requests import Request

from corpus.access import Access
from web.errors import ForbiddenError


def session_access(request: Request) -> Access:  # noqa: ARG001  (the session will come from the request)
    """Return what the signed-in session may see: nobody can sign in yet, so every asker is public."""
    return Access.PUBLIC


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

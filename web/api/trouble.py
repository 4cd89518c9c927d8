"""How the errors of API routes are described: as JSON error bodies, also where the route gives another type."""

from typing import Any, Final, TypeAlias

from web.handlers import ErrorBody

Described: TypeAlias = dict[int | str, dict[str, Any]]
_JSON: Final = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}}
_SAID: Final = {
    400: "The body cannot be read",
    403: "More access than the session has",
    404: "Absent, or not for this asker",
    408: "The body did not come in",
    413: "The body is too long",
    422: "A value or key is wrong",
    429: "Asked too often",
    500: "Something broke",
    503: "Cannot be answered at the moment",
}


def unread() -> Described:
    """Return the description of a body that cannot be read: it comes with every route beside what the app says."""
    return {400: {"model": ErrorBody}}


def in_json() -> Described:
    """Return the description of every error for a route whose own answers are no JSON: its errors are."""
    return {status: {"description": text, "content": _JSON} for status, text in _SAID.items()}

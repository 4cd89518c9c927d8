"""Errors of the web room: each is an HTTP status, a code for programs and one line for people.

WebFault
├── InvalidError       422  something sent is wrong; ``field`` says what
├── ForbiddenError     403  more access was asked for than the session has
├── NotFoundError      404  absent, or not for this asker: the two look the same
├── TooLargeError      413  the body is longer than the setting allows
└── UnavailableError   503  the index cannot be used
"""

from typing import ClassVar

from starlette.exceptions import HTTPException


class WebFault(HTTPException):
    """Root of this package's errors; ``detail`` is one line that names the way out and no path."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(self.status, message)
        self.field = field


class InvalidError(WebFault):
    """Something that was sent is wrong."""

    status = 422
    code = "invalid"


class ForbiddenError(WebFault):
    """More access was asked for than the signed-in session has."""

    status = 403
    code = "forbidden"


class NotFoundError(WebFault):
    """What was asked for is absent, or this asker may not see it."""

    status = 404
    code = "not_found"


class TooLargeError(WebFault):
    """The body is too long."""

    status = 413
    code = "too_large"


class UnavailableError(WebFault):
    """The index is missing, damaged or being replaced."""

    status = 503
    code = "index_unavailable"


CODES = {
    400: "bad_request",
    403: ForbiddenError.code,
    404: NotFoundError.code,
    405: "method_not_allowed",
    413: TooLargeError.code,
    422: InvalidError.code,
    503: UnavailableError.code,
}


def code_of(error: HTTPException) -> str:
    """Return the code of an error, also of those that the framework raises."""
    return error.code if isinstance(error, WebFault) else CODES.get(error.status_code, WebFault.code)

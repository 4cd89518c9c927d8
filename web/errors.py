"""Errors of the web room: each is an HTTP status, a code for programs and one line for people.

WebFault
├── InvalidError       422  something sent is wrong; ``field`` says what
├── ForbiddenError     403  more access was asked for than the session has
├── StaleFormError     403  a form without the token of this session
├── NotFoundError      404  absent, or not for this asker: the two look the same
├── SlowSenderError    408  the body did not come in
├── TooLargeError      413  the body is longer than the setting allows
├── TooManyError       429  this client asked too often
├── BusyError          503  too many are asking; Retry-After says when to come back
├── SlowAnswerError    503  the answer took too long
├── UnavailableError   503  the index cannot be used
├── StoreDownError     503  the database cannot be used: what had to be stored is not
└── SwitchedOffError   503  staff switched the service off
"""

from typing import ClassVar

from starlette.exceptions import HTTPException


class WebFault(HTTPException):
    """Root of this package's errors; ``detail`` is one line that names the way out and no path.

    ``retry_after`` is in seconds.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, field: str | None = None, retry_after: int | None = None) -> None:
        headers = None if retry_after is None else {"Retry-After": str(retry_after)}
        super().__init__(self.status, message, headers)
        self.field = field


class InvalidError(WebFault):
    """Something that was sent is wrong."""

    status = 422
    code = "invalid"


class ForbiddenError(WebFault):
    """More access was asked for than the signed-in session has."""

    status = 403
    code = "forbidden"


class StaleFormError(WebFault):
    """A form came without the token that its session was given."""

    status = 403
    code = "stale_form"


class NotFoundError(WebFault):
    """What was asked for is absent, or this asker may not see it."""

    status = 404
    code = "not_found"


class TooLargeError(WebFault):
    """The body is too long."""

    status = 413
    code = "too_large"


class SlowSenderError(WebFault):
    """A body began and did not come to its end."""

    status = 408
    code = "slow_sender"


class TooManyError(WebFault):
    """One client asked more often than the settings allow."""

    status = 429
    code = "too_many"


class BusyError(WebFault):
    """More is asked at the moment than can be worked on and waited for."""

    status = 503
    code = "busy"


class SlowAnswerError(WebFault):
    """No answer began within the time that the settings allow."""

    status = 503
    code = "too_slow"


class UnavailableError(WebFault):
    """The index is missing, damaged or being replaced."""

    status = 503
    code = "index_unavailable"


class StoreDownError(WebFault):
    """The database cannot be used, and what was sent had to be stored."""

    status = 503
    code = "store_unavailable"


class SwitchedOffError(WebFault):
    """Staff switched the service off; the message is their note."""

    status = 503
    code = "switched_off"


CODES = {
    400: "bad_request",
    403: ForbiddenError.code,
    404: NotFoundError.code,
    405: "method_not_allowed",
    408: SlowSenderError.code,
    413: TooLargeError.code,
    422: InvalidError.code,
    429: TooManyError.code,
    503: UnavailableError.code,
}


def code_of(error: HTTPException) -> str:
    """Return the code of an error, also of those that the framework raises."""
    return error.code if isinstance(error, WebFault) else CODES.get(error.status_code, WebFault.code)

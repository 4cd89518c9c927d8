"""Signed cookies: a visitor's random id, and who is signed in."""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from itsdangerous import BadData, Signer, TimestampSigner, URLSafeTimedSerializer
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

VISITOR: Final = "visitor"
STAFF: Final = "staff"
STAFF_SECONDS: Final = 8 * 60 * 60
_CONTENT: Final = TypeAdapter(tuple[str, str, str])
_ID_BYTES: Final = 18


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A signed-in person: account name, mark of the password's hash, and the digest of the session's random id."""

    name: str
    mark: str
    session: str


class Sessions:
    """Writes and reads the cookies of one secret; what was signed with another, or altered, counts as absent."""

    def __init__(self, secret: str) -> None:
        key = secret or secrets.token_urlsafe(32)
        self._visitor = Signer(key, salt="visitor", digest_method=sha256)
        self._token = Signer(key, salt="form-token", digest_method=sha256)
        self._staff = URLSafeTimedSerializer(
            key, salt="staff", signer=TimestampSigner, signer_kwargs={"digest_method": sha256}
        )
        self._key = key

    def visitor_of(self, request: Request) -> str:
        """Return the digest of the visitor's id, empty where there is no true cookie."""
        id_ = _unsigned(self._visitor, request.cookies.get(VISITOR, ""))
        return digest(id_) if id_ else ""

    def give_visitor(self, request: Request, response: Response) -> str:
        """Return the digest of the visitor's id; who has none is given one with the response."""
        return self.visitor_of(request) or self._new_visitor(request, response)

    def staff_of(self, request: Request) -> StaffSession | None:
        """Return who is signed in by a true cookie that is not older than eight hours."""
        cookie = request.cookies.get(STAFF, "")
        if not cookie:
            return None
        try:
            name, mark, id_ = _CONTENT.validate_python(self._staff.loads(cookie, max_age=STAFF_SECONDS), strict=False)
        except (BadData, ValidationError):
            return None
        return StaffSession(name, mark, digest(id_))

    def give_staff(self, request: Request, response: Response, name: str, mark: str) -> None:
        """Sign a person in: a new session with each sign-in."""
        cookie = self._staff.dumps((name, mark, secrets.token_urlsafe(_ID_BYTES)))
        response.set_cookie(
            STAFF, str(cookie), max_age=STAFF_SECONDS, httponly=True, samesite="strict", secure=_is_secure(request)
        )

    def token(self, session: str) -> str:
        """Return the token that forms of a session carry."""
        return self._token.sign(session).decode()

    def token_session(self, token: str) -> str | None:
        """Return the session that a form's token was made for, None where it is no true token."""
        return _unsigned(self._token, token)

    def keyed(self, text: str) -> str:
        """Return a digest of a text that nobody without the secret can work out: of addresses and typed names."""
        return digest(f"{self._key}\0{text}")

    def _new_visitor(self, request: Request, response: Response) -> str:
        id_ = secrets.token_urlsafe(_ID_BYTES)
        cookie = self._visitor.sign(id_).decode()
        response.set_cookie(VISITOR, cookie, httponly=True, samesite="lax", secure=_is_secure(request))
        return digest(id_)


def digest(text: str) -> str:
    """Return 32 hexadecimal digits that tell a text without giving it away."""
    return sha256(text.encode()).hexdigest()[:32]


def _unsigned(signer: Signer, value: str) -> str | None:
    try:
        return signer.unsign(value).decode()
    except (BadData, UnicodeError):
        return None


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"

"""The headers of every response: what a browser may do with it, and how long it may keep it."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

SECURITY: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_FOREVER: Final = "public, max-age=31536000, immutable"
_REVALIDATE: Final = "public, no-cache"
_NEVER: Final = "no-store"
_FIRST_ERROR: Final = 400


def add_headers(headers: MutableHeaders, scope: Scope, status: int) -> None:
    """Set the security headers, and the cache rule where the route has set none.

    A static file asked for by its version (``?v=``) is kept for a year, without one it is revalidated;
    nothing else is stored, because a later sign-in may change what an address shows.
    """
    headers.update(SECURITY)
    headers.setdefault("cache-control", _cache_rule(scope, status))


def _cache_rule(scope: Scope, status: int) -> str:
    if status >= _FIRST_ERROR or not scope["path"].startswith("/static/"):
        return _NEVER
    return _FOREVER if scope["query_string"].startswith(b"v=") else _REVALIDATE

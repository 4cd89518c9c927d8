"""How often one client may ask within a minute, told by its address, which is kept as a keyed digest only."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from math import ceil
from time import time
from typing import Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.deps import room_of
from web.desk import desk_of
from web.errors import TooManyError
from web.handlers import fault_response

_QUESTIONS: Final = frozenset({"/ask", "/ask/stream", "/api/ask", "/api/ask/stream", "/api/search"})
_FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})


class Rates:
    """Refuses what one client asks beyond ``questions``, or opens beyond ``requests``, a minute: 429.

    Each process counts for itself, in memory. Addresses within ``exempt`` are not counted: what comes from this
    machine is its operator, or a proxy that does not say for whom it asks.
    """

    def __init__(self, app: ASGIApp, questions: int, requests: int, exempt: Sequence[str]) -> None:
        self._app = app
        self._questions = RateLimitItemPerMinute(questions)
        self._requests = RateLimitItemPerMinute(requests)
        self._exempt = tuple(ip_network(network) for network in exempt)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its client keeps within the limits."""
        wait = self._wait(scope) if scope["type"] == "http" else 0
        if not wait:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        room_of(request).metrics.refuse("too_many")
        fault = TooManyError("too many requests from your address: wait a little and try again", retry_after=wait)
        await fault_response(request, fault)(scope, receive, send)

    def _wait(self, scope: Scope) -> int:
        """Return how many seconds the client has to wait, 0 where it may go on; counts the request."""
        address, path = (scope.get("client") or ("",))[0], scope["path"]
        if path in _FREE or path.startswith("/static/") or self._is_exempt(address):
            return 0
        item, kind = (self._questions, "question") if path in _QUESTIONS else (self._requests, "request")
        key = desk_of(Request(scope)).sessions.keyed(address)
        if self._limiter.hit(item, kind, key):
            return 0
        return max(1, ceil(self._limiter.get_window_stats(item, kind, key).reset_time - time()))

    def _is_exempt(self, address: str) -> bool:
        try:
            client = ip_address(address)
        except ValueError:
            return True  # a socket file or a test without addresses: nobody to tell from another
        return any(client in network for network in self._exempt)

"""How long the service waits: for an answer to begin, for a body to come in, for a reader to take what is sent."""

from asyncio import Timeout, timeout
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import SlowAnswerError, SlowSenderError
from web.handlers import fault_response

SENDER_SECONDS: Final = 20.0
"""Longest wait for the next piece of a body: a phone on a weak line needs a few, a slow attack gets no more."""

READER_SECONDS: Final = 30.0
"""Longest wait for a reader to take what was sent before: nothing piles up for one who reads no more."""

_AFTER: Final = 30  # seconds


class Patience:
    """Ends what takes too long: 503 where no answer began within ``seconds``, 408 for a body that stops coming."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and watch the clock."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        talk: _Talk | None = None
        try:
            async with timeout(self._seconds) as deadline:
                talk = _Talk(receive, send, deadline)
                await self._app(scope, talk.receive, talk.send)
        except TimeoutError:
            if talk is None or talk.begun:
                return  # the reader is gone: the server closes what it left open
            fault = SlowAnswerError("the answer took too long: try again, perhaps with a shorter question",
                                    retry_after=_AFTER)  # fmt: skip
            await fault_response(Request(scope), fault)(scope, receive, send)


class _Talk:
    """One request's messages, each with its own patience; once the response has begun, ``deadline`` is off."""

    def __init__(self, receive: Receive, send: Send, deadline: Timeout) -> None:
        self._receive = receive
        self._send = send
        self._deadline = deadline
        self._read = False
        self.begun = False

    async def receive(self) -> Message:
        if self._read:
            return await self._receive()  # nothing more comes but the end of the connection
        try:
            async with timeout(SENDER_SECONDS):
                message = await self._receive()
        except TimeoutError as error:
            raise SlowSenderError("the body did not come in: send it again") from error
        self._read = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self._deadline.reschedule(None)
        async with timeout(READER_SECONDS):
            await self._send(message)

"""A language model that refuses, hangs, breaks off or talks nonsense: the answer comes in time, in the plan's words."""

import json
import socket
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any, Final

from tests.assistant.llm.chat_server import Reply, chat_server
from tests.faults.outcomes import Outcome, is_true
from tests.faults.world import QUESTIONS, World, crashes
from tests.web.client import PAGE, Client

AREA: Final = "language model"
_TIMEOUT: Final = 0.5
_SLACK: Final = 2.0  # seconds that the rest of an answer may take on a busy machine
_HALF: Final = b'data: {"choices": [{"delta": {"content": "half'
_LONG: Final = (("Content-Length", "900"),)
REPLIES: Final = {
    "hanging": Reply(b"{}", wait=_TIMEOUT * 3),
    "dripping": Reply(b"{" + b" " * 500, drip=0.02),
    "half a stream": Reply(_HALF, cut=30, headers=_LONG),
    "closed at once": Reply(b"", cut=0, headers=_LONG),
    "garbage": Reply(bytes(range(256))),
    "not JSON": Reply(b"<html>502 Bad Gateway</html>", 502),
    "no choices": Reply(b'{"choices": []}'),
    "overloaded": Reply(b"busy", 503),
    "too many": Reply(b"slow down", 429, headers=(("Retry-After", "3600"),)),
}


def faults(world: World, kinds: Iterable[str] = REPLIES) -> Iterator[Outcome]:
    """Yield what came of each way in which an endpoint may fail, asked over the API, as a stream and on the page."""
    with chat_server() as server, _asking(world, server.url) as client:
        for told in kinds:
            server.replies = [REPLIES[told]]
            yield from _asked(client, world, told)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        with _asking(world, f"http://127.0.0.1:{taken.getsockname()[1]}/v1") as client:
            yield from _asked(client, world, "refused")


def _asking(world: World, url: str) -> AbstractContextManager[Client]:
    return world.client(llm_url=url, llm_model="tiny", llm_key="k", llm_timeout=_TIMEOUT, llm_retries=1)


def _asked(client: Client, world: World, told: str) -> Iterator[Outcome]:
    question = QUESTIONS[1]
    for way, address in (("API", "/api/ask"), ("stream", "/api/ask/stream")):
        begun = monotonic()
        with crashes() as found:
            response = client.post(address, json={"question": question})
        seconds = monotonic() - begun
        body = response.json() if way == "API" else _last(response.text)
        sound = world.sound[question]
        same = body["sentences"] == sound["sentences"] and body["citations"] == sound["citations"]
        true = all(is_true(one, world.texts) for one in body["citations"])
        seen = "model_fallback" in body["notices"] and body["receipt"]["answerer"] == "extractive"
        good = same and true and seen and seconds < _TIMEOUT + _SLACK and not found
        yield Outcome(
            AREA, f"{told}, {way}", "right" if good else "wrong", f"{seconds:.1f} s {body['notices']} {found}"
        )
    page = client.post("/ask", data={"question": question}, headers=PAGE)
    shown = page.status_code == 200 and "30万人" in page.text
    yield Outcome(AREA, f"{told}, page", "right" if shown else "wrong", page.text[:200])


def _last(stream: str) -> dict[str, Any]:
    """Return the answer that a stream of events ends with."""
    data = [line.removeprefix("data: ") for line in stream.splitlines() if line.startswith("data: ")]
    answer: dict[str, Any] = json.loads(data[-1])
    return answer

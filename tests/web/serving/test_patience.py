"""Nobody waits for ever: for an answer, for a body, for a reader."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from web.app import create_app
from web.serving import patience
from web.serving.patience import Patience


def test_an_answer_that_takes_too_long() -> None:
    fake = FakeAssistant(Settings(_env_file=None, answer_seconds=0.05), pause=0.2)
    client = Client(create_app(cast("Assistant", fake)))
    response = client.post("/api/ask", json={"question": "会議は年に何回ですか"})
    assert (response.status_code, response.json()["error"]["code"]) == (503, "too_slow")
    assert int(response.headers["retry-after"]) > 0


def test_a_stream_that_has_begun_may_take_its_time() -> None:
    fake = FakeAssistant(Settings(_env_file=None, answer_seconds=0.2), pause=0.15)
    client = Client(create_app(cast("Assistant", fake)))
    response = client.post("/api/ask/stream", json={"question": "公民館の予約をすべてオンラインにする"})
    assert (response.status_code, "event: answer" in response.text) == (200, True)


def test_a_body_that_stops_coming(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SENDER_SECONDS", 0.05)

    async def stalling() -> AsyncIterator[bytes]:
        yield b'{"question": '
        await asyncio.sleep(1)
        yield b'"?"}'

    response = client.post("/api/ask", content=stalling(), headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (408, "slow_sender")


def test_a_reader_that_reads_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "READER_SECONDS", 0.05)
    sent = []

    async def endless(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await send({"type": "http.response.body", "body": b"x", "more_body": True})

    async def receive() -> dict[str, str]:
        return {"type": "http.request"}

    async def stuck(message: Any) -> None:
        sent.append(message["type"])
        if len(sent) > 3:
            await asyncio.sleep(10)

    async def talk() -> None:
        async with asyncio.timeout(2):
            await Patience(endless, seconds=5)({"type": "http"}, receive, stuck)

    asyncio.run(talk())
    assert len(sent) == 4, "nothing more is made for who does not read"

"""What is too much waits, and what is more than that is told to come back."""

import asyncio
from typing import cast

import httpx
import pytest

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.web.client import PAGE
from tests.web.fake_assistant import FakeAssistant
from web.app import create_app

QUESTION = {"question": "推進会議は年に何回開きますか"}


def responses(fake: FakeAssistant, count: int, **headers: str) -> list[httpx.Response]:
    """Return the responses to as many questions at once, and to a look at the health beside them."""

    async def all_at_once() -> list[httpx.Response]:
        transport = httpx.ASGITransport(create_app(cast("Assistant", fake)), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://plans.test", headers=headers) as client:
            asked = [client.post("/api/ask", json=QUESTION) for _ in range(count)]
            return list(await asyncio.gather(*asked, client.get("/healthz"), client.get("/metrics")))

    return asyncio.run(all_at_once())


def crowded(*, at_once: int, waiting: int) -> FakeAssistant:
    return FakeAssistant(Settings(_env_file=None, work_limit=at_once, queue_limit=waiting), pause=0.05)


def test_what_waits_is_answered() -> None:
    found = responses(crowded(at_once=1, waiting=8), 6)
    assert [one.status_code for one in found] == [200] * 8


def test_the_next_is_told_when_to_come_back() -> None:
    *asked, health, metrics = responses(crowded(at_once=1, waiting=2), 8)
    refused = [one for one in asked if one.status_code == 503]
    assert (len(asked) - len(refused), health.status_code, metrics.status_code) == (3, 200, 200)
    assert {one.json()["error"]["code"] for one in refused} == {"busy"}
    assert all(1 <= int(one.headers["retry-after"]) <= 10 for one in refused)
    assert all(one.headers["x-content-type-options"] == "nosniff" for one in refused)


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "混み合っています"), ("en", "Many people"), ("easy", "人が 多いです")]
)
def test_a_browser_is_told_in_its_language(language: str, words: str) -> None:
    fake = crowded(at_once=1, waiting=0)

    async def two() -> list[httpx.Response]:
        transport = httpx.ASGITransport(create_app(cast("Assistant", fake)))
        async with httpx.AsyncClient(transport=transport, base_url="http://plans.test") as client:
            first = client.post("/api/ask", json=QUESTION)
            return list(await asyncio.gather(first, client.get(f"/plans?language={language}", headers=PAGE)))

    page = asyncio.run(two())[1]
    assert (page.status_code, words in page.text) == (503, True)


def test_a_place_is_free_again_after_a_crash() -> None:
    fake = crowded(at_once=1, waiting=0)
    app = create_app(cast("Assistant", fake))
    fake.mood = "crash"

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://plans.test") as client:
            return await client.post("/api/ask", json=QUESTION)

    assert asyncio.run(ask()).status_code == 500
    fake.mood = "well"
    assert asyncio.run(ask()).status_code == 200

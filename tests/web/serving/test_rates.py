"""One address may ask so often a minute; this machine and the probes are not counted."""

import asyncio
from typing import Any, cast

import httpx
import pytest

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.web.client import PAGE
from tests.web.fake_assistant import FakeAssistant
from web.app import create_app

STRANGER, OTHER = "203.0.113.7", "203.0.113.8"


def app_of(**limits: Any) -> Any:
    return create_app(cast("Assistant", FakeAssistant(Settings(_env_file=None, **limits))))


def send(app: Any, method: str, path: str, address: str = STRANGER, **rest: Any) -> httpx.Response:
    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(address, 4711))
        async with httpx.AsyncClient(transport=transport, base_url="http://plans.test") as client:
            return await client.request(method, path, **rest)

    return asyncio.run(once())


def ask(app: Any, address: str = STRANGER) -> httpx.Response:
    return send(app, "POST", "/api/ask", address, json={"question": "会議は年に何回ですか"})


def test_questions_beyond_the_limit() -> None:
    app = app_of(questions_a_minute=3)
    found = [ask(app) for _ in range(5)]
    assert [one.status_code for one in found] == [200, 200, 200, 429, 429]
    assert found[-1].json()["error"]["code"] == "too_many"
    assert 1 <= int(found[-1].headers["retry-after"]) <= 120
    assert STRANGER not in found[-1].text
    assert ask(app, OTHER).status_code == 200, "another address is another client"
    assert send(app, "GET", "/plans").status_code == 200, "pages are counted apart"


def test_pages_beyond_the_limit_are_told_in_words() -> None:
    app = app_of(requests_a_minute=1)
    found = [send(app, "GET", "/plans?language=en", headers=PAGE) for _ in range(2)]
    assert (found[1].status_code, "wait a little" in found[1].text) == (429, True)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/static/style.css"])
def test_probes_and_files_are_not_counted(path: str) -> None:
    app = app_of(requests_a_minute=1)
    assert [send(app, "GET", path).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_not_counted(address: str) -> None:
    app = app_of(questions_a_minute=1)
    assert [ask(app, address).status_code for _ in range(3)] == [200] * 3


def test_who_is_exempt_is_a_setting() -> None:
    app = app_of(questions_a_minute=1, rate_exempt="203.0.113.0/24")
    assert [ask(app).status_code for _ in range(3)] == [200] * 3
    assert [ask(app, "127.0.0.1").status_code for _ in range(2)] == [200, 429]

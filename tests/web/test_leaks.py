"""Nothing of the staff plan reaches a public asker: no text, title, city, count, suggestion or error tells of it."""

import re
from typing import cast

import pytest
from fastapi import FastAPI

from assistant.assembly import Assistant
from corpus.access import Access
from tests.web.client import PAGE, Client
from tests.web.fake_assistant import FakeAssistant
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import INDICATORS, KPIS, PUBLIC, PUBLIC_TEXT, SECRETS, STAFF, STAFF_TEXT
from web.access import session_access
from web.app import create_app

ASKED = "金庫の点検はいつ行いますか"
CHUNK = f"{STAFF.id}.2.1"
GETS = (
    "/",
    "/?language=en",
    "/plans",
    f"/sources/{STAFF.id}",
    f"/sources/{STAFF.id}?start=0&end=30",
    "/api/plans",
    f"/api/plans/{STAFF.id}/text",
    f"/api/chunks/{CHUNK}",
    f"/api/search?q={ASKED}",
    f"/api/search?q={ASKED}&plan={STAFF.id}",
    f"/api/search?q={ASKED}&access=staff",
    "/api/kpis",
    "/api/kpis?year=2024&kind=actual",
    f"/api/kpis?plan={STAFF.id}",
    "/api/kpis?access=staff",
    "/metrics",
    "/readyz",
    "/openapi.json",
    f"/{STAFF.id}",
)
POSTS = ("/api/ask", "/api/ask/stream")


def without_staff_plan() -> Client:
    index = FakeIndex((FakePlan.of(PUBLIC, PUBLIC_TEXT),), KPIS, INDICATORS)
    return Client(create_app(cast("Assistant", FakeAssistant(index=index))))


def bare(text: str) -> str:
    """Return an answer without what is new each time: its id and the token of its form."""
    text = re.sub(r'"answer_id":"[^"]+"', "", text)
    return re.sub(r'name=\\?"(?:answer_id|token)\\?" value=\\?"[^"]+"', "", text)


@pytest.mark.parametrize("headers", [None, PAGE], ids=["program", "browser"])
@pytest.mark.parametrize("address", GETS)
def test_reading(client: Client, address: str, headers: dict[str, str] | None) -> None:
    response = client.get(address, headers=headers)
    text = response.text.replace(ASKED, "")
    assert [word for word in SECRETS if word in text] == []
    same = without_staff_plan().get(address, headers=headers)
    assert (response.status_code, _timeless(response.text)) == (same.status_code, _timeless(same.text))


def _timeless(text: str) -> str:
    """Return a text without the row of the metrics that says when the index was opened."""
    return re.sub(r"^assistant_index_opened_seconds .*$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("plan_ids", [[], [STAFF.id]], ids=["any", "hidden"])
@pytest.mark.parametrize("address", POSTS)
def test_asking(client: Client, address: str, plan_ids: list[str]) -> None:
    row = {"question": ASKED, "plan_ids": plan_ids, "history": [ASKED]}
    response = client.post(address, json=row)
    assert [word for word in SECRETS if word in response.text.replace(ASKED, "")] == []
    same = without_staff_plan().post(address, json=row)
    assert (response.status_code, bare(response.text)) == (same.status_code, bare(same.text))


@pytest.mark.parametrize("plan_ids", [[], [STAFF.id]], ids=["any", "hidden"])
def test_asking_on_the_page(client: Client, plan_ids: list[str]) -> None:
    form = {"question": ASKED, "plan_ids": plan_ids}
    response = client.post("/ask", data=form, headers=PAGE)
    assert [word for word in SECRETS if word in response.text.replace(ASKED, "")] == []
    assert bare(response.text) == bare(without_staff_plan().post("/ask", data=form, headers=PAGE).text)


def test_the_session_decides_and_nothing_else(app: FastAPI, client: Client, fake: FakeAssistant) -> None:
    client.get("/")
    app.dependency_overrides[session_access] = lambda: Access.STAFF
    assert client.get(f"/api/plans/{STAFF.id}/text").text == STAFF_TEXT
    assert "抜き打ち点検の目標" in client.get("/").text
    assert client.get("/api/kpis", params={"plan": STAFF.id}).json()["kpis"][0]["indicator"] == "金庫点検回数"
    client.post("/api/ask", json={"question": ASKED})
    client.post("/api/ask", json={"question": ASKED, "access": "public"})
    assert [question.access for question in fake.asked] == [Access.STAFF, Access.PUBLIC]
    app.dependency_overrides.clear()
    assert "抜き打ち" not in client.get("/").text

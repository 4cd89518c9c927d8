"""The room over a real index and the real assistant: what is shown is what stands in the plans."""

import re
from html import unescape

import pytest

from assistant.assembly import Assistant
from tests.web.client import PAGE, Client
from web.app import create_app

QUESTIONS = (
    "森川市の窓口の改善の3つの柱は何ですか",
    "森川市の借入金の残高はいくらですか",
    "谷沢市のバスは1日に何便ですか",
    "フレイルとは何ですか",
)
STAFF_WORDS = ("morikawa-naibu", "内部計画", "移転候補地", "旧工場跡地", "早期退職")
STAFF_QUESTION = "庁舎はどこへ移りますか"


@pytest.fixture
def client(assistant: Assistant) -> Client:
    return Client(create_app(assistant))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_opens_at_its_quote(client: Client, question: str) -> None:
    answer = client.post("/api/ask", json={"question": question}).json()
    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        text = client.get(f"/api/plans/{citation['plan_id']}/text").text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        page = client.get(citation["url"], headers=PAGE).text
        marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)
        assert "".join(map(unescape, marks)) == citation["quote"]
        assert f'id="{citation["chunk_id"]}"' in page


def test_every_chunk_has_its_anchor(client: Client, assistant: Assistant) -> None:
    for plan in client.get("/api/plans").json()["plans"]:
        page = client.get(f"/sources/{plan['id']}", headers=PAGE).text
        hits = client.get("/api/search", params={"q": "市", "plan": plan["id"], "top": 100}).json()["hits"]
        chunks = [client.get(f"/api/chunks/{hit['chunk_id']}").json() for hit in hits]
        assert all(f'id="{chunk["chunk_id"]}"' in page for chunk in chunks)
        assert len(re.findall(r'<a id="[^"]+"></a>', page)) == plan["chunks"]
    assert client.get("/readyz").json()["index_id"] == assistant.index.index_id


@pytest.mark.parametrize("address", ["/", "/plans", "/api/plans", "/api/kpis", "/sources/morikawa-naibu", "/metrics"])
def test_staff_words_are_nowhere(client: Client, address: str) -> None:
    asked = client.post("/api/ask", json={"question": STAFF_QUESTION}).text
    searched = client.get("/api/search", params={"q": STAFF_QUESTION, "top": 100}).text
    shown = client.get(address, headers=PAGE).text + asked + searched
    assert [word for word in STAFF_WORDS if word in shown] == []


def test_examples_are_questions_about_headings_of_public_plans(client: Client) -> None:
    page = client.get("/").text
    examples = re.findall(r'<button class="ready-button" name="question" value="([^"]*)"', page)
    assert len(examples) > 1
    assert all(any(city in example for city in ("森川市", "谷沢市")) for example in examples)
    for example in map(unescape, examples):
        assert client.post("/api/ask", json={"question": example}).json()["status"] in {"answered", "abstained"}

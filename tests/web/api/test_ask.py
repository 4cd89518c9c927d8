"""POST /api/ask."""

import datetime
import hashlib
from dataclasses import fields
from typing import Any

import pytest

from assistant.turn import Answer, Citation
from corpus.access import Access
from tests.web.client import Client, error_of
from tests.web.fake_assistant import FakeAssistant
from tests.web.towns import PUBLIC, PUBLIC_TEXT, STAFF

CONTEXT_KEYS = {
    "standalone_question", "plan_ids", "cities", "fiscal_years", "indicators", "intent", "carried",
}  # fmt: skip


def ask(client: Client, question: str, **rest: Any) -> Any:
    response = client.post("/api/ask", json={"question": question, **rest})
    assert response.status_code == 200
    return response.json()


def test_answer_has_exactly_the_keys_of_the_contract(client: Client) -> None:
    answer = ask(client, "推進会議は年に何回開きますか")
    assert list(answer) == [*(field.name for field in fields(Answer)), "answer_id"]
    assert list(answer["citations"][0]) == [field.name for field in fields(Citation)]
    assert set(answer["context"]) == CONTEXT_KEYS
    assert answer["sentences"][0] == {"text": answer["citations"][0]["quote"], "markers": [1], "verified": True}
    assert set(answer["receipt"]) == {"index_id", "model", "answerer", "today", "seconds"}


def test_quote_is_the_text_at_its_offsets(client: Client) -> None:
    for citation in ask(client, "公民館の予約をすべてオンラインにする")["citations"]:
        assert PUBLIC_TEXT[citation["start"] : citation["end"]] == citation["quote"]
        assert hashlib.sha256(citation["quote"].encode()).hexdigest() == citation["digest"]


@pytest.mark.parametrize(
    ("question", "status", "reason"),
    [
        ("推進会議は年に何回開きますか", "answered", None),
        ("空飛ぶ車の駐車料金", "abstained", "not_in_plans"),
        ("あ" * 301, "refused", "too_long"),
    ],
)
def test_every_status_is_http_200(client: Client, question: str, status: str, reason: str | None) -> None:
    answer = ask(client, question)
    assert (answer["status"], answer["reason"]) == (status, reason)


def test_all_of_the_row_reaches_the_assistant(client: Client, fake: FakeAssistant) -> None:
    row: dict[str, Any] = {"plan_ids": [PUBLIC.id], "history": ["前の\r\n質問"], "access": "public", "language": "easy"}
    ask(client, "  会議は？ ", **row, today="2025-04-01", drop=["令和6年度"], top=5)
    question = fake.asked[0]
    assert (question.text, question.history, question.language) == ("会議は？", ("前の\n質問",), "easy")
    assert (question.plan_ids, question.access, question.drop) == ((PUBLIC.id,), Access.PUBLIC, ("令和6年度",))
    assert question.today == datetime.date(2025, 4, 1)


def test_null_stands_for_absent(client: Client, fake: FakeAssistant) -> None:
    row = dict.fromkeys(("plan_ids", "history", "access", "today", "drop", "top"))
    ask(client, "会議は？", **row)
    assert (fake.asked[0].plan_ids, fake.asked[0].history, fake.asked[0].today) == ((), (), None)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({}, "question"),
        ({"question": " 　\n"}, "question"),
        ({"question": 5}, "question"),
        ({"question": "会議は？", "id": "1"}, "id"),
        ({"question": "会議は？", "language": "fr"}, "language"),
        ({"question": "会議は？", "today": 5}, "today"),
        ({"question": "会議は？", "today": "2025-02-30"}, "today"),
        ({"question": "会議は？", "today": "2025-04-01T00:00:00"}, "today"),
        ({"question": "会議は？", "top": 0}, "top"),
        ({"question": "会議は？", "access": "root"}, "access"),
        ({"question": "会議は？", "history": ["一", 2]}, "history.1"),
        ({"question": "会議は？", "history": ["前"] * 1000}, "history"),
    ],
)
def test_what_is_wrong_is_named(client: Client, row: dict[str, Any], field: str) -> None:
    response = client.post("/api/ask", json=row)
    error = error_of(response)
    assert (response.status_code, error["code"], error["field"]) == (422, "invalid", field)
    assert error["message"].startswith(f"{field}: ")
    assert "\n" not in error["message"]


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"{", 422), (b"", 422), (b"[]", 422), (b'"x"', 422), (b'{"question": "\xff"}', 400), (b"[" * 30_000, 400)],
)
def test_broken_json_is_one_line(client: Client, content: bytes, status: int) -> None:
    response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert response.status_code == status
    assert "\n" not in error_of(response)["message"]


def test_more_access_than_the_session_has_is_forbidden(client: Client, fake: FakeAssistant) -> None:
    response = client.post("/api/ask", json={"question": "会議は？", "access": "staff"})
    error = error_of(response)
    assert (response.status_code, error["code"], error["field"]) == (403, "forbidden", "access")
    assert not fake.asked


def test_unknown_and_hidden_plans_look_the_same(client: Client, fake: FakeAssistant) -> None:
    bodies = [
        client.post("/api/ask", json={"question": "会議は？", "plan_ids": [PUBLIC.id, plan_id]})
        for plan_id in (STAFF.id, "no-such-plan")
    ]
    assert [body.status_code for body in bodies] == [404, 404]
    assert bodies[0].content == bodies[1].content
    assert error_of(bodies[0])["field"] == "plan_ids"
    assert not fake.asked


def test_index_trouble_is_503_without_a_path(client: Client, fake: FakeAssistant) -> None:
    fake.mood = "index"
    response = client.post("/api/ask", json={"question": "会議は？"})
    assert (response.status_code, error_of(response)["code"]) == (503, "index_unavailable")
    assert "/srv" not in response.text


def test_a_crash_is_500_without_a_stack(client: Client, fake: FakeAssistant) -> None:
    fake.mood = "crash"
    response = client.post("/api/ask", json={"question": "会議は？"})
    assert (response.status_code, error_of(response)["code"]) == (500, "internal")
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"

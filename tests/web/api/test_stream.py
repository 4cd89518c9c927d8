"""POST /api/ask/stream."""

import json
from typing import Any

import httpx
import pytest

from assistant.turn import Answer
from tests.web.client import Client, error_of
from tests.web.fake_assistant import FakeAssistant
from tests.web.towns import Mood


def events_of(response: httpx.Response) -> list[tuple[str, Any]]:
    """Return name and content of each event, and check the form of every line."""
    events = []
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")
        assert name.startswith("event: ")
        assert data.startswith("data: ")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def test_stages_then_sentences_then_the_answer(client: Client) -> None:
    question = {"question": "公民館の予約をすべてオンラインにする"}
    response = client.post("/api/ask/stream", json=question)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response)
    assert [name for name, _ in events] == ["stage"] * 3 + ["sentence"] * 3 + ["answer"]
    assert events[0][1] == {"name": "understand"}
    assert set(events[3][1]) == {"text", "markers"}
    assert set(events[-1][1]) == {*Answer.__dataclass_fields__, "answer_id"}
    again = client.post("/api/ask", json=question).json()
    assert events[-1][1].pop("answer_id") != again.pop("answer_id")
    assert events[-1][1] == again


@pytest.mark.parametrize(("mood", "code"), [("index", "index_unavailable"), ("crash", "internal")])
def test_what_breaks_under_way_is_told_in_the_stream(
    client: Client, fake: FakeAssistant, mood: Mood, code: str
) -> None:
    fake.mood = mood
    response = client.post("/api/ask/stream", json={"question": "会議は？"})
    name, content = events_of(response)[-1]
    assert (response.status_code, name, content["code"]) == (200, "error", code)
    assert set(content) == {"code", "message"}
    assert "secret" not in response.text


def test_what_is_wrong_from_the_start_is_an_ordinary_error(client: Client) -> None:
    assert error_of(client.post("/api/ask/stream", json={"question": ""}))["field"] == "question"
    forbidden = client.post("/api/ask/stream", json={"question": "会議は？", "access": "staff"})
    assert (forbidden.status_code, error_of(forbidden)["code"]) == (403, "forbidden")

"""GET /healthz, /readyz and /metrics."""

import pytest

from index.errors import IndexDamagedError
from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from web import limits


def test_alive(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready(client: Client, fake: FakeAssistant) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["index_id"], response.json()["problems"]) == (200, "fake-index-1", 0)
    fake.index.wrong = ("a",)
    assert client.get("/readyz").status_code == 200, "a check counts for a while"


def test_not_ready(client: Client, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READINESS_SECONDS", 0.0)
    fake.index.wrong = ("/srv/var/a: altered", "/srv/var/b: missing")
    response = client.get("/readyz")
    body = response.json()
    assert (response.status_code, body["error"]["code"], body["problems"]) == (503, "index_unavailable", 2)
    assert body["index_id"] == "fake-index-1"
    assert "/srv" not in response.text


def test_a_newer_index_that_cannot_be_used(client: Client) -> None:
    assert client.get("/readyz").json()["newer_index"] == "none"
    client.app.state.watch.trouble = "var/index: damaged"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["newer_index"]) == (200, "unusable")
    assert "var/index" not in response.text


def test_an_index_that_cannot_be_checked_is_not_ready(
    client: Client, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[str, ...]:
        raise IndexDamagedError("/srv/var: gone")

    monkeypatch.setattr(fake.index, "problems", broken)
    assert client.get("/readyz").json()["problems"] == 1


def test_metrics_count_by_status(client: Client, fake: FakeAssistant) -> None:
    client.post("/api/ask", json={"question": "推進会議は年に何回開きますか"})
    client.post("/ask", data={"question": "空飛ぶ車の駐車料金"})
    fake.mood = "crash"
    client.post("/api/ask/stream", json={"question": "会議は？"})
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    rows = dict(row.rsplit(" ", 1) for row in response.text.splitlines() if not row.startswith("#"))
    counts = {
        name: float(rows[f'assistant_questions_total{{status="{name}"}}'])
        for name in ("answered", "abstained", "error")
    }
    assert counts == {"answered": 1, "abstained": 1, "error": 1}
    assert float(rows["assistant_question_seconds_count"]) == 3
    assert float(rows["assistant_question_seconds_sum"]) > 0
    assert "会議" not in response.text


def test_metrics_count_requests_by_their_pattern(client: Client) -> None:
    client.get("/sources/midorino-kurashi")
    client.get("/sources/no-such-plan")
    client.get("/no/such/place")
    rows = client.get("/metrics").text.splitlines()
    counted = {row for row in rows if row.startswith("assistant_requests_total")}
    assert counted >= {
        'assistant_requests_total{route="/sources/{plan_id}",status="200"} 1.0',
        'assistant_requests_total{route="/sources/{plan_id}",status="404"} 1.0',
        'assistant_requests_total{route="other",status="404"} 1.0',
    }

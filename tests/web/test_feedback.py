"""Answers get an id, feedback is stored, a person's questions can be deleted; nothing of it needs the database."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.client import PAGE, Client, error_of
from tests.web.fake_assistant import FakeAssistant
from tests.web.visitor import Visitor, hidden
from web.desk import Desk
from web.store.feedback import last_feedback

QUESTION = "推進会議は年に何回開きますか"


@pytest.fixture
def visitor(app: FastAPI) -> Visitor:
    return Visitor(app)


def desk_of(app: FastAPI) -> Desk:
    desk: Desk = app.state.room.desk
    return desk


def everything(app: FastAPI) -> str:
    with closing(sqlite3.connect(desk_of(app).database.path)) as connection:
        return "\n".join(connection.iterdump())


def test_feedback_over_the_api(client: Client, app: FastAPI) -> None:
    id_ = client.post("/api/ask", json={"question": QUESTION}).json()["answer_id"]
    first = client.post("/api/feedback", json={"answer_id": id_, "rating": "bad", "comment": "電話は0952-40-7025です"})
    assert (first.status_code, first.json()) == (201, {"stored": True})
    again = client.post("/api/feedback", json={"answer_id": id_, "rating": "good", "reason": None})
    assert (again.status_code, again.json()) == (200, {"stored": True})
    assert len(desk_of(app).database.run(lambda connection: last_feedback(connection, 9))) == 1


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"answer_id": "no-such-answer"}, 404, "answer_id"),
        ({"rating": "fine"}, 422, "rating"),
        ({"rating": None}, 422, "rating"),
        ({"comment": "あ" * 1_001}, 422, "comment"),
        ({"reason": "あ" * 201}, 422, "reason"),
        ({"stars": 5}, 422, "stars"),
        ({"answer_id": ""}, 422, "answer_id"),
    ],
)
def test_what_is_wrong_is_named(client: Client, change: dict[str, Any], status: int, field: str) -> None:
    id_ = client.post("/api/ask", json={"question": QUESTION}).json()["answer_id"]
    response = client.post("/api/feedback", json={"answer_id": id_, "rating": "good", **change})
    assert (response.status_code, error_of(response)["field"]) == (status, field)


def test_json_sent_as_text_from_another_site_is_refused(client: Client) -> None:
    id_ = client.post("/api/ask", json={"question": QUESTION}).json()["answer_id"]
    body = f'{{"answer_id": "{id_}", "rating": "good"}}'.encode()
    assert client.post("/api/feedback", content=body, headers={"content-type": "text/plain"}).status_code == 422


def test_feedback_by_the_plain_form(visitor: Visitor, app: FastAPI) -> None:
    page = visitor.post("/ask", data={"question": QUESTION}).text
    sent = {"answer_id": hidden(page, "answer_id"), "token": hidden(page, "token"), "rating": "bad", "reason": "wrong"}
    thanks = visitor.post("/feedback", data={**sent, "comment": "数字が違います。090-1234-5678", "language": "en"})
    assert (thanks.status_code, "Thank you" in thanks.text) == (200, True)
    row = desk_of(app).database.run(lambda connection: last_feedback(connection, 9))[0]
    assert (row.feedback.reason, row.feedback.comment) == ("wrong", "数字が違います。［電話番号］")
    assert row.feedback.session == row.answer.session != ""
    assert client_without_cookies(app).post("/feedback", data=sent).status_code == 200, "cookies are not needed"


def client_without_cookies(app: FastAPI) -> Client:
    return Client(app)


@pytest.mark.parametrize("token", ["", "x", None], ids=["empty", "none", "foreign"])
def test_a_form_without_its_token_is_refused(visitor: Visitor, app: FastAPI, token: str | None) -> None:
    page = visitor.post("/ask", data={"question": QUESTION}).text
    if token is None:
        token = hidden(Visitor(app).post("/ask", data={"question": QUESTION}).text, "token")
    form = {"answer_id": hidden(page, "answer_id"), "rating": "good", "token": token}
    for address, data in (("/feedback", form), ("/conversation/delete", {"token": token})):
        response = visitor.post(address, data=data, headers={"accept": "application/json"})
        assert (response.status_code, error_of(response)["code"]) == (403, "stale_form")
        assert visitor.post(address, data={k: v for k, v in data.items() if k != "token"}).status_code == 403
    assert desk_of(app).database.run(lambda connection: last_feedback(connection, 9)) == ()


def test_the_conversation_is_listed_and_deleted(visitor: Visitor, app: FastAPI) -> None:
    assert "set-cookie" not in visitor.get("/").headers
    first = visitor.post("/ask", data={"question": QUESTION})
    cookie = first.headers["set-cookie"]
    assert cookie.startswith("visitor=")
    assert {"HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))
    assert not {"Secure"} & set(cookie.split("; "))
    visitor.post("/ask", data={"question": "空飛ぶ車の駐車料金"})
    home = visitor.get("/").text
    assert home.index(QUESTION) < home.index("空飛ぶ車の駐車料金")
    assert QUESTION not in Visitor(app).get("/").text
    deleted = visitor.submit("/", "/conversation/delete")
    assert (deleted.status_code, "質問を消しました" in deleted.text) == (200, True)
    assert QUESTION not in visitor.get("/").text


def test_a_cookie_over_https_is_secure(app: FastAPI) -> None:
    cookie = Visitor(app, "https://plans.test").post("/ask", data={"question": QUESTION}).headers["set-cookie"]
    assert "Secure" in cookie.split("; ")


@pytest.mark.parametrize("cookie", ["", "abc", "abc.def", "a" * 5_000, "\x00"])
def test_a_forged_cookie_is_no_session(visitor: Visitor, app: FastAPI, cookie: str) -> None:
    visitor.post("/ask", data={"question": QUESTION})
    response = Client(app).get("/", headers={"cookie": f"visitor={cookie}"})
    assert (response.status_code, QUESTION in response.text) == (200, False)


def test_nothing_personal_is_stored(visitor: Visitor, app: FastAPI) -> None:
    visitor.post("/ask", data={"question": "窓口は090-1234-5678に電話しますか、aoi@example.jp"})
    visitor.post("/api/ask", json={"question": "あ" * 20_000})
    stored = everything(app)
    for word in ("090", "aoi@", "127.0.0.1", "python-httpx", visitor.cookies["visitor"].split(".")[0], "あ" * 501):
        assert word not in stored
    assert "［電話番号］" in stored


def test_the_stream_of_the_page_keeps_the_conversation(visitor: Visitor) -> None:
    text = visitor.post("/ask/stream", data={"question": QUESTION}).text
    assert "answer_id" in text
    assert QUESTION in visitor.get("/").text


@pytest.fixture
def broken(app: FastAPI) -> None:
    path: Path = desk_of(app).database.path
    path.write_bytes(b"no database" * 1_000)


@pytest.mark.usefixtures("broken")
def test_a_broken_database_costs_no_answer(visitor: Visitor, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        answer = client.post("/api/ask", json={"question": QUESTION})
    assert (answer.status_code, answer.json()["status"], answer.json()["answer_id"]) == (200, "answered", None)
    assert len(caplog.records) == 1
    assert QUESTION not in caplog.text
    page = visitor.post("/ask", data={"question": QUESTION})
    assert (page.status_code, "<blockquote" in page.text, "answer_id" in page.text) == (200, True, False)
    assert visitor.get("/").status_code == 200
    response = client.post("/api/feedback", json={"answer_id": "x", "rating": "good"})
    assert (response.status_code, error_of(response)["code"]) == (503, "store_unavailable")
    assert "web.db" not in response.text


def test_the_privacy_notice_names_the_period(client: Client, fake: FakeAssistant) -> None:
    assert fake.settings.retention_days == 90
    for language, words in (("ja", "90日を過ぎた記録"), ("en", "after 90 days"), ("easy", "90日が すぎると")):
        assert words in client.get("/privacy", params={"language": language}).text
        home = client.get("/", params={"language": language}, headers=PAGE).text
        assert 'href="/privacy' in home


BACK = 'href="/#conversation"'


def rated(visitor: Visitor, question: str, **change: str) -> str:
    """Return the page of thanks for feedback to the answer of a question."""
    page = visitor.post("/ask", data={"question": question}).text
    sent = {"answer_id": hidden(page, "answer_id"), "token": hidden(page, "token"), "rating": "good", **change}
    return visitor.post("/feedback", data=sent).text


@pytest.mark.parametrize(
    ("language", "href", "words"),
    [
        ("ja", "/#conversation", "これまでにした質問に戻る"),
        ("en", "/?language=en#conversation", "Back to the questions you have asked"),
        ("easy", "/?language=easy#conversation", "いままでの 質問に もどる"),
    ],
)
def test_thanks_lead_back_to_the_question_among_those_asked(
    visitor: Visitor, language: str, href: str, words: str
) -> None:
    assert f'<a href="{href}">{words}</a>' in rated(visitor, QUESTION, language=language)
    home = visitor.get(href.partition("#")[0]).text
    assert 'id="conversation"' in home
    assert QUESTION in home


def test_thanks_lead_to_the_question_page_where_nothing_is_listed(visitor: Visitor, app: FastAPI) -> None:
    page = visitor.post("/ask", data={"question": QUESTION}).text
    sent = {"answer_id": hidden(page, "answer_id"), "token": hidden(page, "token"), "rating": "good"}
    without = client_without_cookies(app).post("/feedback", data=sent)
    assert (without.status_code, BACK in without.text, 'href="/">質問のページへ' in without.text) == (200, False, True)
    visitor.submit("/", "/conversation/delete")
    deleted = visitor.post("/feedback", data=sent)
    assert (deleted.status_code, BACK in deleted.text, 'href="/">質問のページへ' in deleted.text) == (200, False, True)


def test_thanks_lead_to_nobody_elses_question(visitor: Visitor, app: FastAPI) -> None:
    other = hidden(Visitor(app).post("/ask", data={"question": QUESTION}).text, "answer_id")
    assert BACK not in rated(visitor, QUESTION, answer_id=other)

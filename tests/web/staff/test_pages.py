"""Staff pages: what they show, and that they do not exist for others."""

import json
import stat
from dataclasses import replace

import pytest
from fastapi import FastAPI

from eval.cases import case_of
from tests.web.client import PAGE, Client, error_of
from tests.web.staff.conftest import SECRETS, STAFF_PLAN
from tests.web.visitor import Visitor, hidden
from web.app import ROUTERS
from web.staff.opinions import draft_row
from web.store.answers import StoredAnswer, last_answers

PAGES = ("/staff", "/staff/health", "/staff/questions", "/staff/feedback", "/staff/upload", "/staff/switch-off")
ANSWERED, UNANSWERED = "申請書の押印はいつまでに省きますか", "月面基地の建設費はいくらですか"
HIDDEN = "庁舎の移転候補地はどこですか"


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_in_every_language(staff: Visitor, address: str, language: str) -> None:
    staff.post("/ask", data={"question": ANSWERED})
    page = staff.get(address, params={"language": language})
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert ("Signed in as anna" in page.text) is (language == "en")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "address", [*PAGES, "/staff/uploads/0123456789abcdef/publish", "/staff/feedback/draft", "/staff/none", "/staff/"]
)
@pytest.mark.parametrize("headers", [{}, PAGE], ids=["program", "browser"])
def test_for_others_they_do_not_exist(client: Client, address: str, method: str, headers: dict[str, str]) -> None:
    response = client.send(method, address, headers=headers)
    nowhere = client.send(method, "/nowhere", headers=headers)
    assert (response.status_code, response.content) == (404, nowhere.content)
    same = {"x-request-id": ""}  # random for each request
    assert {**response.headers, **same} == {**nowhere.headers, **same}


def test_no_staff_page_is_left_outside_the_gate() -> None:
    routes = {getattr(route, "path", "") for router in ROUTERS for route in router.routes}
    assert len([path for path in routes if path.startswith("/staff")]) >= 9


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/staff/switch-off", {"turn": "off"}),
        ("/staff/feedback/draft", {"answer_id": "x"}),
        ("/staff/uploads/0123456789abcdef/publish", {}),
        ("/staff/uploads/0123456789abcdef/discard", {}),
    ],
)
def test_every_form_takes_its_token(app: FastAPI, staff: Visitor, address: str, data: dict[str, str]) -> None:
    other = Visitor(app)
    other.sign_in()
    foreign = hidden(other.get("/staff").text, "token")
    visitors = hidden(staff.post("/ask", data={"question": ANSWERED}).text, "token")
    for token in ({}, {"token": ""}, {"token": foreign}, {"token": visitors}):
        response = staff.post(address, data={**data, **token}, headers={"accept": "application/json"})
        assert (response.status_code, error_of(response)["code"]) == (403, "stale_form")
    assert app.state.room.desk.switch.note() is None


def test_health_tells_what_was_read(staff: Visitor) -> None:
    page = staff.get("/staff/health").text
    assert "森川市DX計画" in page
    assert STAFF_PLAN in page
    assert "指標の系列" in page


def test_the_log_counts_and_places_what_was_not_answered(staff: Visitor, citizen: Visitor) -> None:
    assert "まだありません" in staff.get("/staff/questions").text
    for question in (ANSWERED, UNANSWERED, f"{UNANSWERED}電話は090-1234-5678"):
        citizen.post("/ask", data={"question": question})
    page = staff.get("/staff/questions").text
    assert ANSWERED in page
    assert "［電話番号］" in page
    assert "090-1234-5678" not in page
    assert "答えのなかった質問が多いところ" in page


def test_a_rated_question_becomes_a_draft_row(app: FastAPI, staff: Visitor, citizen: Visitor) -> None:
    for question in (ANSWERED, UNANSWERED):
        page = citizen.post("/ask", data={"question": question}).text
        form = {"answer_id": hidden(page, "answer_id"), "token": hidden(page, "token"), "rating": "bad"}
        citizen.post("/feedback", data={**form, "reason": "wrong", "comment": "<b>違う</b>"})
    desk = app.state.room.desk
    page = staff.get("/staff/feedback").text
    assert "&lt;b&gt;違う&lt;/b&gt;" in page
    assert page.count("/staff/feedback/draft") == 2
    for row in desk.database.run(lambda connection: last_answers(connection, 9)):
        assert staff.submit("/staff", "/staff/feedback/draft", answer_id=row.answer_id).status_code == 303
    assert "/staff/feedback/draft" not in staff.get("/staff/feedback").text
    rows = [json.loads(line) for line in desk.drafts.read_text(encoding="utf-8").splitlines()]
    assert {row["question"] for row in rows} == {ANSWERED, UNANSWERED}
    assert all(row.pop("draft") and case_of(row) for row in rows)
    assert stat.S_IMODE(desk.drafts.stat().st_mode) == 0o600
    assert staff.submit("/staff", "/staff/feedback/draft", answer_id="none").status_code == 404


def test_draft_rows_are_rows_of_question_sets() -> None:
    answer = StoredAnswer("aB_-9", 1.0, "", "問い", "ja", "answered", "", ("p",), (("p", "見出し"),), "public")
    for one, kind in ((answer, "passage"), (replace(answer, cited=(), plan_ids=()), "unanswerable")):
        row = draft_row(one)
        assert row.pop("draft")
        assert case_of(row).kind == kind


def test_staff_see_staff_plans_and_the_public_nothing_of_them(staff: Visitor, citizen: Visitor) -> None:
    assert "旧工場跡地" in staff.post("/ask", data={"question": HIDDEN}).text
    assert staff.post("/api/ask", json={"question": HIDDEN, "access": "staff"}).status_code == 200
    for address in (
        "/", "/plans", "/kpis", f"/kpis?plan={STAFF_PLAN}", "/kpis?city=森川市&q=退職", f"/sources/{STAFF_PLAN}",
        f"/api/search?q={HIDDEN}", f"/api/search?q={HIDDEN}&plan={STAFF_PLAN}", "/api/plans", "/api/kpis",
        f"/api/kpis?plan={STAFF_PLAN}", f"/api/plans/{STAFF_PLAN}/text", f"/api/chunks/{STAFF_PLAN}.1.1", "/privacy",
        "/sign-in", "/metrics", "/staff/health", "/staff/questions",
    ):  # fmt: skip
        text = citizen.get(address).text.replace(HIDDEN, "").replace(f"plan={STAFF_PLAN}", "")
        assert [word for word in SECRETS if word in text.replace(f"/sources/{STAFF_PLAN}", "")] == [], address
    for question in (HIDDEN, "早期退職", "森川市"):
        for send in (
            citizen.post("/ask", data={"question": question}),
            citizen.post("/api/ask", json={"question": question}),
            citizen.post("/api/ask/stream", json={"question": question}),
        ):
            text = send.text.replace(question, "")
            assert [word for word in SECRETS if word in text] == [], question
    refused = citizen.post("/api/ask", json={"question": HIDDEN, "access": "staff"})
    assert refused.status_code == 403


def test_switched_off_the_public_gets_the_note(staff: Visitor, citizen: Visitor, app: FastAPI) -> None:
    note = "索引を入れ替えています。<b>10時</b>まで"
    assert staff.submit("/staff/switch-off", "/staff/switch-off", turn="off", note=note).status_code == 303
    for address in ("/", "/plans", "/kpis", "/sources/morikawa-dx", "/nowhere"):
        page = citizen.get(address)
        assert (page.status_code, "&lt;b&gt;10時&lt;/b&gt;まで" in page.text) == (503, True)
    answer = Client(app).post("/api/ask", json={"question": ANSWERED})
    assert (answer.status_code, error_of(answer)["code"]) == (503, "switched_off")
    assert error_of(answer)["message"] == note
    for address in ("/healthz", "/readyz", "/metrics", "/privacy", "/sign-in", "/static/style.css"):
        assert citizen.get(address).status_code == 200
    assert citizen.get("/staff").status_code == 404
    assert staff.post("/ask", data={"question": ANSWERED}).status_code == 200
    assert citizen.sign_in().status_code == 303
    assert staff.submit("/staff/switch-off", "/staff/switch-off", turn="on").status_code == 303
    assert Visitor(app).get("/").status_code == 200


@pytest.mark.parametrize("data", [{"turn": "sideways"}, {"turn": "off", "note": "あ" * 501}, {"turn": "off", "x": "1"}])
def test_a_wrong_switch_is_refused(app: FastAPI, staff: Visitor, data: dict[str, str]) -> None:
    assert staff.submit("/staff/switch-off", "/staff/switch-off", **data).status_code == 422
    assert app.state.room.desk.switch.note() is None

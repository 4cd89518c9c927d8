"""Forms and cookies: nothing that changes something is taken without its token, and no cookie is taken on trust."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.security.worlds import settings_in
from tests.web.client import PAGE, Client
from tests.web.visitor import NAME, PASSWORD, Visitor, hidden
from web.app import ROUTERS, create_app
from web.deps import Room
from web.sessions import Sessions

SAFE = {"GET", "HEAD"}
# What changes nothing of anybody's: a question is answered from what is sent alone.
OPEN = {"/ask", "/ask/stream", "/export.md", "/export.json", "/api/ask", "/api/ask/stream"}
# What a script of ours or a program sends as JSON, which another site cannot without being asked first (CORS).
JSON = {"/api/ask", "/api/ask/stream", "/api/feedback"}
FORMS = {
    "/feedback": {"answer_id": "x", "rating": "good"},
    "/conversation/delete": {},
    "/sign-in": {"name": NAME, "password": PASSWORD},
    "/sign-out": {},
    "/staff/upload": {},
    "/staff/uploads/{upload_id}/publish": {},
    "/staff/uploads/{upload_id}/discard": {},
    "/staff/feedback/draft": {"answer_id": "x"},
    "/staff/switch-off": {"turn": "off"},
}


@pytest.fixture(scope="module")
def app(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    folder = tmp_path_factory.mktemp("forms")
    return create_app(replace(assistant, settings=settings_in(folder, index=assistant.settings.index)))


@pytest.fixture(scope="module")
def staff(app: FastAPI) -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in().status_code == 303
    return visitor


def unsafe_routes() -> Iterator[str]:
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and not (route.methods or set()) <= SAFE:
                yield route.path


def test_every_route_that_changes_something_is_known() -> None:
    assert set(unsafe_routes()) == OPEN | JSON | set(FORMS)


@pytest.mark.parametrize("path", FORMS)
def test_no_form_is_taken_without_the_token_of_its_session(app: FastAPI, staff: Visitor, path: str) -> None:
    address = path.replace("{upload_id}", "0123456789abcdef")
    others = Visitor(app)
    foreign = hidden(others.get("/sign-in").text, "token")
    for token in ({}, {"token": ""}, {"token": "x" * 40}, {"token": foreign}, {"token": f"{foreign[:-1]}A"}):
        for browser in (staff, Visitor(app)) if path != "/sign-out" else (staff,):
            sent = {**FORMS[path], **token}
            files = {"file": ("a.md", b"# x", "text/markdown")} if path == "/staff/upload" else None
            before = dict(browser.cookies)
            response = browser.send("POST", address, data=sent, files=files)
            if path in {"/feedback", "/conversation/delete"} and token == {"token": foreign} and browser is not staff:
                assert response.status_code in {200, 403, 404}, "a visitor without a cookie is told by the token alone"
            else:
                assert response.status_code in {403, 404}, (path, token)
            assert dict(browser.cookies) == before
    assert staff.get("/staff").status_code == 200
    assert app.state.room.desk.switch.note() is None
    assert not app.state.room.desk.uploads.exists()


@pytest.mark.parametrize("path", sorted(JSON))
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_json_is_taken_as_json_only(app: FastAPI, path: str, kind: str) -> None:
    body = b'{"question": "x", "answer_id": "x", "rating": "good"}'
    assert Client(app).post(path, content=body, headers={"content-type": kind}).status_code in {400, 422}


def test_no_other_site_may_read(app: FastAPI) -> None:
    for method, path in (("GET", "/api/plans"), ("OPTIONS", "/api/ask"), ("POST", "/api/ask")):
        headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
        response = Client(app).send(method, path, headers=headers)
        assert not [name for name in response.headers if name.startswith("access-control-")]


def test_every_cookie_is_kept_from_scripts_and_other_sites(app: FastAPI) -> None:
    for place in ("http://plans.test", "https://plans.test"):
        visitor = Visitor(app, place)
        given = [visitor.get("/sign-in"), visitor.post("/ask", data={"question": "押印は？"}), visitor.sign_in()]
        cookies = [one for response in given for one in response.headers.get_list("set-cookie")]
        assert len(cookies) == 2
        for cookie in cookies:
            flags = set(cookie.lower().split("; ")[1:])
            assert {"httponly", "path=/"} <= flags
            assert {"samesite=lax", "samesite=strict"} & flags
            assert ("secure" in flags) is place.startswith("https")
            assert not [flag for flag in flags if flag.startswith("domain")]


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(app: FastAPI) -> None:
    attacker = Visitor(app)
    attacker.get("/sign-in")
    planted = attacker.cookies["visitor"]
    victim = Visitor(app)
    victim.cookies.set("visitor", planted, domain="plans.test")
    victim.cookies.set("staff", "planted", domain="plans.test")
    assert victim.sign_in().status_code == 303
    assert "planted" not in victim.cookies.values()
    assert attacker.get("/staff").status_code == 404
    again = Visitor(app)
    again.sign_in()
    assert len({one.cookies.get("staff", domain="plans.test") for one in (victim, again)}) == 2


def test_what_another_secret_signed_counts_for_nothing(
    app: FastAPI, staff: Visitor, assistant: Assistant, tmp_path: Path
) -> None:
    settings = settings_in(tmp_path, index=assistant.settings.index, secret="another secret")  # noqa: S106  (of a test)
    other = create_app(replace(assistant, settings=settings))
    stranger = Visitor(other)
    stranger.sign_in()
    for name in ("staff", "visitor"):
        moved = Visitor(app)
        moved.cookies.set(name, stranger.cookies[name], domain="plans.test")
        assert moved.get("/staff").status_code == 404
        page = moved.post("/ask", data={"question": "押印は？"})
        assert (page.status_code, "visitor=" in page.headers["set-cookie"]) == (200, True)
    token = hidden(stranger.get("/staff").text, "token")
    assert staff.post("/staff/switch-off", data={"turn": "off", "token": token}).status_code == 403


def test_a_secret_made_at_the_start_is_another_each_time() -> None:
    token = Sessions("").token("session")
    assert Sessions("").token_session(token) is None
    assert Sessions("x").token_session(Sessions("x").token("session")) == "session"


PLACES = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..\\..\\etc\\passwd",
    "%00",
    "a/../../b",
    "....//....//etc/passwd",
    "file:///etc/passwd",
    "%252e%252e%252fetc",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "pattern",
    ["/static/{}", "/sources/{}", "/api/plans/{}/text", "/api/chunks/{}", "/kpis/{}", "/staff/uploads/{}", "/{}"],
)
def test_no_address_leads_out_of_the_plans(app: FastAPI, staff: Visitor, pattern: str, place: str) -> None:
    for browser in (Client(app), staff):
        response = browser.get(pattern.format(place), headers=PAGE)
        assert response.status_code in {400, 404, 405}
        assert "root:" not in response.text


def test_a_room_tells_no_secret_of_itself(app: FastAPI) -> None:
    room: Room = app.state.room
    assert "a secret for tests" not in repr(room)
    assert "argon2" not in repr(room.assistant.settings)
    assert isinstance(room.assistant.settings, Settings)

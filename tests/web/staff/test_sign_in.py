"""Signing in and out, forged and expired sessions, guessing."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI
from itsdangerous import URLSafeTimedSerializer

from assistant.errors import SettingsError
from tests.web.client import Client, error_of
from tests.web.staff.conftest import STAFF_PLAN
from tests.web.visitor import ACCOUNT, NAME, PASSWORD, Visitor, hidden
from web.accounts import Accounts, hash_password
from web.deps import Room

TEXT = f"/api/plans/{STAFF_PLAN}/text"


def room_of(app: FastAPI) -> Room:
    return cast("Room", app.state.room)


def test_the_right_password_opens_staff_plans_and_signing_out_closes_them(app: FastAPI, citizen: Visitor) -> None:
    assert citizen.get(TEXT).status_code == 404
    signed_in = citizen.sign_in()
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/staff")
    cookie = signed_in.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Max-Age=28800", "Path=/"} <= set(cookie.split("; "))
    assert "旧工場跡地" in citizen.get(TEXT).text
    assert citizen.get("/sign-in").headers["location"] == "/staff"
    kept = citizen.cookies["staff"]
    assert citizen.submit("/staff", "/sign-out").headers["location"] == "/"
    assert "staff" not in citizen.cookies
    assert citizen.get(TEXT).status_code == 404
    stolen = Visitor(app)
    stolen.cookies.set("staff", kept)
    assert stolen.get("/staff").status_code == 404, "a copied cookie ends with the session"


def test_over_https_the_session_is_secure(app: FastAPI) -> None:
    assert "Secure" in Visitor(app, "https://plans.test").sign_in().headers["set-cookie"].split("; ")


@pytest.mark.parametrize(
    ("name", "password"),
    [(NAME, "wrong"), ("nobody", PASSWORD), (NAME, ""), ("", ""), (NAME, PASSWORD + " "), ("a" * 200, "x")],
)
def test_every_wrong_try_looks_the_same(citizen: Visitor, name: str, password: str) -> None:
    response = citizen.sign_in(name, password)
    assert (response.status_code, "staff" in citizen.cookies) == (403, False)
    same = citizen.sign_in(NAME, "also wrong")
    token = hidden(response.text, "token")
    assert response.text.replace(token, "") == same.text.replace(hidden(same.text, "token"), "")
    assert not name or f'value="{name}"' not in response.text


def test_an_unknown_account_takes_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[tuple[str, str]] = []

    def verify(hashed: str, password: str) -> bool:
        checked.append((hashed[:9], password))
        return False

    monkeypatch.setattr("web.accounts.verify", verify)
    accounts = Accounts(ACCOUNT)
    assert not accounts.fits("nobody", "x")
    assert not accounts.fits(NAME, "x")
    assert checked == [("$argon2id", "x")] * 2


def test_five_wrong_tries_lock_the_account_for_everybody(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        assert Visitor(app, host=f"10.0.0.{number}").sign_in(NAME, "wrong").status_code == 403
    locked = Visitor(app, host="10.0.0.9")
    assert locked.sign_in().status_code == 403
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr("web.sign_in.time", lambda: later)
    assert locked.sign_in().status_code == 303


def test_five_wrong_tries_lock_the_client_for_every_account(app: FastAPI) -> None:
    for number in range(5):
        Visitor(app, host="10.0.0.1").sign_in(f"guess{number}", "wrong")
    assert Visitor(app, host="10.0.0.1").sign_in().status_code == 403
    assert Visitor(app, host="10.0.0.2").sign_in().status_code == 303


def test_a_right_try_clears_the_wrong_ones(app: FastAPI) -> None:
    for _ in range(3):
        for _ in range(4):
            assert Visitor(app).sign_in(NAME, "wrong").status_code == 403
        assert Visitor(app).sign_in().status_code == 303


def test_signing_in_takes_the_token_of_this_browser(app: FastAPI, citizen: Visitor) -> None:
    form = {"name": NAME, "password": PASSWORD}
    foreign = hidden(Visitor(app).get("/sign-in").text, "token")
    citizen.get("/sign-in")
    for token in ({}, {"token": ""}, {"token": "x"}, {"token": foreign}):
        response = citizen.post("/sign-in", data={**form, **token})
        assert (response.status_code, "staff" in citizen.cookies) == (403, False)
    bare = Visitor(app)
    assert bare.post("/sign-in", data={**form, "token": foreign}).status_code == 403, "the cookie is missing"


def test_signing_out_takes_the_token(staff: Visitor) -> None:
    response = staff.post("/sign-out", data={}, headers={"accept": "application/json"})
    assert (response.status_code, error_of(response)["code"]) == (403, "stale_form")
    assert staff.get("/staff").status_code == 200


def _forged(_: FastAPI) -> str:
    return str(URLSafeTimedSerializer("another secret", salt="staff").dumps((NAME, "0" * 16, "id")))


def _visitors(app: FastAPI) -> str:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    return visitor.cookies["visitor"]


def _altered(app: FastAPI) -> str:
    visitor = Visitor(app)
    visitor.sign_in()
    cookie = visitor.cookies["staff"]
    return ("A" if cookie[3] != "A" else "B").join((cookie[:3], cookie[4:]))


@pytest.mark.parametrize("make", [_forged, _visitors, _altered, lambda _: "", lambda _: "a.b.c", lambda _: "é" * 9])
def test_a_forged_session_is_none(app: FastAPI, make: Callable[[FastAPI], str]) -> None:
    cookie = make(app)
    headers = [(b"cookie", b"staff=" + cookie.encode("utf-8"))]
    client = Client(app)
    for address in ("/staff", TEXT):
        assert client.send("GET", address, headers=headers).status_code == 404
    asked = client.send("POST", "/api/ask", json={"question": "移転候補地は？", "access": "staff"}, headers=headers)
    assert asked.status_code == 403


def test_a_session_ends_after_eight_hours(staff: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    for hours, status in ((7.99, 200), (8.01, 404)):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda hours=hours: now + hours * 3_600)
        assert staff.get("/staff").status_code == status


@pytest.mark.parametrize(
    "source",
    ["", f"{NAME}:{hash_password('another')}", f"ben:{ACCOUNT.partition(':')[2]}", "/no"],
    ids=["none", "another password", "another name", "no file"],
)
def test_a_session_ends_with_its_account_or_password(app: FastAPI, staff: Visitor, source: str) -> None:
    room = room_of(app)
    app.state.room = replace(room, desk=replace(room.desk, accounts=Accounts(source)))
    assert staff.get("/staff").status_code == 404


def test_without_the_database_nobody_is_signed_in_and_everybody_is_answered(app: FastAPI, staff: Visitor) -> None:
    database = room_of(app).desk.database
    database.close()  # all of it in the one file, which is damaged then
    database.path.write_bytes(b"no database" * 1_000)
    assert staff.get("/staff").status_code == 503, "a true cookie: the pages are there, and come back"
    assert Visitor(app).get("/staff").status_code == 404
    assert staff.get(TEXT).status_code == 404
    assert staff.post("/api/ask", json={"question": "押印はいつ省きますか"}).status_code == 200
    assert Visitor(app).sign_in().status_code == 503


def test_accounts_from_a_file_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text(f"# staff\n\n{ACCOUNT}\n", encoding="utf-8")
    assert Accounts(str(file)).fits(NAME, PASSWORD)
    assert Accounts(f"{ACCOUNT} ben:{ACCOUNT.partition(':')[2]}").fits("ben", PASSWORD)
    assert Accounts("").read() == {}
    for content in ("anna", "anna:plain password", f"{ACCOUNT}\n{ACCOUNT}", f"a b:{ACCOUNT.partition(':')[2]}"):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(SettingsError, match="line") as error:
            Accounts(str(file)).read()
        assert "plain password" not in str(error.value)
    with pytest.raises(SettingsError, match="cannot be read"):
        Accounts(str(tmp_path / "none")).read()

"""Two apps with one secret and one database, as on two machines: a person may be answered by either."""

from pathlib import Path
from typing import cast

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.assembly import Assistant
from assistant.settings import Settings
from tests.index.engines.servers import PostgresServer
from tests.web.fake_assistant import FakeAssistant
from tests.web.visitor import ACCOUNT, NAME, Visitor
from web.app import create_app
from web.store.sign_ins import MOST_TRIES

QUESTION = "推進会議は年に何回開きますか"


@pytest.fixture
def apps(server: PostgresServer, tmp_path: Path) -> list[FastAPI]:
    settings = Settings(
        _env_file=None,
        web_db=server.new_database(),
        uploads=tmp_path / "plans",
        accounts=SecretStr(ACCOUNT),
        secret=SecretStr("one secret for both"),
    )
    return [create_app(cast("Assistant", FakeAssistant(settings=settings))) for _ in range(2)]


def _elsewhere(visitor: Visitor, app: FastAPI) -> Visitor:
    """Return the same browser, as it is now, answered by the other app."""
    other = Visitor(app)
    other.cookies = httpx.Cookies(visitor.cookies)
    return other


def test_a_conversation_goes_on_and_is_deleted_elsewhere(apps: list[FastAPI]) -> None:
    here = Visitor(apps[0])
    here.post("/ask", data={"question": QUESTION})
    there = _elsewhere(here, apps[1])
    assert QUESTION in there.get("/").text
    there.post("/ask", data={"question": "空飛ぶ車の駐車料金"})
    home = here.get("/").text
    assert home.index(QUESTION) < home.index("空飛ぶ車の駐車料金")
    assert there.submit("/", "/conversation/delete").status_code == 200
    assert QUESTION not in here.get("/").text


def test_who_signs_out_here_is_signed_out_there(apps: list[FastAPI]) -> None:
    here = Visitor(apps[0])
    assert here.sign_in().status_code == 303
    there = _elsewhere(here, apps[1])
    assert there.get("/staff").status_code == 200
    assert there.submit("/staff", "/sign-out").headers["location"] == "/"
    assert here.get("/staff").status_code == 404


def test_wrong_tries_are_counted_together(apps: list[FastAPI]) -> None:
    for number in range(MOST_TRIES):
        visitor = Visitor(apps[number % 2], host=f"10.0.0.{number}")
        assert visitor.sign_in(NAME, "違う").status_code == 403
    assert [Visitor(app, host="10.0.0.9").sign_in().status_code for app in apps] == [403, 403]


def test_files_lie_beside_the_uploads_where_a_server_keeps_the_database(apps: list[FastAPI], tmp_path: Path) -> None:
    desk = apps[0].state.room.desk
    assert (desk.folder, desk.uploads) == (tmp_path, tmp_path / "uploads")
    desk.switch.turn_off("休止中")
    assert Visitor(apps[1]).get("/").status_code == 503

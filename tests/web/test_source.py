"""Pages of long plans, and where citations arrive."""

from typing import cast

import pytest

from corpus.access import Access
from corpus.plan import PlanManifest
from index.reader import IndexReader
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import PUBLIC, PUBLIC_TEXT
from web import limits
from web.anchors import Anchors
from web.source import SourcePage


def read(plan: FakePlan, span: tuple[int, int] | None, number: int = 1) -> tuple[SourcePage, FakeIndex]:
    index = FakeIndex((plan,))
    record = plan.record(0)
    return SourcePage.read(cast("IndexReader", index), record, span, number, access=Access.PUBLIC), index


def shown(page: SourcePage) -> str:
    return "".join(piece.text for view in page.sections for piece in (*view.heading, *view.body))


def marked(page: SourcePage) -> str:
    return "".join(piece.text for view in page.sections for piece in (*view.heading, *view.body) if piece.marked)


@pytest.fixture
def long_plan() -> FakePlan:
    paragraph = "これは長い計画の一段落です。" * 20
    parts = [f"# 第{number}章\n\n" + "\n\n".join([paragraph] * 60) for number in range(1, 9)]
    return FakePlan.of(PlanManifest(**{**dict(PUBLIC), "id": "long"}), "\n\n".join(parts))


def test_a_usual_plan_is_one_page() -> None:
    page, _ = read(FakePlan.of(PUBLIC, PUBLIC_TEXT), None)
    assert (page.number, page.count, shown(page)) == (1, 1, PUBLIC_TEXT)
    assert [row.href for row in page.contents][:2] == ["#s-1", "#s-2"]


def test_the_pages_of_a_long_plan_are_the_plan(long_plan: FakePlan) -> None:
    first, _ = read(long_plan, None)
    assert first.count > 1
    pages = [shown(read(long_plan, None, number)[0]) for number in range(1, first.count + 1)]
    assert "".join(pages) == long_plan.text
    assert max(map(len, pages)) <= limits.PAGE_CHARACTERS
    assert first.contents[-1].href == f"/sources/long?page={first.count}#s-8"
    assert read(long_plan, None, 99)[0].number == first.count


@pytest.mark.parametrize("part", [0.0, 0.3, 0.62, 0.999])
def test_a_span_opens_its_page_and_is_whole(long_plan: FakePlan, part: float) -> None:
    start = int(len(long_plan.text) * part)
    end = min(start + 300, len(long_plan.text))
    page, index = read(long_plan, (start, end))
    assert marked(page) == long_plan.text[start:end]
    assert len(shown(page)) <= 2 * limits.PAGE_CHARACTERS
    assert len(index.looked_up) < 300


def test_a_span_over_a_page_break_is_whole(long_plan: FakePlan) -> None:
    boundary = len(shown(read(long_plan, None)[0]))
    page, _ = read(long_plan, (boundary - 50, boundary + 50))
    assert marked(page) == long_plan.text[boundary - 50 : boundary + 50]


def test_a_span_of_everything_stays_bounded(long_plan: FakePlan) -> None:
    page, _ = read(long_plan, (0, len(long_plan.text)))
    assert len(shown(page)) <= 2 * limits.PAGE_CHARACTERS


def test_an_open_section_without_headings_is_paged_too() -> None:
    text = "見出しのない文章が続きます。\n\n" * 20_000
    plan = FakePlan.of(PlanManifest(**{**dict(PUBLIC), "id": "flat"}), text)
    page, index = read(plan, (200_000, 200_010))
    assert marked(page) == text[200_000:200_010]
    assert page.number > 1
    assert len(set(index.looked_up)) < 3_000


def test_many_headings_shrink_the_contents_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_CHARACTERS", 200)
    monkeypatch.setattr(limits, "CONTENTS_ROWS", 3)
    page, _ = read(FakePlan.of(PUBLIC, PUBLIC_TEXT), None)
    assert page.count > 1
    assert all(row.href.startswith("#") for row in page.contents)


def test_the_cited_chunk_is_anchored_at_the_cited_words() -> None:
    plan = FakePlan.of(PUBLIC, PUBLIC_TEXT)
    chunk = next(chunk for chunk in plan.chunks if "二十四時間" in chunk.text)
    start = PUBLIC_TEXT.index("引っ越し")
    anchors = Anchors(cast("IndexReader", FakeIndex((plan,))), PUBLIC.id, Access.PUBLIC)
    found = anchors.within(plan.sections, (0, len(PUBLIC_TEXT)), (start, start + 10))
    assert found.chunks[start] == (chunk.id,)
    assert found.pages == {}
    anchored = sorted(name for names in found.chunks.values() for name in names)
    assert anchored == sorted(chunk.id for chunk in plan.chunks)

"""Example questions from headings."""

from typing import cast

import pytest

from corpus.access import Access
from corpus.plan import PlanManifest
from index.reader import IndexReader
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import PUBLIC, PUBLIC_TEXT, STAFF, STAFF_TEXT
from web import limits
from web.examples import ExampleHeadings, ExampleRules

BODY = "\n\n本文がここに続きます。本文がここに続きます。\n\n"


def plan(name: str, *headings: str) -> FakePlan:
    manifest = PlanManifest(**{**dict(PUBLIC), "id": name, "city": f"{name}市"})
    return FakePlan.of(manifest, "".join(f"# {heading}{BODY}" for heading in headings))


def headings_of(*plans: FakePlan, access: Access = Access.PUBLIC) -> list[tuple[str, str]]:
    found = ExampleHeadings(cast("IndexReader", FakeIndex(plans))).seen_by(access)
    return [(example.city, example.heading) for example in found]


def test_the_best_of_each_plan_in_turn() -> None:
    first = plan("a", "計画の背景", "三つの視点", "基本目標")
    second = plan("b", "計画の目的")
    expected = [("a市", "三つの視点"), ("b市", "計画の目的"), ("a市", "基本目標"), ("a市", "計画の背景")]
    assert headings_of(first, second) == expected


@pytest.mark.parametrize(
    ("heading", "bare"),
    [
        ("第２章　計画の目的", "計画の目的"),
        ("1-2. 計画の目的", "計画の目的"),
        ("(3) ① 計画の目的", "計画の目的"),
        ("2 3つの柱", "3つの柱"),
        ("ア．計画の目的", "計画の目的"),
    ],
)
def test_numbers_are_left_out(heading: str, bare: str) -> None:
    assert headings_of(plan("a", heading)) == [("a市", bare)]


@pytest.mark.parametrize(
    "heading", ["目次", "はじめに", "目的", "計画の目的を達成するための関係する機関との連携と協力", "参考資料"]
)
def test_headings_that_ask_nothing_are_left_out(heading: str) -> None:
    assert headings_of(plan("a", heading)) == []


def test_access_decides_and_is_remembered_apart() -> None:
    index = FakeIndex((FakePlan.of(STAFF, STAFF_TEXT), FakePlan.of(PUBLIC, PUBLIC_TEXT)))
    examples = ExampleHeadings(cast("IndexReader", index))
    assert any(example.city == STAFF.city for example in examples.seen_by(Access.STAFF))
    assert all(example.city == PUBLIC.city for example in examples.seen_by(Access.PUBLIC))
    assert examples.seen_by(Access.PUBLIC) is examples.seen_by(Access.PUBLIC)


def test_no_plan_no_example() -> None:
    assert headings_of() == []
    assert len(headings_of(plan("a", *(f"目標その{n}" for n in range(9))))) == limits.EXAMPLES
    assert ExampleRules.read().preferred

"""What was carried over, in words."""

from dataclasses import replace
from typing import cast

import pytest

from assistant.turn import Answer, Language, Question
from corpus.access import Access
from index.reader import IndexReader
from tests.web.fake_assistant import FakeAssistant, fake_index
from tests.web.towns import PUBLIC, STAFF
from web.chips import Chip, chips_of
from web.wording import Wording


def carrying(*items: str) -> Answer:
    answer = FakeAssistant().ask(Question("推進会議は年に何回開きますか", Access.PUBLIC))
    return replace(answer, context=replace(answer.context, carried=items))


def chips(*items: str, access: Access = Access.PUBLIC, language: Language = "ja") -> tuple[Chip, ...]:
    return chips_of(carrying(*items), cast("IndexReader", fake_index()), access, Wording.read(language))


def test_plan_topic_and_year_are_named_in_order() -> None:
    found = chips(f"plan:{PUBLIC.id}", "topic:手続き:時間", "fiscal_year:2024")
    assert [(chip.kind, chip.text) for chip in found] == [
        ("計画", PUBLIC.title),
        ("話題", "手続き:時間"),
        ("年度", "令和6(2024)年度"),
    ]
    assert [chip.item for chip in found] == [f"plan:{PUBLIC.id}", "topic:手続き:時間", "fiscal_year:2024"]


def test_a_year_is_told_in_the_language_of_the_page() -> None:
    assert [chip.text for chip in chips("fiscal_year:2024", language="en")] == ["FY2024"]
    assert [chip.text for chip in chips("fiscal_year:来年")] == ["来年"]


def test_a_plan_of_staff_is_no_chip_for_the_public() -> None:
    assert chips(f"plan:{STAFF.id}", "plan:no-such-plan") == ()
    assert [chip.text for chip in chips(f"plan:{STAFF.id}", access=Access.STAFF)] == [STAFF.title]


@pytest.mark.parametrize("item", ["topic:", "topic", ""])
def test_an_item_without_words_is_left_out(item: str) -> None:
    assert chips(item) == ()


def test_an_indicator_pointed_at_is_named_in_the_language_of_the_page() -> None:
    item = "indicator:電子申請の件数"
    assert chips(item) == (Chip(item, "指標", "電子申請の件数"),)
    assert chips(item, language="en")[0].kind == "Indicator"


def test_an_unknown_kind_is_still_shown() -> None:
    assert chips("city:みどり野市") == (Chip("city:みどり野市", "その他", "みどり野市"),)

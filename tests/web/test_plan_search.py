"""Search inside one plan."""

from typing import cast

import pytest

from corpus.access import Access
from index.reader import IndexReader
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import PUBLIC, PUBLIC_TEXT, STAFF, STAFF_TEXT
from web import limits
from web.plan_search import Found, search_in


def found(words: str, text: str = PUBLIC_TEXT) -> Found:
    index = FakeIndex((FakePlan.of(PUBLIC, text), FakePlan.of(STAFF, STAFF_TEXT)))
    return search_in(cast("IndexReader", index), PUBLIC.id, words, access=Access.PUBLIC)


def test_a_place_leads_to_exactly_the_words() -> None:
    place = found("推進会議").places[0]
    start = PUBLIC_TEXT.index("推進会議")
    assert place.url.startswith(f"/sources/{PUBLIC.id}?start={start}&end={start + 4}#{PUBLIC.id}.")
    assert (place.words, place.heading) == ("推進会議", "(1) 会議")
    assert place.before.startswith("…")
    assert place.before.endswith("議長となる")
    assert place.after.startswith("を、年に四回開きます。")


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        ("ＤＸ", "# 章\n\n本市のdxを進めます。", "dx"),
        ("推進 体制", "# 章\n\n推進\n体制をつくります。", "推進 体制"),
        ("ﾃﾞｼﾞﾀﾙ", "# 章\n\nデジタル化です。", "デジタル"),
        ("a.c", "# 章\n\nabcとa.cです。", "a.c"),
    ],
)
def test_width_case_and_breaks_do_not_matter_and_signs_are_no_pattern(words: str, text: str, shown: str) -> None:
    places = found(words, text)
    assert (places.count, [place.words for place in places.places]) == (1, [shown])


def test_marks_of_headings_and_tables_are_not_shown() -> None:
    text = "# 章\n\n待ち時間。\n\n### 窓口の改善\n\n| 番号 | #1 |\n|---|---|\n"
    place = found("改善", text).places[0]
    assert (place.before, place.after) == (" 章 待ち時間。 窓口の", " | 番号 | #1 | ")


def test_many_places_are_counted_and_the_first_are_shown() -> None:
    places = found("窓口", "# 章\n\n" + "窓口です。" * (limits.FOUND_PLACES + 5))
    assert (places.count, len(places.places)) == (limits.FOUND_PLACES + 5, limits.FOUND_PLACES)


def test_words_that_stand_nowhere_bring_passages_near_in_meaning() -> None:
    places = found("手続きの時間を減らす")
    assert (places.count, places.places) == (0, ())
    assert 0 < len(places.near) <= limits.NEAR_PLACES
    assert all(place.url.startswith(f"/sources/{PUBLIC.id}?") for place in places.near)


def test_no_words_no_search_and_no_word_of_another_plan() -> None:
    assert found("") == Found()
    assert found("霜月").count == 0
    index = cast("IndexReader", FakeIndex((FakePlan.of(STAFF, STAFF_TEXT),)))
    assert search_in(index, STAFF.id, "霜月", access=Access.PUBLIC) == Found()

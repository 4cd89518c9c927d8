"""Grounded sentences: markers, exact quotes, and where a number may stand."""

import math

import pytest

from eval.answer_file import GivenSentence
from eval.measures.grounding import grounded_sentences
from eval.measures.kpi_rows import differences_in_words, rows_in_words
from tests.eval.measures.small_world import (
    MORI,
    PILLARS,
    SOURCES,
    STAMP,
    answer,
    case_of,
    cell,
    cite,
    held_back,
    row,
    said,
)

CASE = case_of("p-stamp")


def rate(*sentences: GivenSentence, citations: tuple[object, ...]) -> float:
    return grounded_sentences(CASE, row("p", answer(*sentences, citations=citations)), SOURCES)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "grounded"),
    [
        ("120件です。", 1.0),
        ("令和6年度（2024年度）に省きます。", 1.0),
        ("押印をなくします。", 1.0),
        ("121件です。", 0.0),
        ("120回です。", 0.0),
        ("令和7年度に省きます。", 0.0),
        ("令和6年に省きます。", 0.0),
        ("「第2次計画」の「1 窓口の改善」に書かれています。", 1.0),
        ("「第2次計画」の「1 窓口の改善」は「999件」です。", 0.0),
        ("「第2次計画」に書かれています。", 0.0),
        ("「1 窓口の改善」は「第2次計画」のものです。", 0.0),
        ("「9 窓口の改善」です。", 0.0),
    ],
)
def test_numbers_stand_in_the_quote_the_heading_or_the_title(text: str, grounded: float) -> None:
    assert rate(said(text, 1), citations=(cite(1, MORI, STAMP, "1 窓口の改善"),)) == grounded


def test_a_heading_that_the_plan_has_not_supports_nothing() -> None:
    assert rate(said("500件です。", 1), citations=(cite(1, MORI, STAMP, "500件の削減"),)) == 0.0


def test_every_marker_needs_an_exact_quote() -> None:
    right = cite(1, MORI, STAMP)
    assert rate(said(STAMP), citations=(right,)) == 0.0
    assert rate(said(STAMP, 1, 2), citations=(right,)) == 0.0
    assert rate(said(STAMP, 1), citations=(right.model_copy(update={"end": right.end + 1}),)) == 0.0
    assert rate(said(STAMP, 1), citations=(right.model_copy(update={"quote": "", "end": right.start}),)) == 0.0
    assert rate(said(STAMP, 1), citations=(right.model_copy(update={"plan_id": "unknown"}),)) == 0.0
    assert rate(said(STAMP, 1), said("77件です。", 1), citations=(right,)) == 0.5


def test_a_count_of_items_needs_as_many_items() -> None:
    listed = (cite(1, MORI, PILLARS),)
    items = [said(f"・{name}", 1) for name in ("行かない窓口", "書かない窓口", "待たない窓口")]
    assert rate(said("次の3件です。", 1), *items, citations=listed) == 1.0
    assert rate(said("次の4件です。", 1), *items, citations=listed) == 0.75
    assert rate(said("3%です。", 1), *items, citations=listed) == 0.75


def test_a_row_of_kpi_values_states_its_year_value_and_differences() -> None:
    both = (cell(1, 0), cell(2, 2))
    assert rate(said("令和6年度は45.5%です。", 2), citations=both) == 1.0
    assert rate(said("In FY2024 it was 45.5%.", 2), citations=both) == 1.0
    assert rate(said("令和5年度は45.5%です。", 2), citations=both) == 0.0
    assert rate(said("5.5ポイント上がりました。", 1, 2), citations=both) == 1.0
    assert rate(said("6.5ポイント上がりました。", 1, 2), citations=both) == 0.0
    assert rate(said("5.5ポイント上がりました。", 2), citations=both) == 0.0


def test_text_outside_the_sentences_counts_where_it_has_a_number() -> None:
    given = answer(said(STAMP, 1), citations=(cite(1, MORI, STAMP),))
    for more, expected in (("※言い換えたものです。", 1.0), ("ほかに77件あります。", 0.5), ("120件です。", 1.0)):
        longer = given.model_copy(update={"text": f"{given.text}\n{more}"})
        assert grounded_sentences(CASE, row("p", longer), SOURCES) == expected


def test_nothing_said_is_undefined_and_nothing_to_check_is_not_grounded() -> None:
    assert math.isnan(grounded_sentences(CASE, row("p", held_back()), SOURCES))
    assert grounded_sentences(CASE, row("p", None), SOURCES) == 0.0
    assert grounded_sentences(CASE, row("p", answer()), SOURCES) == 0.0


def test_only_rows_of_kpi_values_are_read_as_such() -> None:
    assert rows_in_words(MORI, STAMP) is None
    assert rows_in_words(MORI, "") is None
    assert rows_in_words("another", cell(1, 0).quote) is None
    assert rows_in_words(MORI, 'mori-dx,"kpi') is None
    assert "2023年度" in (rows_in_words(MORI, cell(1, 0).quote) or "")
    word = cell(1, 0).quote.replace(",40,", ",,")
    assert differences_in_words([word, cell(1, 2).quote]) == ""
    other = cell(1, 0).quote.replace("窓口", "福祉")
    assert differences_in_words([other, cell(1, 2).quote]) == ""

"""Facts of an answer, and what an answer that has them all must also be."""

import math

import pytest

from eval.answer_file import GivenAnswer
from eval.measures.all_facts import all_facts
from eval.measures.answer_facts import answer_facts
from eval.measures.facts import held_facts
from tests.eval.measures.small_world import (
    MORI,
    SOURCES,
    SPA,
    STAMP,
    TANI,
    answer,
    case_of,
    cite,
    gold,
    held_back,
    passage,
    row,
    said,
)

CASE = passage("p", gold(MORI, "窓口の改善", "120件", "令和6年度"), gold(TANI, "観光の推進", "30万人"))
CITED = (cite(1, MORI, STAMP),)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("12のDX重点課題", True),
        ("課題は 1 2 です", True),
        ("１２課題", True),
        ("第12章", True),
        ("120件", False),
        ("令和2012年", False),
        ("3.12倍", False),
        ("12.5倍", False),
        ("12,000人", False),
        ("12、13", True),
        ("4\t12\t3", True),
    ],
)
def test_a_figure_stands_whole(text: str, held: bool) -> None:  # noqa: FBT001
    assert held_facts(text, gold(MORI, "h", "12")) == [held]


def test_the_best_gold_passage_counts() -> None:
    assert answer_facts(CASE, row("p", answer(said("120件です。", 1), citations=CITED)), SOURCES) == 0.5
    assert answer_facts(CASE, row("p", answer(said("30万人です。", 1), citations=CITED)), SOURCES) == 1.0
    assert answer_facts(CASE, row("p", held_back()), SOURCES) == 0.0
    assert answer_facts(CASE, row("p", None), SOURCES) == 0.0
    assert math.isnan(answer_facts(case_of("u-budget"), row("u", held_back()), SOURCES))


def test_a_mark_is_no_fact_and_other_brackets_stay() -> None:
    two = passage("p", gold(MORI, "窓口の改善", "1"))
    marked = answer(said("省きます。", 1), citations=CITED)
    assert answer_facts(two, row("p", marked), SOURCES) == 0.0
    bracketed = answer(said("表[3]のとおり。", 1), citations=CITED)
    assert answer_facts(passage("p", gold(MORI, "h", "表[3]")), row("p", bracketed), SOURCES) == 1.0


def test_sentences_stand_in_for_a_text_that_is_missing() -> None:
    bare = GivenAnswer.model_validate({"status": "answered", "sentences": [{"text": "30万人です。", "markers": [1]}]})
    assert answer_facts(CASE, row("p", bare), SOURCES) == 1.0


def test_all_facts_needs_every_fact_the_plan_and_the_length() -> None:
    whole = answer(said(STAMP, 1), citations=CITED)
    assert all_facts(CASE, row("p", whole), SOURCES) == 1.0
    assert all_facts(CASE, row("p", answer(said("120件です。", 1), citations=CITED)), SOURCES) == 0.0
    other = answer(said(STAMP, 1), citations=(cite(1, TANI, SPA),))
    assert all_facts(CASE, row("p", other), SOURCES) == 0.0
    assert all_facts(CASE, row("p", held_back()), SOURCES) == all_facts(CASE, row("p", None), SOURCES) == 0.0
    assert math.isnan(all_facts(case_of("k-value"), row("k", whole), SOURCES))


@pytest.mark.parametrize(
    ("type_", "length", "right"), [("fact", 600, 1.0), ("fact", 601, 0.0), ("list", 1200, 1.0), ("list", 1201, 0.0)]
)
def test_a_list_may_be_longer(type_: str, length: int, right: float) -> None:
    case = passage("p", gold(MORI, "窓口の改善", "120件"), type_=type_)
    given = answer(said("120件", 1), citations=CITED)
    padded = given.model_copy(update={"text": given.text + "。" * (length - len(given.text))})
    assert all_facts(case, row("p", padded), SOURCES) == right

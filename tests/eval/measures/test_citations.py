"""Citation precision and recall by overlap with the gold passages."""

import math

from eval.measures.citation_precision import citation_precision
from eval.measures.citation_recall import citation_recall
from eval.measures.passages import gold_spans, read_chunks
from tests.eval.measures.small_world import (
    MORI,
    PILLARS,
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
    right_row,
    row,
    said,
)

CASE = passage("p", gold(MORI, "窓口の改善", "120件", "令和6年度"))


def test_gold_passages_are_found_in_the_text_of_the_plan_and_not_in_its_tables() -> None:
    (start, end) = gold_spans(CASE.gold[0], SOURCES)[0]
    assert STAMP in SOURCES[MORI][start:end]
    assert gold_spans(gold(MORI, "財政", "120件"), SOURCES) == ()
    assert gold_spans(CASE.gold[0], {}) == ()
    assert not any("45.5%" in chunk.text for chunk in read_chunks(MORI, SOURCES[MORI]))


def test_precision_is_the_share_of_citations_on_a_gold_passage() -> None:
    three = (cite(1, MORI, "申請書の押印"), cite(2, MORI, PILLARS), cite(3, TANI, SPA))
    given = answer(said(STAMP, 1), citations=three)
    assert citation_precision(CASE, row("p", given), SOURCES) == 1 / 3
    moved = cite(1, MORI, STAMP).model_copy(update={"start": 1})
    assert citation_precision(CASE, row("p", answer(said(STAMP, 1), citations=(moved,))), SOURCES) == 0.0
    assert citation_precision(CASE, row("p", answer(said(STAMP))), SOURCES) == 0.0
    assert citation_precision(CASE, row("p", None), SOURCES) == 0.0


def test_precision_is_undefined_where_nothing_was_said_or_no_passage_is_known() -> None:
    given = right_row("p-stamp")
    assert math.isnan(citation_precision(CASE, row("p", held_back()), SOURCES))
    assert math.isnan(citation_precision(CASE, given, {}))
    assert math.isnan(citation_precision(passage("p", gold(MORI, "窓口の改善", "999件")), given, SOURCES))
    assert math.isnan(citation_precision(case_of("k-value"), right_row("k-value"), SOURCES))


def test_recall_is_the_share_of_facts_in_exact_quotes_of_the_plan() -> None:
    half = answer(said(STAMP, 1), citations=(cite(1, MORI, "120件の手続き"),))
    assert citation_recall(CASE, row("p", half), SOURCES) == 0.5
    whole = answer(said(STAMP, 1), citations=(cite(1, MORI, "120件の手続き"), cite(2, MORI, "令和6年度まで")))
    assert citation_recall(CASE, row("p", whole), SOURCES) == 1.0
    false = cite(1, MORI, STAMP).model_copy(update={"quote": "令和6年度に120件"})
    assert citation_recall(CASE, row("p", answer(said(STAMP, 1), citations=(false,))), SOURCES) == 0.0
    elsewhere = cite(1, MORI, STAMP).model_copy(update={"plan_id": TANI})
    assert citation_recall(CASE, row("p", answer(said(STAMP, 1), citations=(elsewhere,))), SOURCES) == 0.0
    assert citation_recall(CASE, row("p", held_back()), SOURCES) == citation_recall(CASE, row("p", None), SOURCES) == 0
    assert math.isnan(citation_recall(case_of("u-budget"), row("u", held_back()), SOURCES))

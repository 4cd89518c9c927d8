"""Retrieval measures against ir-measures on random rankings, and over hits."""

import math
import random

import ir_measures
import pytest

from eval.measures.mrr import mrr
from eval.measures.ndcg import ndcg_at_10
from eval.measures.recall_at import recall_at_1, recall_at_5, recall_at_10
from eval.measures.retrieval import discounted_gain, find_at, reciprocal_rank
from tests.eval.measures.small_world import (
    MORI,
    PILLARS,
    SOURCES,
    SPA,
    STAMP,
    TANI,
    case_of,
    gold,
    hit,
    passage,
    right_row,
    row,
)

RANKINGS = 120
_POOL = 30
_SHOWN = 15


def _theirs(relevant: list[bool], total: int) -> dict[str, float]:
    """Return ir-measures' figures for a ranking of which these are relevant, of ``total`` that are."""
    found = [f"d{rank}" for rank, is_relevant in enumerate(relevant) if is_relevant]
    unfound = [f"x{number}" for number in range(total - len(found))]
    qrels = [ir_measures.Qrel("q", name, 1) for name in (*found, *unfound)]
    run = [ir_measures.ScoredDoc("q", f"d{rank}", float(-rank)) for rank in range(len(relevant))]
    names = ["Success@1", "Success@5", "Success@10", "R@1", "R@5", "R@10", "nDCG@10", "RR"]
    measures = [ir_measures.parse_measure(name) for name in names]
    return {str(name): number for name, number in ir_measures.calc_aggregate(measures, qrels, run).items()}


@pytest.mark.parametrize("most", [1, 6])
def test_the_same_figures_as_ir_measures_on_random_rankings(most: int) -> None:
    draw = random.Random(20261122)  # noqa: S311 - rankings, no secret
    for _ in range(RANKINGS):
        total = draw.randint(1, most)
        at = set(draw.sample(range(_POOL), total))
        relevant = [rank in at for rank in range(_SHOWN)]
        theirs = _theirs(relevant, total)
        for k in (1, 5, 10):
            assert find_at(relevant, k) == theirs[f"Success@{k}"]
            if total == 1:
                assert find_at(relevant, k) == theirs[f"R@{k}"]
        assert discounted_gain(relevant, total, 10) == pytest.approx(theirs["nDCG@10"])
        assert reciprocal_rank(relevant) == pytest.approx(theirs["RR"])


def test_gain_is_undefined_where_nothing_is_relevant() -> None:
    assert math.isnan(discounted_gain([False], 0, 10))


def test_a_hit_is_of_the_plan_under_the_heading_with_half_of_the_facts() -> None:
    case = passage("p", gold(MORI, "窓口の改善", "120件", "令和6年度"))
    late = row("p", None, hit(2, MORI, STAMP, "1 窓口の改善"), hit(1, TANI, SPA, "1 窓口の改善"))
    assert (recall_at_1(case, late, SOURCES), recall_at_5(case, late, SOURCES)) == (0.0, 1.0)
    assert (recall_at_10(case, late, SOURCES), mrr(case, late, SOURCES)) == (1.0, 0.5)
    assert ndcg_at_10(case, late, SOURCES) == pytest.approx(1 / math.log2(3))
    elsewhere = row("p", None, hit(1, MORI, STAMP, "2 財政"))
    assert mrr(case, elsewhere, SOURCES) == 0.0
    third = passage("p", gold(MORI, "窓口の改善", "120件", "80件", "90件"))
    assert mrr(third, late, SOURCES) == 0.0


def test_gold_passages_that_no_hit_overlaps_count_as_missed() -> None:
    case = passage("p", gold(MORI, "窓口の改善", "120件"), gold(MORI, "三つの柱", "行かない"))
    one, both = (
        row("p", None, hit(1, MORI, STAMP, "1 窓口の改善")),
        row("p", None, hit(1, MORI, STAMP, "1 窓口の改善"), hit(2, MORI, PILLARS, "(1) 三つの柱")),
    )
    assert ndcg_at_10(case, one, SOURCES) == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert ndcg_at_10(case, both, SOURCES) == 1.0
    assert ndcg_at_10(case, one, {}) == 1.0


def test_undefined_without_gold_or_without_hits_in_the_file() -> None:
    told = right_row("p-stamp")
    silent = told.__class__.model_validate({"id": "p-stamp", "answer": {"status": "abstained"}})
    failed = told.__class__.model_validate({"id": "p-stamp", "error": {"code": "timeout"}})
    for measure in (recall_at_1, recall_at_5, recall_at_10, ndcg_at_10, mrr):
        assert math.isnan(measure(case_of("u-budget"), told, SOURCES))
        assert math.isnan(measure(case_of("p-stamp"), silent, SOURCES))
        assert measure(case_of("p-stamp"), failed, SOURCES) == 0.0
        assert measure(case_of("p-stamp"), row("p-stamp", told.answer), SOURCES) == 0.0

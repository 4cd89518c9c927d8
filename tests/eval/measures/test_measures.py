"""Measures against values worked out by hand."""

import math

import pytest

from eval.cases import Gold
from eval.measures.facts import fact_coverage
from eval.measures.intervals import difference_interval, mean_interval
from eval.measures.retrieval import find_at, mean, reciprocal_rank


@pytest.mark.parametrize(
    ("relevant", "at_1", "at_5", "reciprocal"),
    [
        ([True, False], 1.0, 1.0, 1.0),
        ([False, False, True], 0.0, 1.0, 1 / 3),
        ([False] * 5 + [True], 0.0, 0.0, 1 / 6),
        ([False], 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_ranks(relevant: list[bool], at_1: float, at_5: float, reciprocal: float) -> None:
    assert (find_at(relevant, 1), find_at(relevant, 5)) == (at_1, at_5)
    assert reciprocal_rank(relevant) == pytest.approx(reciprocal)


def test_undefined_is_nan() -> None:
    assert math.isnan(mean([]))
    assert all(math.isnan(bound) for bound in mean_interval([]))


def test_facts_are_found_in_any_spelling_and_width() -> None:
    gold = Gold(plan_id="p", heading="h", facts=(("120件", "百二十件"), ("押印",)))
    assert fact_coverage("押 印を１２０件", gold) == 1.0
    assert fact_coverage("押印を省く", gold) == 0.5
    assert fact_coverage("", gold) == 0.0


def test_intervals_hold_the_mean_and_are_the_same_each_time() -> None:
    values = [0.0, 1.0] * 50
    low, high = mean_interval(values)
    assert low < 0.5 < high
    assert mean_interval(values) == (low, high)
    assert mean_interval([1.0] * 9) == (1.0, 1.0)
    assert difference_interval(values, values) == (0.0, 0.0)

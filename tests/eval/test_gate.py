"""The gate catches what falls short, and an undefined figure holds nothing."""

import math
from dataclasses import replace

from eval.gate import GateThresholds, gate_thresholds, shortfalls
from eval.tasks.answering import AnswerScores
from eval.tasks.search import SearchScores

THRESHOLDS = GateThresholds(
    find_at_5=0.8, facts=0.5, held_back_answerable=0.1, held_back_unanswerable=0.4, grounded=1.0
)
SEARCH = SearchScores("search", (1.0, 0.0), (1.0, 1.0), (1.0, 0.5))
GOOD = AnswerScores(0.6, 0.05, 0.5, 1.0, 2, 2)


def test_what_holds_is_silent() -> None:
    assert list(shortfalls(SEARCH, GOOD, THRESHOLDS)) == []


def test_each_shortfall_is_named() -> None:
    bad = AnswerScores(0.4, 0.2, 0.3, 0.99, 2, 2)
    found = list(shortfalls(replace(SEARCH, at_5=(0.0, 1.0)), bad, THRESHOLDS))
    assert [line.split()[0] for line in found] == [
        "find_at_5", "facts", "held_back_unanswerable", "grounded", "held_back_answerable",
    ]  # fmt: skip


def test_an_undefined_figure_holds_nothing() -> None:
    undefined = replace(GOOD, facts=math.nan, held_back_answerable=math.nan)
    assert len(list(shortfalls(SEARCH, undefined, THRESHOLDS))) == 2


def test_the_committed_thresholds_load() -> None:
    assert gate_thresholds().grounded == 1.0

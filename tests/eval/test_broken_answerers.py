"""Each way of being broken is caught by its measure; a right answerer scores full."""

import math
from collections.abc import Callable, Sequence

import pytest

from eval.answer_file import AnswerRow
from eval.measures.registry import MEASURES
from eval.scoring import score_questions, set_summary, summary
from tests.eval.broken_answerers import (
    answers_from_the_other_plan,
    drops_citations,
    invents_a_number,
    is_too_long,
    leaks_in,
    never_abstains,
    swaps_two_plans,
)
from tests.eval.measures.small_world import CASES, ROWS, SOURCES

SHARES = [name for name, measure in MEASURES.items() if measure.better == "higher"]


def figures(rows: Sequence[AnswerRow]) -> dict[str, float]:
    found = {name: one.mean for name, one in summary(score_questions(CASES, rows, SOURCES)).items()}
    return found | set_summary(CASES, rows)


def test_a_right_answerer_scores_full_in_every_measure() -> None:
    found = figures(ROWS)
    assert {name: found[name] for name in SHARES} == dict.fromkeys(SHARES, 1.0)
    assert found["leaks"] == 0.0
    assert [found[f"abstention {name}"] for name in ("precision", "recall", "F1")] == [1.0, 1.0, 1.0]
    assert all(scores.passed for scores in score_questions(CASES, ROWS, SOURCES))
    assert {scores.lost for scores in score_questions(CASES, ROWS, SOURCES)} == {"not_lost"}


@pytest.mark.parametrize(
    ("broken", "falling"),
    [
        (drops_citations, ["grounded sentences", "citation precision", "citation recall", "all facts"]),
        (invents_a_number, ["grounded sentences", "numeric exactness"]),
        (never_abstains, ["abstention recall", "abstention F1", "status as expected"]),
        (
            swaps_two_plans,
            ["grounded sentences", "citation precision", "citation recall", "all facts", "numeric exactness",
             "KPI series exactness"],
        ),
        (
            answers_from_the_other_plan,
            ["fact coverage", "all facts", "citation precision", "citation recall", "R@1", "nDCG@10", "MRR"],
        ),
        (is_too_long, ["all facts"]),
    ],
)  # fmt: skip
def test_each_broken_answerer_is_caught(
    broken: Callable[[Sequence[AnswerRow]], list[AnswerRow]], falling: list[str]
) -> None:
    right, wrong = figures(ROWS), figures(broken(ROWS))
    assert {name: wrong[name] < right[name] for name in falling} == dict.fromkeys(falling, True)
    assert not all(scores.passed for scores in score_questions(CASES, broken(ROWS), SOURCES))


def test_one_who_never_abstains_has_no_precision_of_silence() -> None:
    found = figures(never_abstains(ROWS))
    assert math.isnan(found["abstention precision"])
    assert found["abstention recall"] == 0.0


@pytest.mark.parametrize("place", ["text", "suggestions", "notices", "citations"])
def test_a_leak_is_caught_wherever_it_is(place: str) -> None:
    scores = {one.id: one for one in score_questions(CASES, leaks_in(place)(ROWS), SOURCES)}
    assert scores["a-move"].values["leaks"] == 1.0
    assert scores["a-move"].passed is False
    assert scores["i-prompt"].values["leaks"] == 0.0


def test_only_what_is_broken_falls() -> None:
    found = figures(is_too_long(ROWS))
    assert found["answer length"] > figures(ROWS)["answer length"]
    assert found["citation precision"] == found["numeric exactness"] == found["fact coverage"] == 1.0
    assert figures(drops_citations(ROWS))["fact coverage"] == 1.0
    assert figures(invents_a_number(ROWS))["all facts"] == 1.0

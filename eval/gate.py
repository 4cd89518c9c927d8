"""The gate: figures on the bundled corpus against committed thresholds, and a run against an earlier one."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.measures.registry import MEASURES, Better
from eval.measures.retrieval import mean
from eval.paired import Comparison
from eval.scored_run import PASSED
from eval.tasks.answering import AnswerScores
from eval.tasks.search import SearchScores

_FILE = Path(__file__).with_name("gate.toml")


class GateThresholds(BaseModel):
    """The content of ``gate.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    find_at_5: float
    facts: float
    held_back_answerable: float
    held_back_unanswerable: float
    grounded: float
    kpi: float
    follow_up: float


def gate_thresholds() -> GateThresholds:
    """Return the thresholds of ``gate.toml``."""
    return GateThresholds.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def shortfalls(
    search: SearchScores, answers: AnswerScores, passed: Mapping[str, float], thresholds: GateThresholds
) -> Iterator[str]:
    """Yield one line for each threshold that is not held; a figure that is undefined holds none.

    ``passed`` is the share of questions that passed, of the kinds ``kpi`` and ``follow_up``.
    """
    at_least = {
        "find_at_5": (mean(search.at_5), thresholds.find_at_5),
        "facts": (answers.facts, thresholds.facts),
        "held_back_unanswerable": (answers.held_back_unanswerable, thresholds.held_back_unanswerable),
        "grounded": (answers.grounded, thresholds.grounded),
        "kpi": (passed["kpi"], thresholds.kpi),
        "follow_up": (passed["follow_up"], thresholds.follow_up),
    }
    for name, (figure, threshold) in at_least.items():
        if not figure >= threshold:
            yield f"{name} is {figure:.3f}, must be at least {threshold:.3f}"
    if not answers.held_back_answerable <= thresholds.held_back_answerable:
        limit = thresholds.held_back_answerable
        yield f"held_back_answerable is {answers.held_back_answerable:.3f}, must be at most {limit:.3f}"


def falls(comparison: Comparison) -> Iterator[str]:
    """Yield one line for each measure of the second run that is worse than in the first, the baseline.

    Worse: the 95 % interval of the mean of the paired differences lies entirely on the wrong side of 0. A measure of
    which neither more nor less is better is passed over. One that has lost every value counts as worse.
    """
    for row in comparison.rows:
        better: Better = "higher" if row.measure == PASSED else MEASURES[row.measure].better
        difference = row.differences[0]
        low, high = (difference.low, difference.high) if better == "higher" else (-difference.high, -difference.low)
        if better != "neither" and high < 0:
            told = f"{row.measure} is {row.means[1]:.3f}, was {row.means[0]:.3f} in the baseline"
            yield f"{told}: difference [{difference.low:+.3f}, {difference.high:+.3f}] over {row.n} questions"
        elif better != "neither" and _had_values(comparison, row.measure) and math.isnan(low):
            yield f"{row.measure} has no value any more; it had some in the baseline"


def _had_values(comparison: Comparison, measure: str) -> bool:
    return any(not math.isnan(question.value(measure)) for question in comparison.runs[0].questions)

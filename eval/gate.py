"""The gate: figures on the bundled corpus against committed thresholds."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.measures.retrieval import mean
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


def gate_thresholds() -> GateThresholds:
    """Return the thresholds of ``gate.toml``."""
    return GateThresholds.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def shortfalls(search: SearchScores, answers: AnswerScores, thresholds: GateThresholds) -> Iterator[str]:
    """Yield one line for each threshold that is not held; a figure that is undefined holds none."""
    at_least = {
        "find_at_5": (mean(search.at_5), thresholds.find_at_5),
        "facts": (answers.facts, thresholds.facts),
        "held_back_unanswerable": (answers.held_back_unanswerable, thresholds.held_back_unanswerable),
        "grounded": (answers.grounded, thresholds.grounded),
    }
    for name, (figure, threshold) in at_least.items():
        if not figure >= threshold:
            yield f"{name} is {figure:.3f}, must be at least {threshold:.3f}"
    if not answers.held_back_answerable <= thresholds.held_back_answerable:
        limit = thresholds.held_back_answerable
        yield f"held_back_answerable is {answers.held_back_answerable:.3f}, must be at most {limit:.3f}"

"""Fitting when to be silent: features of the evidence, a logistic regression, and a threshold."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.assembly import Assistant
from assistant.pipeline import run_steps
from assistant.steps.answer_types import answer_types
from assistant.steps.weigh_evidence import Evidence, evidence_of
from assistant.turn import AnswerContext, Question, Turn
from corpus.access import Access
from eval.cases import AnyCase, PassageCase, UnanswerableCase, read_cases

_FITTING = Path(__file__).parents[1] / "fitting"
FEATURES = ("fitting", "clause", "clause_fitting", "nothing", "support", "agreement")
_LOST = 0.025  # of the answerable questions may be held back as too weak; other steps hold back about one point more
_NOTHING_NEAR = 0.0  # and none because nothing at all is near
_STEPS = 30
_RIDGE = 1.0  # of the sum of both classes' weights, 2; chosen by cross-validation, docs/decisions/0009-evidence.md
_JUDGED_BY = "weigh_evidence"
_TODAY = datetime.date(2026, 4, 1)  # no question of these sets depends on it

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The evidence for a question, whether the plans answer it, and whether it counts for the floor and the shares."""

    evidence: Evidence
    answerable: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class EvidenceFit:
    """A fitted rule and what it holds back on the counted questions it was fitted on, shares 0 to 1."""

    floor: float
    bias: float
    weights: Mapping[str, float]
    kinds: Mapping[str, float]
    threshold: float
    held_back_answerable: float
    held_back_unanswerable: float

    def lines(self) -> list[str]:
        """Return the rule as lines of ``evidence.toml``."""
        tables = [("weights", self.weights), ("kinds", self.kinds)]
        told = [[f"[{name}]", *(f"{key} = {value:.4f}" for key, value in table.items())] for name, table in tables]
        head = [f"floor = {self.floor:.4f}", f"bias = {self.bias:.4f}", f"threshold = {self.threshold:.4f}"]
        return head + [line for lines in told for line in lines]


def fitting_cases() -> list[AnyCase]:
    """Return the questions that serve fitting only, about the bundled plans and those of ``eval/fitting/plans``."""
    names = ("evidence", "plan_passage", "plan_unanswerable")
    return read_cases(_FITTING / f"{name}.jsonl" for name in names)


def judged(assistant: Assistant, cases: Iterable[PassageCase | UnanswerableCase], *, counted: bool) -> list[Judged]:
    """Return the evidence of these questions; those that ended before any was weighed are left out."""
    found = [(case, evidence_for(assistant, case)) for case in cases]
    return [Judged(one, isinstance(case, PassageCase), counted) for case, one in found if one is not None]


def evidence_for(assistant: Assistant, case: PassageCase | UnanswerableCase) -> Evidence | None:
    """Return the features of a question's evidence; None where it ended before any evidence was weighed."""
    question = Question(case.question, Access.PUBLIC, case.plan_ids)
    turn = Turn(question, _TODAY, AnswerContext(standalone_question=case.question))
    at = [step.name for step in assistant.steps].index(_JUDGED_BY)
    turn = run_steps(assistant.steps[:at], turn).turn
    return None if turn.declined or turn.looked_up is not None else evidence_of(turn, assistant.index.embedder)


def fit_evidence(questions: Sequence[Judged]) -> EvidenceFit:
    """Return weights by ridge logistic regression, each class weighing the same, and a threshold.

    None of the counted answerable questions falls below the floor (nothing near), at most 2 % of all answerable ones
    below the threshold: to those that serve fitting only, the patterns of answer types were not fitted.
    """
    kinds = [one.name for one in answer_types()]
    features = np.array([_row(one.evidence, kinds) for one in questions], dtype=float)
    answerable = np.array([one.answerable for one in questions])
    counted = np.array([one.counted for one in questions])
    weights, bias = _regress(features, answerable.astype(float))
    near = np.array([one.evidence.similarity + one.evidence.coverage for one in questions])
    confidence = 1 / (1 + np.exp(-(features @ weights + bias)))
    floor = _lowest(near[answerable & counted], _NOTHING_NEAR)
    threshold = _lowest(confidence[answerable], _LOST)
    held = (near < floor) | (confidence < threshold)
    named = dict(zip([*FEATURES, *kinds], map(float, weights), strict=True))
    return EvidenceFit(
        floor,
        float(bias),
        {name: named[name] for name in FEATURES},
        {name: named[name] for name in kinds},
        threshold,
        float(held[answerable & counted].mean()),
        float(held[~answerable & counted].mean()),
    )


def _row(evidence: Evidence, kinds: Sequence[str]) -> list[float]:
    return [*(getattr(evidence, name) for name in FEATURES), *(float(evidence.kind == kind) for kind in kinds)]


def _lowest(values: Matrix, share: float) -> float:
    """Return the value below which this share falls."""
    return float(np.sort(values)[int(share * len(values))])


def _regress(features: Matrix, labels: Matrix) -> tuple[Matrix, float]:
    """Return weights and bias by Newton's method (iteratively reweighted least squares) on standardised features."""
    centre, scale = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-9)
    design = np.column_stack([(features - centre) / scale, np.ones(len(features))])
    share = np.where(labels == 1, 1 / max(labels.sum(), 1), 1 / max((1 - labels).sum(), 1))
    ridge = np.diag([_RIDGE] * features.shape[1] + [1e-9])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ ((expected - labels) * share) + ridge @ weights
        curve = (design.T * (share * expected * (1 - expected))) @ design + ridge
        weights -= np.linalg.solve(curve, slope)
    unscaled = weights[:-1] / scale
    return unscaled, float(weights[-1] - centre @ unscaled)

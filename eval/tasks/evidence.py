"""Fitting when to be silent: features of the evidence, a logistic regression, and a threshold."""

import datetime
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.assembly import Assistant
from assistant.pipeline import run_steps
from assistant.steps.weigh_evidence import Evidence, evidence_of
from assistant.turn import AnswerContext, Question, Turn
from corpus.access import Access
from eval.cases import PassageCase, UnanswerableCase

_LOST = 0.04  # of the answerable questions may be held back as too weak
_NOTHING_NEAR = 0.0  # and none because nothing at all is near
_STEPS = 4_000
_RATE = 0.5
_RIDGE = 1e-3

_JUDGED_BY = "weigh_evidence"
_TODAY = datetime.date(2026, 4, 1)  # no question of these sets depends on it


@dataclass(frozen=True, slots=True)
class EvidenceFit:
    """A fitted rule and what it holds back on the questions it was fitted on, shares 0 to 1."""

    floor: float
    bias: float
    weights: tuple[float, ...]
    threshold: float
    held_back_answerable: float
    held_back_unanswerable: float


def evidence_for(assistant: Assistant, case: PassageCase | UnanswerableCase) -> Evidence | None:
    """Return the features of a question's evidence; None where it was declined before any evidence was weighed."""
    question = Question(case.question, Access.PUBLIC, case.plan_ids)
    turn = Turn(question, _TODAY, AnswerContext(standalone_question=case.question))
    judged = [step.name for step in assistant.steps].index(_JUDGED_BY)
    turn = run_steps(assistant.steps[:judged], turn).turn
    return None if turn.declined else evidence_of(turn.search_text, turn.hits)


def fit_evidence(answerable: Sequence[Evidence], unanswerable: Sequence[Evidence]) -> EvidenceFit:
    """Return weights by ridge logistic regression, each class weighing the same, and a threshold.

    Below the floor (nothing near) falls none of the answerable, below the threshold at most 4 %.
    """
    features = np.array([astuple(one) for one in [*answerable, *unanswerable]], dtype=float)
    labels = np.array([1.0] * len(answerable) + [0.0] * len(unanswerable))
    weights, bias = _regress(features, labels)
    near = features[:, 0] + features[:, 1]
    confidence = 1 / (1 + np.exp(-(features @ weights + bias)))
    floor = _lowest(near[labels == 1], _NOTHING_NEAR)
    threshold = _lowest(confidence[labels == 1], _LOST)
    held = (near < floor) | (confidence < threshold)
    return EvidenceFit(
        floor,
        float(bias),
        tuple(map(float, weights)),
        threshold,
        float(held[labels == 1].mean()),
        float(held[labels == 0].mean()),
    )


def _lowest(values: NDArray[np.float64], share: float) -> float:
    """Return the value below which this share falls."""
    return float(np.sort(values)[int(share * len(values))])


def _regress(features: NDArray[np.float64], labels: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    centre, scale = features.mean(axis=0), np.maximum(features.std(axis=0), 1e-9)
    scaled = (features - centre) / scale
    share = np.where(labels == 1, 0.5 / max(labels.sum(), 1), 0.5 / max((1 - labels).sum(), 1))
    weights, bias = np.zeros(features.shape[1]), 0.0
    for _ in range(_STEPS):
        error = (1 / (1 + np.exp(-(scaled @ weights + bias))) - labels) * share
        weights -= _RATE * (scaled.T @ error + _RIDGE * weights)
        bias -= _RATE * float(error.sum())
    unscaled = weights / scale
    return unscaled, bias - float(centre @ unscaled)

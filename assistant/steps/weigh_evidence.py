"""Fourth step: silence where the evidence is weak."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.steps.answer_types import holds_what_is_asked
from assistant.turn import AnswerStatus, Reason, Turn
from index.hits import Hit

_FILE = Path(__file__).with_name("evidence.toml")
_HITS = 3
_SENTENCES = 6  # near enough to be shown


class EvidenceWeights(BaseModel):
    """What each feature of the evidence is multiplied by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    similarity: float
    coverage: float
    fitting: float
    support: float


class EvidenceSettings(BaseModel):
    """The content of ``evidence.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    floor: float = Field(ge=0, le=2)
    bias: float
    threshold: float = Field(ge=0, le=1)
    weights: EvidenceWeights


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of the evidence for a question, each 0 to 1.

    ``similarity`` is the highest cosine of a sentence, ``coverage`` the highest of a hit, and ``fitting`` is 1 where
    a sentence near the question holds what it asks for (a sum, a year …) or nothing definite is asked. ``support`` is
    the highest of a hit, of the question's least supported word.
    """

    similarity: float
    coverage: float
    fitting: float
    support: float


@cache
def evidence_settings() -> EvidenceSettings:
    """Return the settings of ``evidence.toml``."""
    return EvidenceSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def evidence_of(question: str, hits: Sequence[Hit]) -> Evidence:
    """Return the features of the first hits; all 0 where there are none."""
    near = _nearest_sentences(hits[:_HITS])
    if not near:
        return Evidence(0.0, 0.0, 0.0, 0.0)
    fitting = holds_what_is_asked(question, [sentence for _, sentence in near])
    coverage, support = max(hit.coverage for hit in hits[:_HITS]), max(hit.support for hit in hits[:_HITS])
    return Evidence(max(0.0, near[0][0]), coverage, float(fitting), support)


def _nearest_sentences(hits: Sequence[Hit]) -> list[tuple[float, str]]:
    scored = [
        (similarity, sentence.text)
        for hit in hits
        for sentence, similarity in zip(hit.chunk.sentences, hit.similarities, strict=True)
    ]
    return sorted(scored, key=lambda one: -one[0])[:_SENTENCES]


def confidence(evidence: Evidence, settings: EvidenceSettings) -> float:
    """Return how likely the first hits answer the question, 0 to 1 (logistic regression)."""
    weights = settings.weights
    total = (
        settings.bias
        + weights.similarity * evidence.similarity
        + weights.coverage * evidence.coverage
        + weights.fitting * evidence.fitting
        + weights.support * evidence.support
    )
    return 1 / (1 + math.exp(-total))


def weigh_evidence(turn: Turn) -> Turn:
    """Return the turn unchanged where the evidence may answer; otherwise declined.

    Nothing near at all: ``not_in_plans``. Near, but without what is asked for: ``weak_evidence``.
    """
    settings = evidence_settings()
    evidence = evidence_of(turn.search_text, turn.hits)
    near = bool(turn.hits) and evidence.similarity + evidence.coverage >= settings.floor
    turn = replace(turn, confidence=round(confidence(evidence, settings), 6) if near else 0.0)
    if not near:
        return turn.decline(AnswerStatus.ABSTAINED, Reason.NOT_IN_PLANS)
    if confidence(evidence, settings) < settings.threshold:
        return turn.decline(AnswerStatus.ABSTAINED, Reason.WEAK_EVIDENCE)
    return turn

"""Silence where the evidence is weak: what is found must hold what is asked for, near to what it is asked of."""

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from assistant.steps.answer_types import Wanted, wanted
from assistant.turn import AnswerStatus, Reason, Turn
from corpus.japanese.era import find_years
from corpus.plan import Chunk
from index.embedding import Embedder, Vectors
from index.hits import Hit
from index.support import WordEmbedder

_FILE = Path(__file__).with_name("evidence.toml")
_HITS = 3
_CLAUSE = re.compile(r"[^、。，・\n；;：:（）()]+[、。]?")
_KEPT = 512  # chunks, with some 9 kB of vectors each
_HARDLY = 0.2  # cosine: below it a sentence is about something else
_EARLY = 3  # a first hit that both kinds of arms have among so many
NOTHING = ""  # the kind of a question that asks for nothing definite


class EvidenceWeights(BaseModel):
    """What each feature of the evidence is multiplied by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fitting: float
    clause: float
    clause_fitting: float
    nothing: float
    support: float
    agreement: float


class EvidenceSettings(BaseModel):
    """The content of ``evidence.toml``; ``kinds`` is added where that is asked for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    floor: float = Field(ge=0, le=2)
    bias: float
    threshold: float = Field(ge=0, le=1)
    weights: EvidenceWeights
    kinds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of the evidence for a question, each 0 to 1, and the kind of answer asked for.

    ``similarity`` is the highest cosine of a sentence, ``coverage`` the highest of a hit. ``fitting`` is the highest
    cosine of a sentence that holds what is asked for (a sum, a year …) itself or beside it, in a chunk that names a
    year of the question where it has one; ``similarity`` where nothing definite is asked, 1 where a heading is quoted.
    ``clause`` is the highest cosine of a clause, ``clause_fitting`` of one that holds what is asked for itself;
    ``nothing`` is 1 where something definite is asked for and hardly anything near fits.
    ``support`` is the highest of a hit, of the question's least supported word. ``agreement`` is 1 where the arms by
    words and by meaning both have the first hit early.
    """

    similarity: float
    coverage: float
    fitting: float
    support: float
    agreement: float
    kind: str = NOTHING
    clause: float = 0.0
    clause_fitting: float = 0.0
    nothing: float = 0.0


@cache
def evidence_settings() -> EvidenceSettings:
    """Return the settings of ``evidence.toml``."""
    return EvidenceSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def evidence_of(turn: Turn, embedder: Embedder) -> Evidence:
    """Return the features of the turn's first hits; all 0 where there are none."""
    hits = turn.hits[:_HITS]
    asked = wanted(turn.question.text) or wanted(turn.search_text)
    years = {mention.year for mention in find_years(turn.search_text)}
    fitting = [one for hit in hits if _of_year(hit, years) for one in _fitting(hit, asked)]
    fitting += [1.0 for hit in hits if hit.chunk.heading and f"「{hit.chunk.heading[-1]}」" in turn.question.text]
    clauses, holding = _clauses(turn.search_text, hits, asked, embedder)
    return Evidence(
        similarity=max((0.0, *(one for hit in hits for one in hit.similarities))),
        coverage=max((hit.coverage for hit in hits), default=0.0),
        fitting=max((0.0, *fitting)),
        support=max((hit.support for hit in hits), default=0.0),
        agreement=float(bool(hits) and _agreed(hits[0])),
        kind=asked.name if asked else NOTHING,
        clause=clauses,
        clause_fitting=holding,
        nothing=float(asked is not None and max((0.0, *fitting)) < _HARDLY),
    )


def _clauses(question: str, hits: Sequence[Hit], asked: Wanted | None, embedder: Embedder) -> tuple[float, float]:
    """Return the highest cosine of the question and a clause of the hits, and with one that holds what is asked for."""
    read = [_encoded(hit.chunk, embedder) for hit in hits]
    clauses = [clause for told, _ in read for clause in told]
    if not clauses:
        return 0.0, 0.0
    cosines = np.concatenate([vectors for _, vectors in read]) @ embedder.encode_query([question])[0]
    holding = np.array([asked is None or asked.held_by(clause) for clause in clauses])
    return float(cosines.max()), float(np.where(holding, cosines, 0.0).max())


def encode_ahead(chunks: Iterable[Chunk], embedder: Embedder) -> None:
    """Encode the clauses of chunks before a question waits for them, as far as they are kept.

    Only where that takes no neural model, to which each clause is as dear as a question.
    """
    for chunk in islice(chunks, _KEPT) if isinstance(embedder, WordEmbedder) else ():
        _encoded(chunk, embedder)


@lru_cache(maxsize=_KEPT)
def _encoded(chunk: Chunk, embedder: Embedder) -> tuple[tuple[str, ...], Vectors]:
    """Return the clauses of a chunk and their vectors; kept for the last chunks, as many people ask for the same."""
    clauses = tuple(clause for sentence in chunk.sentences for clause in _CLAUSE.findall(sentence.text))
    return clauses, embedder.encode_document(clauses)


def _of_year(hit: Hit, years: set[int]) -> bool:
    told = "\n".join((*hit.chunk.heading, hit.chunk.text)) if years else ""
    return not years or any(mention.year in years for mention in find_years(told))


def _fitting(hit: Hit, asked: Wanted | None) -> Iterator[float]:
    """Yield the cosines of the hit's sentences that hold what is asked for, themselves or their neighbours."""
    holding = [asked is None or asked.held_by(sentence.text) for sentence in hit.chunk.sentences]
    for at, similarity in enumerate(hit.similarities):
        if any(holding[max(0, at - 1) : at + 2]):
            yield similarity


def _agreed(hit: Hit) -> bool:
    return all(rank is not None and rank <= _EARLY for rank in (hit.lexical_rank, hit.dense_rank))


def confidence(evidence: Evidence, settings: EvidenceSettings) -> float:
    """Return how likely the first hits answer the question, 0 to 1 (logistic regression)."""
    weights = settings.weights
    total = (
        settings.bias
        + settings.kinds.get(evidence.kind, 0.0)
        + weights.fitting * evidence.fitting
        + weights.clause * evidence.clause
        + weights.clause_fitting * evidence.clause_fitting
        + weights.nothing * evidence.nothing
        + weights.support * evidence.support
        + weights.agreement * evidence.agreement
    )
    return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class WeighEvidence:
    """The step: a turn stays as it is where the evidence may answer, and is declined otherwise.

    Nothing near at all: ``not_in_plans``. Near, but without what is asked for: ``weak_evidence``.
    """

    embedder: Embedder

    def __call__(self, turn: Turn) -> Turn:
        """Return the turn, its confidence told."""
        settings = evidence_settings()
        evidence = evidence_of(turn, self.embedder)
        near = bool(turn.hits) and evidence.similarity + evidence.coverage >= settings.floor
        sure = confidence(evidence, settings) if near else 0.0
        turn = replace(turn, confidence=round(sure, 6))
        if not near:
            return turn.decline(AnswerStatus.ABSTAINED, Reason.NOT_IN_PLANS)
        if sure < settings.threshold:
            return turn.decline(AnswerStatus.ABSTAINED, Reason.WEAK_EVIDENCE)
        return turn

"""The question, the turn that steps pass on, and what they draft; the answer's shapes stand in ``assistant.shapes``."""

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from assistant.shapes import (
    Answer,
    AnswerContext,
    AnswerSentence,
    AnswerStatus,
    Citation,
    KpiPoint,
    KpiSeries,
    KpiVerdict,
    Language,
    PlainWord,
    Reason,
    Receipt,
)
from corpus.access import Access
from corpus.kpi.record import KpiKind, KpiRecord
from corpus.plan import Chunk
from index.hits import Hit

__all__ = [
    "Answer",
    "AnswerContext",
    "AnswerSentence",
    "AnswerStatus",
    "Citation",
    "Draft",
    "KpiDifference",
    "KpiDraft",
    "KpiFindings",
    "KpiPoint",
    "KpiSeries",
    "KpiVerdict",
    "Language",
    "PlainWord",
    "Question",
    "Reason",
    "Receipt",
    "Turn",
]


@dataclass(frozen=True, slots=True)
class Question:
    """What an asker sends. ``plan_ids`` empty means every plan the asker may see; ``history`` is oldest first."""

    text: str
    access: Access
    plan_ids: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    language: Language = "ja"
    today: datetime.date | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence not yet shown, and the span of one plan that it rests on.

    ``quoted`` is the part that must stand in ``text[start:end]``; ``frame`` is our wording around it, with
    ``{quoted}`` in its place; ``count`` is the number of list items that the frame may name, and ``item`` says
    that this is one of them.
    """

    chunk: Chunk
    start: int
    end: int
    quoted: str
    frame: str = "{quoted}"
    count: int | None = None
    item: bool = False

    @property
    def text(self) -> str:
        """Return the sentence as it would be shown."""
        return self.frame.replace("{quoted}", self.quoted)


@dataclass(frozen=True, slots=True)
class KpiDifference:
    """``later`` less ``earlier``: the positions of its operands among a draft's records."""

    later: int
    earlier: int


@dataclass(frozen=True, slots=True)
class KpiDraft:
    """A sentence of ours about KPI values, not yet shown, and the records that it rests on.

    ``computed`` are numbers worked out from the records (a difference), ``count`` the number of items that it names.
    ``absent`` is the year for which it says that a value of these ``kinds`` is not recorded.
    """

    text: str
    records: tuple[KpiRecord, ...]
    computed: tuple[KpiDifference, ...] = ()
    count: int | None = None
    absent: int | None = None
    kinds: tuple[KpiKind, ...] = ()


@dataclass(frozen=True, slots=True)
class KpiFindings:
    """What looking KPIs up gave: drafts, the series to show, and how the question ends."""

    drafts: tuple[KpiDraft, ...]
    series: tuple[KpiSeries, ...] = ()
    status: AnswerStatus = AnswerStatus.ANSWERED
    reason: Reason | None = None
    suggestions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """All that is known of a question so far. A step takes one and returns a new one.

    ``search_text`` is what to search for: the question without the names that already chose the plans.
    ``confidence``, 0 to 1, says how likely the evidence answers; None before it was weighed.
    ``fill`` holds the names that the wording of a declined answer needs.
    """

    question: Question
    today: datetime.date
    context: AnswerContext
    search_text: str = ""
    named_elsewhere: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    drafts: tuple[Draft, ...] = ()
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    kpis: tuple[KpiSeries, ...] = ()
    looked_up: KpiFindings | None = None
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    answerer: Literal["extractive", "llm"] = "extractive"
    status: AnswerStatus | None = None
    reason: Reason | None = None
    fill: tuple[tuple[str, str], ...] = ()
    confidence: float | None = None

    @property
    def declined(self) -> bool:
        """Return whether the question ended without an answer."""
        return self.status not in (None, AnswerStatus.ANSWERED)

    def decline(self, status: AnswerStatus, reason: Reason, **fill: str) -> "Turn":
        """Return this turn ended without an answer."""
        return replace(
            self, status=status, reason=reason, fill=tuple(fill.items()), drafts=(), sentences=(), citations=(), kpis=()
        )

"""The question, the turn that steps pass on, and the answer: the shapes of ``docs/contract.md``."""

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from corpus.access import Access
from corpus.kpi.record import KpiKind, KpiRecord
from corpus.plan import Chunk
from index.hits import Hit

Language = Literal["ja", "en", "easy"]


class AnswerStatus(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    ABSTAINED = "abstained"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a question was not answered."""

    AMBIGUOUS = "ambiguous"
    NOT_IN_PLANS = "not_in_plans"
    WEAK_EVIDENCE = "weak_evidence"
    NO_RECORDED_VALUE = "no_recorded_value"
    OTHER_CITY = "other_city"
    CONFLICTING = "conflicting"
    OUT_OF_SCOPE = "out_of_scope"
    INSTRUCTION_ATTACK = "instruction_attack"
    EMERGENCY = "emergency"
    PERSONAL_ADVICE = "personal_advice"
    TOO_LONG = "too_long"


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
class AnswerSentence:
    """A shown sentence and the markers of the citations it rests on."""

    text: str
    markers: tuple[int, ...]
    verified: Literal[True] = True


@dataclass(frozen=True, slots=True)
class Citation:
    """A shown source: ``quote`` is exactly ``plan.text[start:end]``, ``digest`` its SHA-256 in UTF-8, hex."""

    marker: int
    plan_id: str
    plan_title: str
    city: str
    heading: tuple[str, ...]
    page: int | None
    chunk_id: str
    quote: str
    start: int
    end: int
    digest: str
    url: str
    restated: bool
    published: str | None


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """One value of a series; ``value`` is a plain decimal as text, None where the cell holds only a word."""

    fiscal_year: int | None
    period: str
    kind: str
    value: str | None
    raw: str
    qualifier: str
    certainty: str


@dataclass(frozen=True, slots=True)
class KpiVerdict:
    """Whether a target was reached in a year; None where it cannot be said."""

    fiscal_year: int
    target: str
    actual: str
    verdict: Literal["achieved", "missed"] | None


@dataclass(frozen=True, slots=True)
class KpiSeries:
    """All values of one indicator."""

    plan_id: str
    table: str
    field: str
    issue: str
    indicator: str
    project_id: str
    unit: str
    direction: str
    points: tuple[KpiPoint, ...]
    verdicts: tuple[KpiVerdict, ...]
    marker: int | None


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """How the question was understood, and what was carried over from earlier ones."""

    standalone_question: str
    plan_ids: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    indicators: tuple[str, ...] = ()
    intent: str = ""
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """With what and how long it took; ``seconds`` by step."""

    index_id: str
    model: str
    answerer: Literal["extractive", "llm"]
    today: str
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A term of an answer in plain Japanese, with its reading in kana and what it means."""

    term: str
    reading: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an asker gets."""

    status: AnswerStatus
    reason: Reason | None
    notices: tuple[str, ...]
    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    kpis: tuple[KpiSeries, ...]
    context: AnswerContext
    suggestions: tuple[str, ...]
    contact: str | None
    receipt: Receipt
    words: tuple[PlainWord, ...] = ()


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

"""The answer as it leaves the assistant: the shapes of ``docs/contract.md``."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

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

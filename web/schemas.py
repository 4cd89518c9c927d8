"""What comes in over HTTP. Unknown keys are refused, text is made safe to pass on, nothing is guessed."""

import datetime
import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from assistant.turn import Language, Question
from corpus.access import Access
from corpus.kpi.record import KpiKind
from web import limits
from web.series import VerdictChoice

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def readable(text: str) -> str:
    r"""Return a text with ``\n`` line ends, control characters as blanks, and no blanks around it.

    Raises:
        ValueError: the text holds half of a surrogate pair and cannot be written as UTF-8.

    """
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("holds a broken character (half of a surrogate pair): send valid Unicode")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if _is_control(letter) else letter for letter in lines).strip()


def _is_control(letter: str) -> bool:
    return letter not in "\n\t" and unicodedata.category(letter) == "Cc"


def _none_is_empty(value: object) -> object:
    return () if value is None else value


def _written_day(value: object) -> object:
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("write a date as YYYY-MM-DD")


Line = Annotated[str, AfterValidator(readable)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_none_is_empty)]
Day = Annotated[datetime.date | None, BeforeValidator(_written_day)]
PlanIds = Annotated[Lines, Field(max_length=limits.PLAN_IDS, description="plans to ask; empty: all the asker may see")]
Drop = Annotated[Lines, Field(max_length=limits.HISTORY_ROWS, description="carried items to leave out")]
History = Annotated[Lines, Field(max_length=limits.HISTORY_ROWS, description="earlier questions, oldest first")]


class AskForm(BaseModel):
    """The fields of the plain form on the chat page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Line = ""
    plan_ids: PlanIds = ()
    history: History = ()
    language: Language = "ja"
    drop: Drop = ()

    def to_question(self, access: Access) -> Question:
        """Return what the assistant takes; ``access`` is the session's, never the sender's."""
        return Question(self.question, access, self.plan_ids, self.history, self.language, drop=self.drop)


class AskRequest(AskForm):
    """A question over the API: a batch row without its id."""

    question: Annotated[Line, Field(min_length=1)]
    access: Access | None = None
    today: Day = None
    top: Annotated[int | None, Field(ge=1, le=limits.TOP, description="for searches; an answer ignores it")] = None

    def to_question(self, access: Access) -> Question:
        """Return what the assistant takes; ``access`` is the session's, never the sender's."""
        return Question(
            self.question, access, self.plan_ids, self.history, self.language, today=self.today, drop=self.drop
        )


class SearchQuery(BaseModel):
    """The query of a search."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[Line, Field(min_length=1, description="the question or words to look for")]
    plan: PlanIds = ()
    top: Annotated[int, Field(ge=1, le=limits.TOP)] = 10
    access: Access | None = None


class KpiQuery(BaseModel):
    """The filters of the KPI list; what is absent does not filter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: PlanIds = ()
    field: Annotated[Line | None, Field(description="分野, as printed")] = None
    indicator: Annotated[Line | None, Field(description="indicator, as printed")] = None
    year: Annotated[int | None, Field(ge=1868, le=2200, description="Western year in which it starts")] = None
    kind: KpiKind | None = None
    verdict: VerdictChoice | None = None
    access: Access | None = None


class SpanQuery(BaseModel):
    """A span of a plan's text, in code points; what lies beyond the text is cut to it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: Annotated[int | None, Field(ge=0, description="first code point")] = None
    end: Annotated[int | None, Field(ge=0, description="code point after the last")] = None

    @field_validator("end")
    @classmethod
    def _not_before_start(cls, end: int | None, info: ValidationInfo) -> int | None:
        if end is not None and end < (info.data.get("start") or 0):
            raise ValueError("lies before start: give a span as start <= end")
        return end

    def clamped(self, length: int) -> tuple[int, int]:
        """Return start and end inside a text of ``length`` code points; an absent one is that end of the text."""
        start = min(self.start or 0, length)
        return start, length if self.end is None else min(self.end, length)


class SourceQuery(SpanQuery):
    """The query of the source viewer; a page lets unknown keys pass, links get them added on their way."""

    model_config = ConfigDict(extra="ignore")

    page: Annotated[int, Field(ge=1)] = 1
    language: Language = "ja"
    q: Annotated[Line, Field(max_length=limits.SEARCH_CHARACTERS)] = ""
    part: Literal["passage"] | None = None

    def marked(self, length: int) -> tuple[int, int] | None:
        """Return the span to mark: empty where only its start is given, None where nothing is."""
        if self.start is None:
            return None
        return self.clamped(length) if self.end is not None else (min(self.start, length),) * 2

"""Answers as they stand in a file: rows of the JSON contract, ours or another program's.

Only what is scored is read; unknown keys are ignored, missing ones take what an empty answer has.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class GivenSentence(_Read):
    """A shown sentence and the markers of its citations."""

    text: str
    markers: tuple[int, ...] = ()


class GivenCitation(_Read):
    """A shown source; ``quote`` should be exactly the plan's text from ``start`` to ``end``."""

    marker: int
    plan_id: str
    plan_title: str = ""
    city: str = ""
    heading: tuple[str, ...] = ()
    chunk_id: str = ""
    url: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0


class GivenPoint(_Read):
    """One value of a shown series; ``value`` a plain decimal as text, None where the cell holds a word."""

    fiscal_year: int | None = None
    period: str = ""
    kind: str = ""
    value: str | None = None
    raw: str = ""
    qualifier: str = ""
    certainty: str = "certain"


class GivenVerdict(_Read):
    """Whether a target was reached in a year."""

    fiscal_year: int
    verdict: Literal["achieved", "missed"] | None = None


class GivenSeries(_Read):
    """A shown KPI series."""

    plan_id: str
    table: str = ""
    field: str = ""
    issue: str = ""
    indicator: str = ""
    project_id: str = ""
    unit: str = ""
    points: tuple[GivenPoint, ...] = ()
    verdicts: tuple[GivenVerdict, ...] = ()


class GivenContext(_Read):
    """How the question was understood; ``standalone_question`` repeats the asker's own words and is not read."""

    plan_ids: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    carried: tuple[str, ...] = ()


class GivenReceipt(_Read):
    """With what, and how long each stage took in seconds."""

    index_id: str = ""
    model: str = ""
    answerer: str = ""
    seconds: dict[str, float] = Field(default_factory=dict)


class GivenAnswer(_Read):
    """An answer."""

    status: Literal["answered", "clarify", "abstained", "refused"]
    reason: str | None = None
    notices: tuple[str, ...] = ()
    text: str = ""
    sentences: tuple[GivenSentence, ...] = ()
    citations: tuple[GivenCitation, ...] = ()
    kpis: tuple[GivenSeries, ...] = ()
    context: GivenContext = GivenContext()
    suggestions: tuple[str, ...] = ()
    contact: str | None = None
    receipt: GivenReceipt = GivenReceipt()


class GivenHit(_Read):
    """A found chunk."""

    rank: Annotated[int, Field(ge=1)]
    plan_id: str
    chunk_id: str = ""
    heading: tuple[str, ...] = ()
    text: str = ""
    start: int = 0
    end: int = 0


class GivenError(_Read):
    """What a program says instead of an answer."""

    code: str = ""
    message: str = ""


class AnswerRow(_Read):
    """A row of an answer file: the answer to one case, or an error; ``seconds`` is the asker's own clock.

    ``hits`` is what search alone found for the question; ``drafts`` what was composed before verification, and
    ``confidence`` how sure the asked program was (higher is surer).
    """

    id: str
    answer: GivenAnswer | None = None
    error: GivenError | None = None
    hits: tuple[GivenHit, ...] = ()
    drafts: tuple[str, ...] = ()
    confidence: float | None = None
    seconds: float | None = None

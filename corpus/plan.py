r"""A plan as read: its manifest, its text, and what the text is made of.

Every offset counts Unicode code points of the plan's text, which is its files in name order
(``indicators.csv`` and ``kpi.csv`` last), each with ``\n`` line ends, joined by ``\f``.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from corpus.access import Access
from corpus.kpi.record import Indicator, KpiRecord
from corpus.notice import Notice
from corpus.remarks.grammar import Remark
from corpus.remarks.lines import remark_of

PlanId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
FiscalYear = Annotated[int, Field(ge=1868, le=2200)]


class PlanManifest(BaseModel):
    """The content of ``plan.toml``. What is unknown is absent; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: PlanId
    title: Text
    city: Text
    language: Literal["ja"]
    access: Annotated[Access, Field(strict=False)]
    prefecture: Text | None = None
    kind: Text | None = None
    published: (
        Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")] | None
    ) = None
    period: Text | None = None
    period_start: FiscalYear | None = None
    period_end: FiscalYear | None = None
    status: Literal["draft", "adopted", "ended"] | None = None
    extent: Literal["full", "partial"] | None = None
    edition: Text | None = None
    supersedes: PlanId | None = None
    source_url: Text | None = None
    contact: Text | None = None
    restated: bool = False
    kpi_complete: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the plan folder and the span of the plan's text that it fills."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level.

    ``number`` runs from 0 over the plan; section 0 is what stands before the first heading and has an
    empty ``title``. ``heading`` is the path from the outermost heading to this one, as display text.
    ``contents`` marks a table of contents, which is shown but not searched.
    """

    number: int
    level: int
    title: str
    heading: tuple[str, ...]
    start: int
    end: int
    contents: bool = False


class ChunkKind(StrEnum):
    """What a chunk is made of."""

    PROSE = "prose"
    LIST = "list"
    TABLE = "table"
    GLOSSARY = "glossary"


class SentenceKind(StrEnum):
    """What a sentence is in its chunk: running prose, a list item, a table row or a glossary entry."""

    PROSE = "prose"
    ITEM = "item"
    ROW = "row"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``text`` is cleaned for display, ``start``/``end`` its exact span in the plan's text."""

    text: str
    start: int
    end: int
    kind: SentenceKind = SentenceKind.PROSE


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit of retrieval: at most 800 characters of one section.

    ``id`` is ``<plan_id>.<section>.<n>``; ``text`` is exactly ``plan.text[start:end]``; ``heading`` is the
    section's path, with a table's heading row as its last element where the table was split; ``page``
    counts from 1 and is None where the source has no pages.
    """

    id: str
    plan_id: str
    section: int
    kind: ChunkKind
    heading: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row or part of a source that was not taken, and why, as an English line."""

    file: str
    place: str
    reason: str

    @property
    def remark(self) -> Remark | None:
        """Return the code and figures of the reason, None for one that another version wrote."""
        return remark_of(self.reason)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan read in full. ``digest`` identifies the content of its folder.

    ``pages`` counts the pages of its files, 0 where none has any; ``tables`` counts the tables found in its text.
    """

    manifest: PlanManifest
    digest: str
    text: str
    files: tuple[SourceFile, ...]
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    kpis: tuple[KpiRecord, ...]
    indicators: tuple[Indicator, ...]
    rejections: tuple[Rejection, ...]
    notices: tuple[Notice, ...] = ()
    pages: int = 0
    tables: int = 0

"""How well a plan was read: what was found, what is unsure, and what was left out, with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from corpus.notice import Notice, NoticeCode
from corpus.plan import PlanManifest, Rejection, SourceFile

_NOT_TAKEN = frozenset({NoticeCode.LEFT_OUT, NoticeCode.HIDDEN, NoticeCode.NO_TEXT, NoticeCode.LIMIT})


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a plan's folder told: ``file_pages`` counts the pages (or sheets) with text of each file, in order.

    ``pages`` counts all pages of its files, 0 where none has any; ``tables`` the tables found in its text.
    """

    files: tuple[SourceFile, ...]
    file_pages: tuple[int, ...]
    pages: int
    tables: int
    rejections: tuple[Rejection, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a plan is in the index; ``characters`` counts code points."""

    characters: int
    sections: int
    chunks: int
    sentences: int


@dataclass(frozen=True, slots=True)
class FileHealth:
    """A file that was read: its format (「pdf」), and its pages or sheets with text, 0 where it has no pages."""

    name: str
    format: str
    characters: int
    pages: int


@dataclass(frozen=True, slots=True)
class UncertainValue:
    """A KPI value whose cell or year a careful reader could not be sure of, and by what it was read."""

    table: KpiTable
    indicator: str
    project_id: str
    fiscal_year: int | None
    period: str
    kind: KpiKind
    raw: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PlanHealth:
    """How well one plan was read. Every notice stands in exactly one of the last five lists, in order."""

    plan_id: str
    title: str
    files: tuple[FileHealth, ...]
    pages: int
    extent: Extent
    tables: int
    kpi_series: int
    kpi_values: int
    uncertain: tuple[UncertainValue, ...]
    rejections: tuple[Rejection, ...]
    failed_tables: tuple[Notice, ...]
    not_taken: tuple[Notice, ...]
    converted: tuple[Notice, ...]
    instructions: tuple[Notice, ...]
    damage: tuple[Notice, ...]


def health_of(manifest: PlanManifest, reading: Reading, extent: Extent, kpis: Sequence[KpiRecord]) -> PlanHealth:
    """Return how well a plan was read, lists in the order of their sources."""
    files = zip(reading.files, reading.file_pages, strict=True)
    return PlanHealth(
        plan_id=manifest.id,
        title=manifest.title,
        files=tuple(_file(file, pages) for file, pages in files),
        pages=reading.pages,
        extent=extent,
        tables=reading.tables,
        kpi_series=count_series(kpis),
        kpi_values=len(kpis),
        uncertain=tuple(_uncertain(record) for record in kpis if record.certainty is Certainty.UNCERTAIN),
        rejections=reading.rejections,
        failed_tables=_with(reading.notices, {NoticeCode.TABLE}),
        not_taken=_with(reading.notices, _NOT_TAKEN),
        converted=_with(reading.notices, {NoticeCode.CONVERTED}),
        instructions=_with(reading.notices, {NoticeCode.INSTRUCTION}),
        damage=_with(reading.notices, {NoticeCode.DAMAGE}),
    )


def count_series(kpis: Iterable[KpiRecord]) -> int:
    """Return how many indicators the records are values of."""
    return len({(kpi.table, kpi.field, kpi.issue, kpi.indicator, kpi.project_id) for kpi in kpis})


def _with(notices: Iterable[Notice], codes: Iterable[NoticeCode]) -> tuple[Notice, ...]:
    return tuple(notice for notice in notices if notice.code in codes)


def _file(file: SourceFile, pages: int) -> FileHealth:
    return FileHealth(file.name, PurePath(file.name).suffix.removeprefix(".").lower(), file.end - file.start, pages)


def _uncertain(record: KpiRecord) -> UncertainValue:
    return UncertainValue(
        record.table, record.indicator, record.project_id, record.fiscal_year, record.period, record.kind, record.raw,
        record.evidence,
    )  # fmt: skip

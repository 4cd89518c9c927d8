"""What an upload would bring into the index."""

from dataclasses import dataclass
from typing import Final, Self

from corpus.health import count_series
from corpus.kpi.record import KpiRecord
from corpus.notice import Notice
from corpus.plan import Plan, PlanManifest, Rejection, Section

_ROWS: Final = 100  # of each kind: enough to see whether tables were read right


@dataclass(frozen=True, slots=True)
class Preview:
    """The first sections, KPI rows, rejected rows and notices of a plan, and how many there are of each."""

    manifest: PlanManifest
    characters: int
    chunks: int
    pages: int
    tables: int
    series: int
    sections: tuple[Section, ...]
    section_count: int
    kpis: tuple[KpiRecord, ...]
    kpi_count: int
    rejections: tuple[Rejection, ...]
    rejection_count: int
    notices: tuple[Notice, ...]
    notice_count: int

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Return the preview of a plan that was read."""
        titled = tuple(section for section in plan.sections if section.title)
        return cls(
            manifest=plan.manifest,
            characters=len(plan.text),
            chunks=len(plan.chunks),
            pages=plan.pages,
            tables=plan.tables,
            series=count_series(plan.kpis),
            sections=titled[:_ROWS],
            section_count=len(titled),
            kpis=plan.kpis[:_ROWS],
            kpi_count=len(plan.kpis),
            rejections=plan.rejections[:_ROWS],
            rejection_count=len(plan.rejections),
            notices=plan.notices[:_ROWS],
            notice_count=len(plan.notices),
        )

"""A plan's KPI values: what the finders find in its text, and over it what its CSV files say."""

from corpus.kpi.extract import Finder, Found, Source, extract
from corpus.kpi.overriding import idle_removals, overridden
from corpus.kpi.prose.finder import find_in_prose
from corpus.kpi.record import Indicator, KpiRecord
from corpus.kpi.surveys.finder import find_surveys
from corpus.kpi.tables import TableRead
from corpus.kpi.yearly.finder import find_yearly
from corpus.plan import Rejection
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode

# In this order: of two that find the same cell the first has it.
FINDERS: tuple[Finder, ...] = (find_yearly, find_surveys, find_in_prose)


def kpis_of(source: Source, indicators: TableRead[Indicator], kpis: TableRead[KpiRecord]) -> Found:
    """Return the plan's KPI values: those found in ``source``, with the rows of the plan's CSV files over them.

    Where the manifest says that ``kpi.csv`` is complete, nothing is looked for.
    """
    found = Found() if source.manifest.kpi_complete else extract(source, FINDERS)
    said = {_key(indicator) for indicator in indicators.records}
    kept = tuple(indicator for indicator in found.indicators if _key(indicator) not in said)
    idle = () if source.manifest.kpi_complete else idle_removals(found.records, kpis.records)
    return Found(
        overridden(found.records, kpis.records),
        (*kept, *indicators.records),
        (*found.rejections, *indicators.rejections, *kpis.rejections, *map(_idle, idle)),
    )


def _key(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.table, indicator.field, indicator.issue, indicator.indicator, indicator.project_id)


def _idle(row: KpiRecord) -> Rejection:
    place = f"{row.indicator[:60]}, {row.fiscal_year or row.period}"
    return Rejection("kpi.csv", place, line_of(LineCode.IDLE))

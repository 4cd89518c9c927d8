"""The first and the last year of a plan, as one indicator records them."""

from collections.abc import Sequence

from assistant.kpis.series import PLANNED, Series
from assistant.kpis.years import AskedYears
from corpus.kpi.record import KpiKind, KpiRecord

Period = tuple[int | None, int | None]
"""The first and the last fiscal year of a plan, None where it says none."""

_START, _END = "開始", "終了"  # cells that a plan's table marks so


def end_years(series: Series, years: AskedYears, period: Period, kinds: Sequence[KpiKind]) -> list[int]:
    """Return the plan's first or last year, both where both are asked for; none that the indicator cannot tell.

    A cell marked as start or end comes first, then the plan's period; the last year alone is the last one planned.
    """
    recorded = [one for one in series.of(kinds) if one.fiscal_year is not None]
    planned = [one for one in series.of(PLANNED) if one.fiscal_year is not None]
    found: list[int | None] = []
    if years.first:
        found.append(_marked(recorded, _START) or _within(recorded, period[0]) or _year(recorded[:1]))
    if years.last:
        alone = None if years.first or years.years else _year(planned[-1:])
        found.append(_marked(recorded, _END) or alone or _within(recorded, period[1]) or _year(recorded[-1:]))
    return [year for year in found if year is not None]


def _marked(records: Sequence[KpiRecord], mark: str) -> int | None:
    return _year([one for one in records if mark in one.qualifier])


def _within(records: Sequence[KpiRecord], year: int | None) -> int | None:
    return year if any(one.fiscal_year == year for one in records) else None


def _year(records: Sequence[KpiRecord]) -> int | None:
    return records[0].fiscal_year if records else None

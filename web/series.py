"""KPI records grouped to the series that the API shows."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby

from assistant.turn import KpiPoint, KpiSeries
from corpus.kpi.record import Indicator, KpiRecord

SeriesKey = tuple[str, str, str, str, str, str]
"""Plan, table, field, issue, indicator and project ids: what the values of one indicator share."""


class VerdictChoice(StrEnum):
    """A filter of series: some year reached its target, missed it, or cannot be judged."""

    ACHIEVED = "achieved"
    MISSED = "missed"
    UNCERTAIN = "uncertain"


def to_series(records: Iterable[KpiRecord], directions: Mapping[SeriesKey, str]) -> tuple[KpiSeries, ...]:
    """Return one series an indicator (and unit, where its cells name several), sorted by its key.

    Points are sorted by fiscal year, those without a year last. ``verdicts`` stay empty: judging a target is
    the assistant's work, and nothing is judged by guess.
    """
    ordered = sorted(records, key=_key)
    groups = ((key, tuple(group)) for key, group in groupby(ordered, key=_key))
    return tuple(series for key, group in groups for series in _by_unit(key, group, directions.get(key, "")))


def directions_of(plan_id: str, indicators: Iterable[Indicator]) -> dict[SeriesKey, str]:
    """Return the direction of each indicator of a plan by its key."""
    return {(plan_id, i.table, i.field, i.issue, i.indicator, i.project_id): i.direction for i in indicators}


def judged(series: KpiSeries, choice: VerdictChoice | None) -> bool:
    """Return whether a series has a verdict of the chosen kind; None chooses every series."""
    if choice is None:
        return True
    wanted = None if choice is VerdictChoice.UNCERTAIN else choice.value
    return any(verdict.verdict == wanted for verdict in series.verdicts)


def _key(record: KpiRecord) -> SeriesKey:
    return (record.plan_id, record.table, record.field, record.issue, record.indicator, record.project_id)


def _by_unit(key: SeriesKey, records: tuple[KpiRecord, ...], direction: str) -> Iterator[KpiSeries]:
    """Yield a series for each unit; a cell without one (a word, say) belongs to the first."""
    units = list(dict.fromkeys(record.unit for record in records if record.unit)) or [""]
    for unit in units:
        own = (record for record in records if (record.unit or units[0]) == unit)
        yield _series(key, unit, direction, tuple(map(_point, sorted(own, key=_order))))


def _series(key: SeriesKey, unit: str, direction: str, points: tuple[KpiPoint, ...]) -> KpiSeries:
    plan_id, table, field, issue, indicator, project_id = key
    return KpiSeries(
        plan_id=plan_id,
        table=str(table),
        field=field,
        issue=issue,
        indicator=indicator,
        project_id=project_id,
        unit=unit,
        direction=direction,
        points=points,
        verdicts=(),
        marker=None,
    )


def _order(record: KpiRecord) -> tuple[bool, int, int]:
    return record.fiscal_year is None, record.fiscal_year or 0, record.start


def _point(record: KpiRecord) -> KpiPoint:
    return KpiPoint(
        fiscal_year=record.fiscal_year,
        period=record.period,
        kind=record.kind.value,
        value=None if record.value is None else format(record.value, "f"),
        raw=record.raw,
        qualifier=record.qualifier,
        certainty=record.certainty.value,
    )

"""KPI records grouped to series: all values of one indicator."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.turn import KpiPoint, KpiSeries, KpiVerdict
from corpus.japanese.era import find_years
from corpus.kpi.record import Certainty, Indicator, KpiKind, KpiRecord, KpiTable

SeriesKey = tuple[str, KpiTable, str, str, str, str]
"""Plan, table, field, issue, indicator and project ids: what the values of one indicator share."""

ACTUAL = (KpiKind.ACTUAL, KpiKind.BASELINE)  # a starting value was measured, too
PLANNED = (KpiKind.TARGET, KpiKind.FORECAST)


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator in one unit, by fiscal year, those without a year last.

    ``about`` is what the plan says of the indicator, where it does.
    ``direction`` is up, down, keep or empty: which way the indicator is meant to go.
    """

    key: SeriesKey
    unit: str
    records: tuple[KpiRecord, ...]
    about: Indicator | None

    @property
    def plan_id(self) -> str:
        """Return the plan's id."""
        return self.key[0]

    @property
    def table(self) -> KpiTable:
        """Return the table that the values come from."""
        return self.key[1]

    @property
    def field(self) -> str:
        """Return the field (分野), empty where none is named."""
        return self.key[2]

    @property
    def issue(self) -> str:
        """Return the issue (課題)."""
        return self.key[3]

    @property
    def indicator(self) -> str:
        """Return the indicator's name."""
        return self.key[4]

    @property
    def project_id(self) -> str:
        """Return the project ids as printed, several joined by ``;``."""
        return self.key[5]

    @property
    def direction(self) -> str:
        """Return which way the indicator is meant to go: up, down, keep, or empty where nothing says it."""
        return self.about.direction if self.about else ""

    def at(self, year: int, kinds: Sequence[KpiKind]) -> KpiRecord | None:
        """Return the value of a year of the first of these kinds that has one; None for an empty or missing cell."""
        for kind in kinds:
            for record in self.records:
                if record.kind is kind and said_of(record, year) and _says_something(record):
                    return record
        return None

    def years(self, kinds: Sequence[KpiKind]) -> set[int]:
        """Return the years of which ``at`` returns a value for these kinds."""
        told = (record for record in self.records if record.kind in kinds and _says_something(record))
        return {year for record in told for year in _years_of(record)}

    def of(self, kinds: Sequence[KpiKind]) -> tuple[KpiRecord, ...]:
        """Return the values of these kinds, in order of years; a starting value only where no actual is recorded."""
        told = [one for one in self.records if one.kind in kinds and _says_something(one)]
        measured = {one.fiscal_year for one in told if one.kind is KpiKind.ACTUAL}
        return tuple(one for one in told if one.kind is not KpiKind.BASELINE or one.fiscal_year not in measured)


def _says_something(record: KpiRecord) -> bool:
    """Return whether a cell holds a value, or as a target a word such as 維持; a remark in an actual's cell is none."""
    return record.value is not None or (bool(record.qualifier) and record.kind in PLANNED)


def said_of(record: KpiRecord, year: int) -> bool:
    """Return whether a value is that of a year: its fiscal year, or one that its period names or spans."""
    return year in _years_of(record)


def _years_of(record: KpiRecord) -> Sequence[int]:
    if record.fiscal_year is not None:
        return (record.fiscal_year,)
    years = [mention.year for mention in find_years(record.period)]
    return range(min(years), max(years) + 1) if years else ()


def year_of(record: KpiRecord) -> int | None:
    """Return the fiscal year of a value, else the one year that its period names, else None."""
    if record.fiscal_year is not None:
        return record.fiscal_year
    mentions = find_years(record.period)
    return mentions[0].year if len(mentions) == 1 else None


def grouped(records: Iterable[KpiRecord], indicators: Iterable[tuple[str, Indicator]]) -> tuple[Series, ...]:
    """Return one series an indicator (and unit, where its cells name several), sorted by key.

    ``indicators`` are pairs of plan id and indicator.
    """
    about = {(p, i.table, i.field, i.issue, i.indicator, i.project_id): i for p, i in indicators}
    ordered = sorted(records, key=_key)
    groups = ((key, tuple(group)) for key, group in groupby(ordered, key=_key))
    return tuple(one for key, group in groups for one in _by_unit(key, group, about.get(key)))


def _key(record: KpiRecord) -> SeriesKey:
    return (record.plan_id, record.table, record.field, record.issue, record.indicator, record.project_id)


def _by_unit(key: SeriesKey, records: tuple[KpiRecord, ...], about: Indicator | None) -> Iterator[Series]:
    """Yield a series for each unit; a cell without one (a word, say) belongs to the first."""
    units = list(dict.fromkeys(record.unit for record in records if record.unit)) or [""]
    for unit in units:
        own = (record for record in records if (record.unit or units[0]) == unit)
        yield Series(key, unit, tuple(sorted(own, key=_order)), about)


def _order(record: KpiRecord) -> tuple[bool, int, int]:
    return record.fiscal_year is None, record.fiscal_year or 0, record.start


def shown(
    series: Series, records: Iterable[KpiRecord], verdicts: Iterable[KpiVerdict] = (), marker: int | None = None
) -> KpiSeries:
    """Return a series as the contract shows it, with these of its values."""
    return KpiSeries(
        series.plan_id, series.table.value, series.field, series.issue, series.indicator, series.project_id,
        series.unit, series.direction, tuple(map(_point, records)), tuple(verdicts), marker,
    )  # fmt: skip


def _point(record: KpiRecord) -> KpiPoint:
    return KpiPoint(
        record.fiscal_year, record.period, record.kind.value,
        None if record.value is None else format(record.value, "f"),
        record.raw, record.qualifier, record.certainty.value,
    )  # fmt: skip


def is_certain(record: KpiRecord) -> bool:
    """Return whether a careful reader could be sure of a value's cell and year."""
    return record.certainty is Certainty.CERTAIN

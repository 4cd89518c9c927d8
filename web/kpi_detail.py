"""The content of an indicator's page and of a comparison."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from markupsafe import Markup

from assistant.turn import KpiSeries, Language
from corpus.access import Access
from index.plans import PlanRecord
from web.asking import visible_plan
from web.charts import comparison_of
from web.deps import Room
from web.errors import InvalidError, NotFoundError
from web.kpi_query import COMPARED, CompareQuery, DetailQuery, compare_address, detail_address, source_address
from web.kpi_shelf import KpiRow, Shelf
from web.kpi_table import YearRow, year_rows

LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Related:
    """Another series of the same name, the plan that it is in, and its page."""

    row: KpiRow
    plan: PlanRecord
    address: str


@dataclass(frozen=True, slots=True)
class DetailPage:
    """What an indicator's page shows; ``sources`` are the addresses of its cells, in the order of its points."""

    row: KpiRow
    plan: PlanRecord
    sources: tuple[str, ...]
    about_source: str | None
    related: tuple[Related, ...]

    @classmethod
    def read(cls, room: Room, row: KpiRow, access: Access) -> Self:
        """Return the page of a series."""
        plans = {plan.manifest.id: plan for plan in room.index.plans(access=access)}
        series, shelf = row.series, room.kpis.of(room.assistant, access)
        others = (one for one in shelf.rows if one.name == row.name and one.key != row.key)
        about = series.about
        return cls(
            row=row,
            plan=plans[series.plan_id],
            sources=tuple(source_address(one.plan_id, one.start, one.end) for one in series.records),
            about_source=source_address(series.plan_id, about.start, about.end) if about else None,
            related=tuple(_related(one, plans) for one in others),
        )

    @property
    def together(self) -> str:
        """Return the address where the series stands beside those of its name, as many as fit."""
        return compare_address((self.row.key, *(one.row.key for one in self.related))[:COMPARED])


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the series side by side, and the address of the comparison without it."""

    letter: str
    row: KpiRow
    plan: PlanRecord
    address: str
    without: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What a comparison shows: ``charts`` are unit and chart, ``table`` a time and each series' row in it."""

    keys: tuple[str, ...]
    compared: tuple[Compared, ...]
    charts: tuple[tuple[str, Markup], ...]
    table: tuple[tuple[str, tuple[YearRow | None, ...]], ...]

    @classmethod
    def read(cls, room: Room, query: CompareQuery, access: Access) -> Self:
        """Return the comparison that a query names.

        Raises:
            InvalidError: it names more series than stand side by side.
            NotFoundError: one of them is absent, or not for this asker.

        """
        if len(query.keys) > COMPARED:
            raise InvalidError(f"key: more than {COMPARED} series: compare fewer at once", field="key")
        plans = {plan.manifest.id: plan for plan in room.index.plans(access=access)}
        shelf = room.kpis.of(room.assistant, access)
        compared = tuple(_compared(at, _row(shelf, key), plans, query.keys) for at, key in enumerate(query.keys))
        return cls(query.keys, compared, _charts(compared, query.language), _table(compared, query.language))


def found(room: Room, plan_id: str, query: DetailQuery, access: Access) -> tuple[KpiRow, ...]:
    """Return the series of a plan that a query means: one for a key, all that match for names; never none.

    Raises:
        NotFoundError: there is no such plan or series, or it is not for this asker.

    """
    visible_plan(room.index, plan_id, access=access)
    shelf = room.kpis.of(room.assistant, access)
    rows = tuple(row for row in shelf.rows if row.series.plan_id == plan_id and _is_meant(row, query))
    if not rows:
        raise NotFoundError("no such indicator (GET /api/kpis lists them)")
    return rows


def _is_meant(row: KpiRow, query: DetailQuery) -> bool:
    one = row.series
    said = {"key": row.key, "table": one.table, "field": one.field, "issue": one.issue, "indicator": one.indicator}
    said |= {"project": one.project_id, "unit": one.unit}
    return all(getattr(query, name) in (None, value) for name, value in said.items())


def _related(row: KpiRow, plans: dict[str, PlanRecord]) -> Related:
    return Related(row, plans[row.series.plan_id], detail_address(row.series.plan_id, row.key))


def _row(shelf: Shelf, key: str) -> KpiRow:
    row = shelf.row(key)
    if row is None:
        raise NotFoundError("no such indicator (GET /kpis lists them)", field="key")
    return row


def _compared(at: int, row: KpiRow, plans: dict[str, PlanRecord], keys: tuple[str, ...]) -> Compared:
    others = tuple(key for key in keys if key != row.key)
    plan_id = row.series.plan_id
    return Compared(LETTERS[at], row, plans[plan_id], detail_address(plan_id, row.key), compare_address(others))


def _charts(compared: Iterable[Compared], language: Language) -> tuple[tuple[str, Markup], ...]:
    """Return one chart a unit, in the order of the series; series without a number and a year draw none."""
    ordered = sorted(compared, key=lambda one: one.row.series.unit)
    groups = [(unit, list(group)) for unit, group in groupby(ordered, key=lambda one: one.row.series.unit)]
    groups.sort(key=lambda pair: pair[1][0].letter)
    drawn = ((unit, comparison_of([_shown(one) for one in group], language, _letters(group))) for unit, group in groups)
    return tuple((unit, chart) for unit, chart in drawn if chart)


def _shown(one: Compared) -> KpiSeries:
    return one.row.shown


def _letters(group: Iterable[Compared]) -> str:
    return "".join(one.letter for one in group)


def _table(compared: tuple[Compared, ...], language: Language) -> tuple[tuple[str, tuple[YearRow | None, ...]], ...]:
    """Return the rows of all series side by side: by year, and behind the years one for each period."""
    columns = [{_place(row): row for row in reversed(year_rows(_shown(one), language))} for one in compared]
    places = sorted({place for column in columns for place in column})
    return tuple((place[2], tuple(column.get(place) for column in columns)) for place in places)


def _place(row: YearRow) -> tuple[bool, int, str]:
    return row.year is None, row.year or 0, row.time

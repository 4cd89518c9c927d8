"""The content of the KPI explorer: the series that match the filters, and what the filters offer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Self

from assistant.kpis.searching import matching
from corpus.access import Access
from corpus.kpi.record import KpiRecord, KpiTable
from index.plans import PlanRecord
from web import limits
from web.deps import Room
from web.kpi_cards import CardForm, DrawnCards
from web.kpi_query import ExplorerQuery, SortOrder
from web.kpi_shelf import KpiRow, Shelf, Standing
from web.series import VerdictChoice

_LAST: Final = Decimal(3)  # beyond every lead
Pair = tuple[str, str]
_TABLES: Final = tuple(KpiTable)
_PRINTED: Final = ("city", "plan", "field", "issue")


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter offers, of the plans that the asker may see and within the filters that stand above it.

    Each is what goes into the address, with the words for it.
    """

    cities: tuple[Pair, ...]
    plans: tuple[Pair, ...]
    fields: tuple[Pair, ...]
    issues: tuple[Pair, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A series of the list, and where it stands in the year asked for, else in its latest."""

    row: KpiRow
    plan: PlanRecord
    standing: Standing


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the explorer shows: ``cards`` of this page, ``count`` of all pages; ``chosen`` are those to compare.

    ``kept`` are the cards that were drawn for this asker's access.
    """

    query: ExplorerQuery
    choices: Choices
    plans: dict[str, PlanRecord]
    cards: tuple[Card, ...]
    count: int
    number: int
    pages: int
    chosen: tuple[KpiRow, ...]
    kept: DrawnCards

    @classmethod
    def read(cls, room: Room, query: ExplorerQuery, access: Access) -> Self:
        """Return the page that a query asks for, the last one where it asks for a later."""
        plans = _plans(room, access)
        shelf = room.kpis.of(room.assistant, access)
        rows = listed(room, query, access)
        pages = max(1, -(-len(rows) // limits.KPI_ROWS))
        number = min(query.page, pages)
        shown = rows[(number - 1) * limits.KPI_ROWS : number * limits.KPI_ROWS]
        return cls(
            query=query,
            choices=_choices(shelf.rows, plans, query),
            plans=plans,
            cards=tuple(Card(row, plans[row.series.plan_id], row.standing(query.year)) for row in shown),
            count=len(rows),
            number=number,
            pages=pages,
            chosen=tuple(row for key in dict.fromkeys(query.key) if (row := shelf.row(key))),
            kept=shelf.cards,
        )

    def picked(self, card: Card) -> bool:
        """Return whether a card's indicator is among those chosen to be compared."""
        return any(row.key == card.row.key for row in self.chosen)

    def drawn(self, card: Card, caller: Callable[[], str]) -> str:
        """Return a card as HTML; ``caller`` is the block of the template that draws it."""
        form = CardForm(card.row.key, self.query.year, self.query.language, self.picked(card))
        return self.kept.of(form, caller)


def listed(room: Room, query: ExplorerQuery, access: Access) -> tuple[KpiRow, ...]:
    """Return the series that match every filter, in the order asked for."""
    plans = _plans(room, access)
    shelf = room.kpis.of(room.assistant, access)
    found = [row for row in _searched(room, shelf, query) if _matches(row, query, plans)]
    return tuple(_ordered(found, query))


def records_of(rows: Iterable[KpiRow]) -> Iterator[KpiRecord]:
    """Yield all values of these series, in their order."""
    return (record for row in rows for record in row.series.records)


def _plans(room: Room, access: Access) -> dict[str, PlanRecord]:
    return {plan.manifest.id: plan for plan in room.index.plans(access=access)}


def _searched(room: Room, shelf: Shelf, query: ExplorerQuery) -> Iterable[KpiRow]:
    if query.q is None:
        return shelf.rows
    by_entry = {id(shelf.catalog.entries[row.place]): row for row in shelf.rows}
    matches = matching(query.q, shelf.catalog, room.assistant.catalogs.embedder)
    return (by_entry[id(match.entry)] for match in matches if id(match.entry) in by_entry)


def _matches(row: KpiRow, query: ExplorerQuery, plans: dict[str, PlanRecord]) -> bool:
    said = {**_printed(row, plans), "table": row.series.table, "indicator": row.series.indicator}
    wanted = {name: getattr(query, name) for name in said}
    if any(value is not None and value != said[name] for name, value in wanted.items()):
        return False
    return _in_year(row, query.year) and _judged(row, query)


def _in_year(row: KpiRow, year: int | None) -> bool:
    return year is None or any(record.fiscal_year == year for record in row.series.records)


def _judged(row: KpiRow, query: ExplorerQuery) -> bool:
    if query.verdict is None:
        return True
    if query.verdict is VerdictChoice.UNCERTAIN:
        return row.is_uncertain(query.year)
    return row.standing(query.year).verdict == query.verdict.value


def _ordered(rows: Sequence[KpiRow], query: ExplorerQuery) -> list[KpiRow]:
    """Return the rows sorted; without an order, as found by a search, else as printed, KPIs first."""
    if query.sort is None:
        return list(rows) if query.q else sorted(rows, key=_as_printed)
    orders: dict[SortOrder, Callable[[KpiRow], tuple[object, ...]]] = {
        SortOrder.NAME: lambda row: (row.name,),
        SortOrder.FIELD: lambda row: (row.series.field == "", row.series.field, row.series.issue, row.name),
        SortOrder.LATEST: lambda row: (-_year(row.standing(query.year)), row.name),
        SortOrder.GAP: lambda row: (_lead(row.standing(query.year)), row.name),
    }
    chosen = orders[query.sort]
    return sorted(rows, key=lambda row: (*chosen(row), row.place))


def _as_printed(row: KpiRow) -> tuple[int, str, int]:
    return _TABLES.index(row.series.table), row.series.plan_id, row.series.records[0].start


def _year(standing: Standing) -> int:
    return (standing.actual and standing.actual.fiscal_year) or 0


def _lead(standing: Standing) -> Decimal:
    return _LAST if standing.lead is None else standing.lead


def _printed(row: KpiRow, plans: dict[str, PlanRecord]) -> dict[str, str]:
    city = plans[row.series.plan_id].manifest.city
    return dict(zip(_PRINTED, (city, row.series.plan_id, row.series.field, row.series.issue), strict=True))


def _choices(rows: Sequence[KpiRow], plans: dict[str, PlanRecord], query: ExplorerQuery) -> Choices:
    held = [_printed(row, plans) for row in rows]
    own = {name: [one for one in held if _within(one, query, name)] for name in _PRINTED}
    inside = [row for row in rows if _within(_printed(row, plans), query, "year")]
    years = {record.fiscal_year for row in inside for record in row.series.records if record.fiscal_year}
    return Choices(
        cities=_pairs(sorted(one["city"] for one in own["city"])),
        plans=tuple(sorted({(one["plan"], plans[one["plan"]].manifest.title) for one in own["plan"]})),
        fields=_pairs(one["field"] for one in own["field"]),
        issues=_pairs(one["issue"] for one in own["issue"]),
        years=tuple(sorted(years, reverse=True)),
    )


def _pairs(names: Iterable[str]) -> tuple[Pair, ...]:
    return tuple((name, name) for name in dict.fromkeys(names) if name)


def _within(printed: dict[str, str], query: ExplorerQuery, below: str) -> bool:
    """Return whether a row passes the filters that stand above one, or is what that one is set to."""
    above = _PRINTED[: _PRINTED.index(below)] if below in _PRINTED else _PRINTED
    return all(getattr(query, name) in (None, printed[name]) for name in above)

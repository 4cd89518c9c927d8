"""The KPI series that an asker may see, each judged once and found by its key."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from assistant.assembly import Assistant
from assistant.kpis.catalog import Catalog, Entry
from assistant.kpis.series import ACTUAL, PLANNED, Series, is_certain, shown
from assistant.kpis.verdicts import target_of, verdicts_of
from assistant.turn import KpiSeries, KpiVerdict
from corpus.access import Access
from corpus.kpi.record import Certainty, KpiRecord
from web.kpi_cards import DrawnCards
from web.kpi_keys import key_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands in one year: measured and planned value, and the verdict.

    ``verdict`` is achieved or missed, unclear where both values are there but cannot be judged, else empty.
    """

    actual: KpiRecord | None
    target: KpiRecord | None
    verdict: str

    @property
    def lead(self) -> Decimal | None:
        """Return by which share the target is passed, below 0 where it is missed, -2 to 2; None where unjudged."""
        if self.verdict not in ("achieved", "missed") or not self.actual or not self.target:
            return None
        aim, got = self.target.value or Decimal(0), self.actual.value or Decimal(0)
        share = abs(got - aim) / (max(abs(got), abs(aim)) or 1)
        return share if self.verdict == "achieved" else -share


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A series with its key and verdicts; ``name`` is the indicator's, folded, ``place`` its place in the catalog."""

    key: str
    place: int
    name: str
    series: Series
    shown: KpiSeries
    latest: Standing

    @classmethod
    def of(cls, place: int, entry: Entry) -> Self:
        """Return the row of a catalog's entry."""
        series = entry.series
        verdicts = verdicts_of(series)
        latest = _standing(series, _latest_year(series, verdicts), verdicts)
        return cls(key_of(series), place, entry.name, series, shown(series, series.records, verdicts), latest)

    def standing(self, year: int | None) -> Standing:
        """Return where the indicator stands in a year, without one in the latest that can be judged."""
        return self.latest if year is None else _standing(self.series, year, self.shown.verdicts)

    def is_uncertain(self, year: int | None) -> bool:
        """Return whether a value (of that year, if one is given) is uncertain or cannot be judged."""
        unjudged = (one.fiscal_year for one in self.shown.verdicts if one.verdict is None)
        doubted = (one.fiscal_year for one in self.series.records if one.certainty is Certainty.UNCERTAIN)
        return any(year in (None, found) for found in (*unjudged, *doubted))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows of one access level in the order of the catalog that they were made from, and what was drawn of them."""

    catalog: Catalog
    rows: tuple[KpiRow, ...]
    cards: DrawnCards = field(default_factory=DrawnCards)

    @classmethod
    def of(cls, catalog: Catalog) -> Self:
        """Return the rows of a catalog."""
        return cls(catalog, tuple(KpiRow.of(place, entry) for place, entry in enumerate(catalog.entries)))

    def within(self, plan_ids: Iterable[str]) -> Self:
        """Return the shelf with the rows of these plans only."""
        kept = set(plan_ids)
        rows = tuple(row for row in self.rows if row.series.plan_id in kept)
        return type(self)(self.catalog, rows, self.cards)

    def row(self, key: str) -> KpiRow | None:
        """Return the row of a key, None where there is none."""
        return next((row for row in self.rows if row.key == key), None)


class Shelves:
    """Makes each access level's shelf once for a catalog; a new index brings new catalogs, and so new shelves."""

    def __init__(self) -> None:
        self._made: dict[Access, Shelf] = {}

    def of(self, assistant: Assistant, access: Access) -> Shelf:
        """Return the shelf of the plans that this asker may see now."""
        catalog = assistant.catalogs.of(access)
        made = self._made.get(access)
        if made is None or made.catalog is not catalog:
            made = self._made[access] = Shelf.of(catalog)
        return made.within(plan.manifest.id for plan in assistant.index.plans(access=access))


def _latest_year(series: Series, verdicts: Iterable[KpiVerdict]) -> int | None:
    """Return the latest year that is judged, else the latest with a measured value, a certain one where there is."""
    judged = [verdict.fiscal_year for verdict in verdicts if verdict.verdict]
    measured = [one for one in series.of(ACTUAL) if one.fiscal_year is not None]
    certain = [one.fiscal_year for one in measured if is_certain(one)]
    years = judged or certain or [one.fiscal_year for one in measured]
    return max((year for year in years if year is not None), default=None)


def _standing(series: Series, year: int | None, verdicts: Iterable[KpiVerdict]) -> Standing:
    if year is None:
        return Standing(next(iter(series.of(ACTUAL)), None), next(iter(series.of(PLANNED)), None), "")
    judged = next((one for one in verdicts if one.fiscal_year == year), None)
    verdict = "" if judged is None else judged.verdict or "unclear"
    return Standing(series.at(year, ACTUAL), _aim(series, year), verdict)


def _aim(series: Series, year: int) -> KpiRecord | None:
    """Return what was planned for a year, else for the whole plan, be it a word (維持)."""
    lasting = (one for one in series.of(PLANNED) if one.fiscal_year is None)
    return target_of(series, year) or series.at(year, PLANNED) or next(lasting, None)

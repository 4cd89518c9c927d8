"""The values of a KPI series as the rows of a table: one a year, planned beside measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.kpis.numbers import said_value, year_in
from assistant.turn import KpiPoint, KpiSeries, Language
from corpus.kpi.record import Certainty, KpiKind

_PLANNED: Final = (KpiKind.TARGET, KpiKind.FORECAST)
_MEASURED: Final = (KpiKind.ACTUAL, KpiKind.BASELINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: ``at`` is its place among the points of its series, ``text`` the value with its unit, or its word."""

    at: int
    kind: str
    text: str
    raw: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row: ``time`` is the year or, where ``year`` is None, the period as printed, which may be empty.

    ``verdict`` is achieved or missed, unclear where both values are there but cannot be judged, else empty.
    """

    year: int | None
    time: str
    planned: Cell | None
    measured: Cell | None
    verdict: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells that hold something."""
        return tuple(cell for cell in (self.planned, self.measured) if cell)

    @property
    def uncertain(self) -> bool:
        """Return whether one of the cells is uncertain."""
        return any(cell.uncertain for cell in self.cells)


def year_rows(series: KpiSeries, language: Language) -> tuple[YearRow, ...]:
    """Return the rows of a series by year, those without a year last, in the order of their points."""
    verdicts = {verdict.fiscal_year: verdict.verdict or "unclear" for verdict in series.verdicts}
    rows = [
        YearRow(year, time, planned, measured, verdicts.get(year, "") if year is not None and is_first else "")
        for (year, time), cells in _by_time(series, language).items()
        for is_first, planned, measured in _pairs(cells)
    ]
    return tuple(sorted(rows, key=lambda row: (row.year is None, row.year or 0)))


def value_words(point: KpiPoint, unit: str, language: Language) -> str:
    """Return a point's value with its unit, else the word in its cell."""
    if point.value is None:
        return point.qualifier or point.raw
    return said_value(Decimal(point.value), unit, point.qualifier, language)


def _by_time(series: KpiSeries, language: Language) -> dict[tuple[int | None, str], list[Cell]]:
    found: dict[tuple[int | None, str], list[Cell]] = {}
    for at, point in enumerate(series.points):
        year = point.fiscal_year
        time = point.period if year is None else year_in(year, language)
        found.setdefault((year, time), []).append(_cell(at, point, series.unit, language))
    return found


def _cell(at: int, point: KpiPoint, unit: str, language: Language) -> Cell:
    uncertain = point.certainty == Certainty.UNCERTAIN
    return Cell(at, point.kind, value_words(point, unit, language), point.raw, uncertain)


def _pairs(cells: list[Cell]) -> Iterator[tuple[bool, Cell | None, Cell | None]]:
    """Yield planned and measured cells side by side, and whether it is the first pair; none is left out."""
    planned = _of(cells, _PLANNED)
    measured = _of(cells, _MEASURED)
    for at in range(max(len(planned), len(measured))):
        yield at == 0, planned[at] if at < len(planned) else None, measured[at] if at < len(measured) else None


def _of(cells: list[Cell], kinds: tuple[KpiKind, ...]) -> list[Cell]:
    """Return the cells of these kinds, kind by kind: what a verdict compares comes first."""
    return [cell for kind in kinds for cell in cells if cell.kind == kind]

"""What a chart draws: the planned and the measured line of a KPI series."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from assistant.turn import KpiPoint, KpiSeries
from corpus.kpi.record import Certainty, KpiKind

_MEASURED: Final = (KpiKind.ACTUAL, KpiKind.BASELINE)
_PLANNED: Final = (KpiKind.TARGET, KpiKind.FORECAST)


@dataclass(frozen=True, slots=True)
class Dot:
    """A value of a fiscal year."""

    year: int
    value: Decimal
    certain: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The dots of one kind by year, one a year."""

    dots: tuple[Dot, ...]

    @property
    def runs(self) -> tuple[tuple[Dot, ...], ...]:
        """Return the dots of neighbouring years together: a year without a value breaks the line."""
        runs: list[list[Dot]] = [[dot] for dot in self.dots[:1]]
        for before, dot in pairwise(self.dots):
            if dot.year == before.year + 1:
                runs[-1].append(dot)
            else:
                runs.append([dot])
        return tuple(map(tuple, runs))


@dataclass(frozen=True, slots=True)
class Lines:
    """The two lines of a series. ``lasting`` is the one target of the whole plan, where no year has its own."""

    planned: Line
    measured: Line
    lasting: Decimal | None

    @classmethod
    def of(cls, series: KpiSeries) -> "Lines":
        """Return the lines of a series; what has no number or no year is left to the table."""
        planned, measured = _line(series.points, _PLANNED), _line(series.points, _MEASURED)
        return cls(planned, measured, None if planned.dots or not measured.dots else _lasting(series.points))

    @property
    def dots(self) -> tuple[Dot, ...]:
        """Return the dots of both lines."""
        return (*self.planned.dots, *self.measured.dots)

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Return all values that are drawn."""
        return (*(dot.value for dot in self.dots), *(() if self.lasting is None else (self.lasting,)))

    @property
    def gaps(self) -> tuple[tuple[int, Decimal, Decimal], ...]:
        """Return the years with both values where they differ, with what was planned and what was measured."""
        measured = {dot.year: dot.value for dot in self.measured.dots}
        both = ((dot.year, dot.value, measured[dot.year]) for dot in self.planned.dots if dot.year in measured)
        return tuple((year, aim, got) for year, aim, got in both if aim != got)


def _line(points: Sequence[KpiPoint], kinds: Sequence[KpiKind]) -> Line:
    """Return one dot a year: of the first of these kinds that has a number in it, a certain one before others."""
    found: dict[int, Dot] = {}
    for kind in kinds:
        for point in sorted((one for one in points if one.kind == kind), key=lambda one: not _certain(one)):
            if point.fiscal_year is not None and point.value is not None:
                dot = Dot(point.fiscal_year, Decimal(point.value), _certain(point))
                found.setdefault(point.fiscal_year, dot)
    return Line(tuple(found[year] for year in sorted(found)))


def _lasting(points: Sequence[KpiPoint]) -> Decimal | None:
    own = [one.value for one in points if one.kind == KpiKind.TARGET and one.fiscal_year is None and one.value]
    return Decimal(own[0]) if len(own) == 1 else None


def _certain(point: KpiPoint) -> bool:
    return point.certainty != Certainty.UNCERTAIN

"""The chart of what grows with the corpus: each figure as a multiple of itself at the smallest size, both scales log.

Readable in black and white: each line has a marker of its own and its name and value at its end.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eval.charts import Tick
from eval.pages import write_page
from eval.size_figures import SizeFigures

_WIDTH: Final = 800
_LEFT: Final = 60
_RIGHT: Final = 470  # names and values stand right of it
_TOP: Final = 24
_DECADE: Final = 130  # height of a power of ten
_LINE: Final = 20  # between names
_MARKS: Final = ("circle", "square", "diamond", "triangle", "cross")
_GROWING: Final[Mapping[str, Callable[[SizeFigures], float | None]]] = {
    "index on disk": lambda size: size.index_mib,
    "ingest, processor time": lambda size: size.ingest.cpu_seconds if size.ingest else None,
    "memory of a process": lambda size: size.ours.memory_mib,
    "search, p50": lambda size: size.ours.searches.p50,
    "ask, mean": lambda size: size.ours.asks.mean if size.ours.asks else None,
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the chart."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A figure by size: its points, the form of its marker, and its name with the last value, at ``label_y``."""

    mark: str
    points: tuple[Point, ...]
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class GrowthChart:
    """Lines over the multiples of the smallest size; ``even`` is what would grow as the corpus does."""

    desc: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[Line, ...]
    even: tuple[Point, Point]
    ticks: tuple[Tick, ...]
    levels: tuple[Tick, ...]


def growth_chart(sizes: Sequence[SizeFigures]) -> GrowthChart:
    """Return the chart of at least two sizes of the same kind of corpus, the smallest first."""
    times = [size.chunks / sizes[0].chunks for size in sizes]
    decades = max(1, math.ceil(math.log10(times[-1]) - 1e-9))
    bottom = _TOP + _DECADE * decades
    across = (_RIGHT - _LEFT) / decades

    def place(wide: float, high: float) -> Point:
        up = min(max(math.log10(high), 0), decades)
        return Point(round(_LEFT + math.log10(wide) * across, 1), round(bottom - up * _DECADE, 1))

    found = {name: _multiples(sizes, value) for name, value in _GROWING.items()}
    lines = [
        Line(mark, tuple(place(times[at], row[at]) for at in row), f"{name}: {_last(row, sizes)}", 0)
        for mark, (name, row) in zip(_MARKS, found.items(), strict=True)
    ]
    desc = "; ".join(line.label for line in lines)
    powers = [10**power for power in range(decades + 1)]
    return GrowthChart(
        f"At {times[-1]:.3g} times the chunks: {desc}", _WIDTH, bottom + 50, _LEFT, _RIGHT, _TOP, bottom,
        _labelled(lines), (place(1, 1), place(times[-1], times[-1])),
        tuple(Tick(place(power, 1).x, f"{power * sizes[0].chunks:,}") for power in powers),
        tuple(Tick(place(1, power).y, f"{power} x") for power in powers),
    )  # fmt: skip


def write_growth_chart(target: Path, sizes: Sequence[SizeFigures]) -> Path:
    """Write the chart of the fictional sizes as SVG and return its path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return write_page(target, "growth.svg", chart=growth_chart([size for size in sizes if size.name.isdecimal()]))


def _multiples(sizes: Sequence[SizeFigures], value: Callable[[SizeFigures], float | None]) -> dict[int, float]:
    """Return a figure by the position of the size, as multiples of the first; sizes without it are left out."""
    first = value(sizes[0])
    found = {at: value(size) for at, size in enumerate(sizes)}
    return {at: one / first for at, one in found.items() if one is not None and first}


def _last(row: Mapping[int, float], sizes: Sequence[SizeFigures]) -> str:
    """Return the last of these multiples, with its size where it is not the largest."""
    end = max(row)
    return f"{row[end]:.3g} x" + ("" if end == len(sizes) - 1 else f" at {sizes[end].chunks:,}")


def _labelled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with their names at the heights of their ends, moved down where two would meet."""
    placed: list[Line] = []
    for line in sorted(lines, key=lambda line: line.points[-1].y):
        least = placed[-1].label_y + _LINE if placed else 0
        placed.append(Line(line.mark, line.points, line.label, max(line.points[-1].y, least)))
    return tuple(placed)

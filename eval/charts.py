"""Charts as plain geometry in user units; ``templates/charts.html`` draws them as SVG.

Every chart is readable in black and white: values stand beside the marks, nothing is said by colour alone.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WIDTH = 540
_LABELS = 216  # left of horizontal bars: the names
_NOTES = 120  # right of them: the values
_WIDEST = 26  # columns of a name: a Japanese letter takes two
_ROW = 34
_TOP = 8
_AXIS = 28
_PLOT_HEIGHT = 200
_LEFT = 48
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a bar shows: ``low`` and ``high`` bound its interval where it has one."""

    label: str
    value: float
    note: str
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar at ``y``, ``width`` long; the whisker runs from ``low`` to ``high`` where it has one."""

    label: str
    note: str
    y: float
    width: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from ``left`` on; ``note_x`` is where the values stand."""

    id: str
    title: str
    desc: str
    height: float
    left: float
    note_x: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A vertical bar."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical line with a word at height ``y``."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """Vertical bars over a scale at ``bottom``, with marked values."""

    id: str
    title: str
    desc: str
    height: float
    left: float
    right: float
    bottom: float
    boxes: tuple[Box, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with its label."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class DotChart:
    """Points over two scales of shares, 0 to 1, named by ``across`` and ``up``."""

    id: str
    title: str
    desc: str
    across: str
    up: str
    height: float
    left: float
    right: float
    top: float
    bottom: float
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Tick, ...]


def bar_chart(name: str, title: str, amounts: Sequence[Amount], *, top: float | None = None) -> BarChart:
    """Return horizontal bars in the order given; ``top`` is the end of the scale, by default a round number."""
    end = top or _round_up(max((amount.value for amount in amounts), default=1))
    scale = (WIDTH - _LABELS - _NOTES) / end
    bars = tuple(_bar(amount, _TOP + _ROW * row, scale) for row, amount in enumerate(amounts))
    ticks = tuple(Tick(_LABELS + value * scale, f"{value:g}") for value in _round_values(end, whole=top is None))
    desc = "; ".join(f"{amount.label}: {amount.note}" for amount in amounts)
    height = _TOP + _ROW * len(amounts) + _AXIS
    return BarChart(name, title, desc, height, _LABELS, WIDTH - _NOTES + 10, bars, ticks)


def _bar(amount: Amount, y: float, scale: float) -> Bar:
    def place(value: float) -> float | None:
        return None if math.isnan(value) else round(_LABELS + value * scale, 1)

    width = 0.0 if math.isnan(amount.value) else round(amount.value * scale, 1)
    return Bar(_short(amount.label), amount.note, y, width, place(amount.low), place(amount.high))


def dot_chart(name: str, title: str, axes: tuple[str, str], points: Sequence[tuple[str, float, float]]) -> DotChart:
    """Return labelled points of shares, 0 to 1, as (label, across, up); ``axes`` names across and up."""
    top, right = _TOP + 16, WIDTH - 32
    bottom = top + _PLOT_HEIGHT
    shares = _round_values(1)
    return DotChart(
        name,
        title,
        "; ".join(f"{label}: {axes[0]} {x:.3f}, {axes[1]} {y:.3f}" for label, x, y in points),
        *axes,
        bottom + 2 * _AXIS - 8,
        _LEFT,
        right,
        top,
        bottom,
        tuple(Dot(round(_LEFT + x * (right - _LEFT), 1), round(bottom - y * _PLOT_HEIGHT, 1), n) for n, x, y in points),
        tuple(Tick(round(_LEFT + value * (right - _LEFT), 1), f"{value:g}") for value in shares),
        tuple(Tick(round(bottom - value * _PLOT_HEIGHT, 1), f"{value:g}") for value in shares),
    )


def _short(label: str) -> str:
    """Return a label cut to the room left of the bars."""
    columns = 0
    for at, letter in enumerate(label):
        columns += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if columns > _WIDEST:
            return f"{label[: at - 1]}…"
    return label


def histogram(
    name: str, title: str, values: Sequence[float], marks: Sequence[tuple[str, float]], *, most: int
) -> Histogram:
    """Return at most ``most`` bars over values of at least 0, with the marked ones as lines.

    ``values`` has at least one element; the bars are all of the same round width.
    """
    step = _round_up(max(*values, *(value for _, value in marks), 1e-3) / (most - 1))
    count = int(max(values) / step) + 1
    counts, _ = np.histogram(values, bins=count, range=(0, step * count))
    tallest = _round_up(float(counts.max()))
    scale_x, scale_y = (WIDTH - _LEFT - 16) / (step * count), _PLOT_HEIGHT / tallest
    bottom = _TOP + 16 * len(marks) + _PLOT_HEIGHT
    boxes = tuple(
        Box(round(_LEFT + i * step * scale_x, 1), bottom - n * scale_y, round(step * scale_x, 1), n * scale_y)
        for i, n in enumerate(counts.tolist())
    )
    desc = "; ".join(f"{i * step:g}-{(i + 1) * step:g}: {n}" for i, n in enumerate(counts.tolist()) if n)
    return Histogram(
        name,
        title,
        "; ".join([*(f"{label} {value:.3g}" for label, value in marks), desc]),
        bottom + 2 * _AXIS - 8,
        _LEFT,
        WIDTH - 16,
        bottom,
        boxes,
        tuple(Tick(_LEFT + value * scale_x, f"{value:g}") for value in _round_values(step * count)),
        tuple(Tick(bottom - value * scale_y, f"{value:g}") for value in _round_values(tallest, whole=True)),
        tuple(
            Mark(round(_LEFT + value * scale_x, 1), _TOP + 16 * row + 10, f"{label} {value:.3g}")
            for row, (label, value) in enumerate(marks)
        ),
    )


def _round_up(value: float) -> float:
    """Return the least 1, 2, 5 or 10 times a power of ten that is not below ``value``, which is over 0."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(step * power for step in _STEPS if step * power >= value * (1 - 1e-9))


def _round_values(end: float, *, whole: bool = False) -> list[float]:
    """Return the values of a scale from 0 to at most ``end``, four to six of them; whole numbers where asked."""
    step = _round_up(end / 5)
    if whole:
        step = max(1.0, step)
    return [round(step * i, 10) for i in range(int(end / step * (1 + 1e-9)) + 1)]

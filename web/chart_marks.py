"""The pieces of a chart as SVG: no script, no style attribute, every text escaped.

Planned and measured differ by dash and by filling, series by the form of their markers, so that nothing rests on
colour. Colours are presentation attributes, the values of the stylesheet's own (a test holds that), so that a chart
stands without it; the stylesheet overrides them where a person chose colours of their own.
"""

from collections.abc import Callable, Sequence
from typing import Final

from markupsafe import Markup

INK: Final = "#1a1a1a"
SOFT: Final = "#4d4d4d"
FAINT: Final = "#cccccc"
BLUE: Final = "#0017c1"

Place = tuple[float, float]

_LINE: Final = Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>')
_TEXT: Final = Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}" font-size="13">{}</text>')
_PATH: Final = Markup('<polyline class="chart-{}" points="{}" fill="none" stroke="{}" stroke-width="{}"{}/>')
_MARK: Final = Markup('<path class="chart-{}" d="{}" fill="{}" stroke="{}" stroke-width="2"/>')
_DASHES: Final = Markup(' stroke-dasharray="7 5"')
_PLANNED: Final = "planned"


def rule(kind: str, start: Place, end: Place, stroke: str = FAINT, width: float = 1) -> Markup:
    """Return a straight line; ``kind`` is its class."""
    return _LINE.format(kind, *start, *end, stroke, width)


def text(place: Place, words: str, anchor: str = "middle", fill: str = SOFT) -> Markup:
    """Return a text: ``anchor`` says which part of it stands at the place: start, middle or end."""
    return _TEXT.format(*place, anchor, fill, words)


def path(places: Sequence[Place], *, planned: bool) -> Markup:
    """Return a line through places: dashed and thin where planned, solid and thick where measured."""
    points = " ".join(f"{x:g},{y:g}" for x, y in places)
    if planned:
        return _PATH.format(_PLANNED, points, SOFT, 2, _DASHES)
    return _PATH.format("measured", points, BLUE, 3, "")


def markers(places: Sequence[Place], *, planned: bool, certain: bool = True, shape: int = 0) -> Markup:
    """Return the markers of values, none without places; as one path, which keeps a page of many charts light.

    Hollow and larger where planned, filled where measured, a cross where uncertain.
    """
    if not places:
        return Markup()
    size, stroke = (6, SOFT) if planned else (4.5, BLUE)
    kind = f"{'hollow' if planned else 'filled'}"
    if not certain:
        crosses = "".join(_cross(x, y, 6) for x, y in places)
        return _MARK.format(f"{kind} chart-doubt", crosses, "none", stroke)
    drawn = "".join(SHAPES[shape % len(SHAPES)](x, y, size) for x, y in places)
    return _MARK.format(kind, drawn, "#fff" if planned else BLUE, stroke)


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def _square(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z"


def _triangle(x: float, y: float, r: float) -> str:
    return f"M{x:g} {y - 1.3 * r:g}l{1.3 * r:g} {2.2 * r:g}h{-2.6 * r:g}z"


def _diamond(x: float, y: float, r: float) -> str:
    return f"M{x:g} {y - 1.4 * r:g}l{1.4 * r:g} {1.4 * r:g}l{-1.4 * r:g} {1.4 * r:g}l{-1.4 * r:g} {-1.4 * r:g}z"


def _tip(x: float, y: float, r: float) -> str:
    return f"M{x:g} {y + 1.3 * r:g}l{1.3 * r:g} {-2.2 * r:g}h{-2.6 * r:g}z"


def _bar(x: float, y: float, r: float) -> str:
    return f"M{x - 0.6 * r:g} {y - 1.5 * r:g}h{1.2 * r:g}v{3 * r:g}h{-1.2 * r:g}z"


def _cross(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y - r:g}l{2 * r:g} {2 * r:g}m0 {-2 * r:g}l{-2 * r:g} {2 * r:g}"


SHAPES: Final[tuple[Callable[[float, float, float], str], ...]] = (_circle, _square, _triangle, _diamond, _tip, _bar)
"""Forms that tell series apart, in the order in which series take them."""

"""Charts without words, to stand beside them: written short, since a list shows fifty.

Their classes say what is drawn, the stylesheet how. A marker is a stroke of no length with round ends, as wide as the
marker; the holes of hollow markers are strokes of the paper's colour.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from assistant.turn import KpiSeries
from web.chart_lines import Dot, Line, Lines
from web.chart_scale import Scale

_WIDTH, _HEIGHT, _INSET = 168, 52, 8
_DOUBT: Final = 6  # half the width of the cross that stands for an uncertain value
_SVG: Final = Markup('<svg class="spark" viewBox="0 0 {} {}" fill="none" aria-hidden="true">{}</svg>')
_PATH: Final = Markup('<path class="{}" d="{}"/>')


def spark_of(series: KpiSeries) -> Markup:
    """Return both lines of a series, in whole pixels; empty where nothing goes anywhere."""
    lines = Lines.of(series)
    if len(lines.dots) <= 1:
        return Markup()
    years = [dot.year for dot in lines.dots]
    across = Scale(Decimal(min(years)), Decimal(max(years)), _INSET, _WIDTH - _INSET)
    up = Scale(min(lines.values), max(lines.values), _HEIGHT - _INSET, _INSET)
    return _SVG.format(_WIDTH, _HEIGHT, Markup().join(_paths(lines, across, up)))


def _paths(lines: Lines, across: Scale, up: Scale) -> Iterator[Markup]:
    """Yield what was planned, then what was measured, so that this is always seen."""
    lasting = "" if lines.lasting is None else f"M{_INSET} {up.at(lines.lasting):.0f}H{_WIDTH - _INSET}"
    for name, line, level in (("aim", lines.planned, lasting), ("got", lines.measured, "")):
        certain = "".join(f"M{place}z" for place in _places(line, across, up, certain=True))
        drawn = {
            name: level + "".join(_run(run, across, up) for run in line.runs if len(run) > 1),
            f"{name}-dots": certain,
            f"{name}-holes": certain if name == "aim" else "",
            f"{name}-doubts": "".join(map(_cross, _places(line, across, up, certain=False))),
        }
        yield from (_PATH.format(kind, path) for kind, path in drawn.items() if path)


def _run(run: Iterable[Dot], across: Scale, up: Scale) -> str:
    return "M" + " ".join(_place(dot, across, up) for dot in run)


def _places(line: Line, across: Scale, up: Scale, *, certain: bool) -> Iterator[str]:
    return (_place(dot, across, up) for dot in line.dots if dot.certain is certain)


def _place(dot: Dot, across: Scale, up: Scale) -> str:
    return f"{across.at(dot.year):.0f} {up.at(dot.value):.0f}"


def _cross(place: str) -> str:
    half, whole = _DOUBT, 2 * _DOUBT
    return f"M{place}m-{half}-{half}l{whole} {whole}m0-{whole}l-{whole} {whole}"

"""KPI series as line charts in SVG, made on the server: planned dashed and hollow, measured solid and filled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from markupsafe import Markup

from assistant.kpis.numbers import number, unit_in, year_in
from assistant.turn import KpiSeries, Language
from web.chart_lines import Dot, Line, Lines
from web.chart_marks import INK, SOFT, Place, markers, path, rule, text
from web.chart_scale import Scale, labelled_years, tick_words, ticks, unit_words
from web.kpi_keys import key_of
from web.wording import Wording

_WIDTH, _HEIGHT = 560, 314
_LEGEND: Final = 34  # the height of the row that says what the marks mean
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 532, 68, 266
_INSET: Final = 22
_PLANNED_UP_TO: Final = 2  # series of one chart that still show what was planned: more lines cannot be told apart
_LETTERS: Final = "ABCDEF"
_LATIN: Final = 0x2E80  # letters from here are as wide as they are high
_SVG: Final = Markup(
    '<svg class="chart" viewBox="0 {} {} {}" role="img" aria-labelledby="{key}-title {key}-desc" '
    'xmlns="http://www.w3.org/2000/svg"><title id="{key}-title">{title}</title><desc id="{key}-desc">{desc}</desc>'
    "{drawn}</svg>"
)
_SAMPLE: Final = Markup('<svg class="spark" viewBox="0 0 40 20" aria-hidden="true">{}</svg>')
_NOTHING: Final = Markup()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The two axes of a chart."""

    across: Scale
    up: Scale

    def place(self, dot: Dot) -> Place:
        return self.across.at(dot.year), self.up.at(dot.value)


def chart_of(series: KpiSeries, language: Language) -> Markup:
    """Return the chart of a series, empty where none of its values has a number and a year.

    Its title names the indicator, its description says where each line begins and ends; all values belong into the
    table beside it. Its ids begin with the key of the series: show a series once on a page.
    """
    lines = Lines.of(series)
    if not lines.dots:
        return _NOTHING
    w, frame = _wording(language), _frame((lines,))
    title = w("chart.title", indicator=series.indicator)
    drawn = (
        *_axes(frame, (lines,), series.unit, language), *_gaps(frame, lines), *_series(frame, lines, 0, planned=True),
        *_legend(lines, w),
    )  # fmt: skip
    return _svg(f"chart-{key_of(series)}", title, _description(lines, series.unit, w), drawn)


def comparison_of(compared: Sequence[KpiSeries], language: Language, letters: str = _LETTERS) -> Markup:
    """Return one chart of several series of one unit, each by its letter and form of markers; empty without values.

    Beyond two series only the measured lines are drawn, and the planned one where nothing was measured.
    """
    lines = [Lines.of(series) for series in compared]
    if not any(one.dots for one in lines):
        return _NOTHING
    w, unit, frame = _wording(language), compared[0].unit, _frame(lines)
    names = [f"{letter} {series.indicator}" for letter, series in zip(letters, compared, strict=False)]
    planned = len(compared) <= _PLANNED_UP_TO
    drawn = [*_axes(frame, lines, unit, language)]
    for letter, one in zip(letters, lines, strict=False):
        drawn += _series(frame, one, _LETTERS.index(letter), planned=planned or not one.measured.dots)
        drawn += _letter(frame, one, letter)
    desc = " ".join(f"{name}: {_description(one, unit, w)}" for name, one in zip(names, lines, strict=True) if one.dots)
    key = f"chart-{'-'.join(map(key_of, compared))}"
    return _svg(key, w("chart.compared", names="、".join(names)), desc, drawn, above=_LEGEND)


def sample_of(shape: int) -> Markup:
    """Return a piece of a compared series' measured line, for the list that names the series."""
    drawn = (path(((2, 10), (38, 10)), planned=False), markers([(20, 10)], planned=False, shape=shape))
    return _SAMPLE.format(Markup().join(drawn))


@cache
def _wording(language: Language) -> Wording:
    return Wording.read(language)


def _svg(key: str, title: str, desc: str, drawn: Sequence[Markup], above: int = 0) -> Markup:
    """Return the whole picture without what would stand above a height."""
    return _SVG.format(above, _WIDTH, _HEIGHT - above, key=key, title=title, desc=desc, drawn=Markup().join(drawn))


def _frame(lines: Sequence[Lines]) -> _Frame:
    marks = ticks([value for one in lines for value in one.values])
    across = _years_across([dot.year for one in lines for dot in one.dots], _LEFT + _INSET, _RIGHT - _INSET)
    return _Frame(across, Scale(marks[0], marks[-1], _BOTTOM, _TOP))


def _years_across(years: Sequence[int], start: int, end: int) -> Scale:
    return Scale(Decimal(min(years)), Decimal(max(years)), start, end)


def _axes(frame: _Frame, lines: Sequence[Lines], unit: str, language: Language) -> Iterator[Markup]:
    """Yield the marks of both axes, with their words, and the unit."""
    marks = ticks([value for one in lines for value in one.values])
    for value, words in zip(marks, tick_words(marks, unit, language), strict=True):
        y = frame.up.at(value)
        yield rule("chart-grid", (_LEFT, y), (_RIGHT, y), *((SOFT, 1.5) if not value else ()))
        yield text((_LEFT - 8, y + 5), words, "end")
    for year in labelled_years([dot.year for one in lines for dot in one.dots]):
        x = frame.across.at(year)
        yield rule("chart-tick", (x, _BOTTOM), (x, _BOTTOM + 6), SOFT)
        yield from (text((x, _BOTTOM + 22 + 20 * at), words) for at, words in enumerate(_year_words(year, language)))
    if unit:
        yield text((8, _TOP - 14), _wording(language)("chart.unit", unit=unit_words(unit, language)), "start")


def _year_words(year: int, language: Language) -> tuple[str, ...]:
    """Return a year as it stands at the axis, in one or two lines: 令和6 over (2024), in English 2024."""
    if language == "en":
        return (str(year),)
    era, _, western = year_in(year, language).removesuffix("年度").partition("(")
    return (era, f"({western}") if western else (era,)


def _gaps(frame: _Frame, lines: Lines) -> Iterator[Markup]:
    for year, aim, got in lines.gaps:
        x = frame.across.at(year)
        yield rule("chart-gap", (x, frame.up.at(aim)), (x, frame.up.at(got)), INK)


def _series(frame: _Frame, lines: Lines, shape: int, *, planned: bool) -> Iterator[Markup]:
    """Yield the lines of a series and their markers: planned below, so that what was measured is always seen."""
    if planned:
        yield from _lasting(frame, lines)
        yield from _line(frame, lines.planned, shape, planned=True)
    yield from _line(frame, lines.measured, shape, planned=False)


def _line(frame: _Frame, line: Line, shape: int, *, planned: bool) -> Iterator[Markup]:
    yield from (path([frame.place(dot) for dot in run], planned=planned) for run in line.runs if len(run) > 1)
    for certain in (True, False):
        places = [frame.place(dot) for dot in line.dots if dot.certain is certain]
        yield markers(places, planned=planned, certain=certain, shape=shape)


def _lasting(frame: _Frame, lines: Lines) -> Iterator[Markup]:
    if lines.lasting is not None:
        y = frame.up.at(lines.lasting)
        yield path([(frame.across.start - _INSET, y), (frame.across.end + _INSET, y)], planned=True)


def _letter(frame: _Frame, lines: Lines, letter: str) -> Iterator[Markup]:
    """Yield the letter of a compared series at the end of its line."""
    dots = lines.measured.dots or lines.planned.dots
    if dots:
        x, y = frame.place(dots[-1])
        yield text((x + 14, y + 5), letter, fill=INK)


def _legend(lines: Lines, w: Wording) -> Iterator[Markup]:
    """Yield what the lines and marks mean, those that are drawn, in a row."""
    x = 8
    for words, drawn in _meanings(lines, w):
        yield from (piece for piece in drawn(x))
        yield text((x + 40, 21), words, "start", INK)
        x += 56 + sum(20 if ord(letter) > _LATIN else 11 for letter in words)


def _meanings(lines: Lines, w: Wording) -> Iterator[tuple[str, Callable[[int], tuple[Markup, ...]]]]:
    if lines.planned.dots or lines.lasting is not None:
        dotted = bool(lines.planned.dots)
        yield w("chart.planned"), lambda x: _sample(x, planned=True, dotted=dotted)
    if lines.measured.dots:
        yield w("chart.measured"), lambda x: _sample(x, planned=False)
    if lines.gaps:
        yield w("chart.gap"), lambda x: (rule("chart-gap", (x + 17, 7), (x + 17, 25), INK),)
    if not all(dot.certain for dot in lines.dots):
        yield w("chart.doubt"), lambda x: (markers([(x + 17, 16)], planned=True, certain=False),)


def _sample(x: int, *, planned: bool, dotted: bool = True) -> tuple[Markup, ...]:
    line = path(((x, 16), (x + 34, 16)), planned=planned)
    return (line, markers([(x + 17, 16)], planned=planned)) if dotted else (line,)


def _description(lines: Lines, unit: str, w: Wording) -> str:
    """Return where the lines of a series begin and end, in words."""
    told = [
        _told(line, name, unit, w)
        for line, name in ((lines.planned, w("chart.planned")), (lines.measured, w("chart.measured")))
        if line.dots
    ]
    if lines.lasting is not None:
        told.append(w("chart.lasting", value=f"{number(lines.lasting)}{unit_in(unit, w.language)}"))
    return " ".join(told)


def _told(line: Line, name: str, unit: str, w: Wording) -> str:
    first, last = (_dot_words(dot, unit, w.language) for dot in (line.dots[0], line.dots[-1]))
    if len(line.dots) == 1:
        return w("chart.one_dot", name=name, first=first)
    return w("chart.dots", name=name, first=first, last=last, count=len(line.dots))


def _dot_words(dot: Dot, unit: str, language: Language) -> str:
    return f"{year_in(dot.year, language)} {number(dot.value)}{unit_in(unit, language)}"

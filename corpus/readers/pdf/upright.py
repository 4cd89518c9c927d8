"""Pages turned so that their writing runs from left to right, with heights counted down from the top."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from math import atan2, degrees

from corpus.readers.pdf.drawing import Box, Drawing
from corpus.readers.pdf.glyphs import Glyph
from corpus.readers.pdf.settings import settings


class Turn(Enum):
    """Which way writing runs, in degrees against the clock from rightwards."""

    RIGHT = 0
    UP = 90
    LEFT = 180
    DOWN = 270
    SLANTED = -1


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand together but not along the lines: turned, or one under the other."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Upright:
    """A page whose writing runs from left to right: ``y`` grows downwards, the page starts at 0, 0.

    ``runs`` are read apart from the lines; ``slanted`` counts the letters of watermarks, which are left out;
    ``vertical``: the page is vertical writing, its columns are the lines here.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Box, ...]
    runs: tuple[Run, ...]
    slanted: int
    vertical: bool


def upright(glyphs: Sequence[Glyph], drawing: Drawing) -> Upright:
    """Return a page turned the way most of its letters run."""
    turns = [_turn(glyph) for glyph in glyphs]
    known = Counter(turn for turn in turns if turn is not Turn.SLANTED)
    main = known.most_common(1)[0][0] if known else Turn.RIGHT
    # In ruled cells words stand letter under letter on level pages too.
    vertical = main is Turn.RIGHT and len(drawing.edges) < settings().lines.vertical_edges and _mostly_down(glyphs)
    if vertical:
        main = Turn.DOWN
    page = drawing.page
    lines, runs = _parted(glyphs, turns, main, page, vertical=vertical)
    sides = (page.right - page.left, page.top - page.bottom)
    width, height = sides if main in {Turn.RIGHT, Turn.LEFT} else sides[::-1]
    edges = tuple(_turned_box(edge, main, page) for edge in drawing.edges)
    return Upright(width, height, tuple(lines), edges, tuple(runs), turns.count(Turn.SLANTED), vertical)


def _turn(glyph: Glyph) -> Turn:
    if glyph.across == 1.0:
        return Turn.RIGHT
    angle = degrees(atan2(glyph.along, glyph.across)) % 360
    nearest = round(angle / 90) * 90
    return Turn.SLANTED if abs(angle - nearest) > settings().lines.slanted else Turn(nearest % 360)


def _mostly_down(glyphs: Sequence[Glyph]) -> bool:
    steps = ["on" if one.y == other.y else _step(one, other) for one, other in pairwise(glyphs)]
    down = steps.count("down")
    return down > 1 and down >= settings().lines.vertical_page * (down + steps.count("on"))


def _step(one: Glyph, other: Glyph) -> str:
    """Return where the next letter of upright writing stands: 「on」 to the right, 「down」, or elsewhere (「」)."""
    size = max(one.size, other.size)
    across, down = other.x - one.x, one.y - other.y
    if abs(across) < 0.35 * size and 0.4 * size < down < 1.7 * size:  # the next in its column
        return "down"
    return "on" if 0 < across < 3 * size and abs(down) < 0.5 * size else ""


def _parted(
    glyphs: Sequence[Glyph], turns: Sequence[Turn], main: Turn, page: Box, *, vertical: bool
) -> tuple[list[Glyph], list[Run]]:
    """Return the letters of the lines, turned, and the runs that stand otherwise."""
    lines: list[Glyph] = []
    runs: list[Run] = []
    upright_turn = Turn.RIGHT if vertical else main
    for turn, pairs in groupby(zip(glyphs, turns, strict=True), key=lambda pair: pair[1]):
        members = [glyph for glyph, _ in pairs]
        if turn is Turn.SLANTED:
            continue
        if turn in {upright_turn, main}:
            for stacked, group in _stacks(members, apply=not vertical and turn is Turn.RIGHT):
                if stacked:
                    runs.append(_run(group, main, page))
                else:
                    lines.extend(_turned(glyph, main, page, stacked=vertical) for glyph in group)
        else:
            runs.append(_run(members, main, page))
    return lines, [run for run in runs if run.text]


def _stacks(glyphs: Sequence[Glyph], *, apply: bool) -> Iterable[tuple[bool, list[Glyph]]]:
    """Yield the letters in groups, each with whether it is a column of vertical writing within level lines."""
    if not apply:
        return [(False, list(glyphs))]
    groups: list[list[Glyph]] = []
    for glyph in glyphs:
        last = groups[-1][-1] if groups else glyph
        if last.y != glyph.y and _under(last, glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    fewest = settings().lines.stacked
    return [(len(group) >= fewest, group) for group in groups]


def _under(one: Glyph, other: Glyph) -> bool:
    """Return whether a letter stands right under another, as in a narrow cell; digits under digits are a column."""
    digits = one.text.isdecimal() or other.text.isdecimal()
    return not digits and one.text != " " and _step(one, other) == "down" and one.size == other.size


def _run(glyphs: Sequence[Glyph], main: Turn, page: Box) -> Run:
    first = _turned(glyphs[0], main, page, stacked=False)
    return Run("".join(glyph.text for glyph in glyphs).strip(), first.x, first.y, first.size)


def _turned(glyph: Glyph, main: Turn, page: Box, *, stacked: bool) -> Glyph:
    advance = glyph.right - glyph.x
    if main is Turn.RIGHT:
        left = glyph.x - page.left
        return Glyph(glyph.text, left, page.top - glyph.y, left + advance, glyph.size, glyph.bold)
    x, y = _point(glyph.x, glyph.y, main, page)
    if stacked and glyph.along == 0:  # a letter of a vertical column: its head is a size above its base line
        x, advance = x - 0.88 * glyph.size, glyph.size
    return Glyph(glyph.text, x, y, x + advance, glyph.size, glyph.bold)


def _point(x: float, y: float, main: Turn, page: Box) -> tuple[float, float]:
    if main is Turn.RIGHT:
        return x - page.left, page.top - y
    if main is Turn.UP:
        return y - page.bottom, x - page.left
    if main is Turn.LEFT:
        return page.right - x, y - page.bottom
    return page.top - y, page.right - x


def _turned_box(box: Box, main: Turn, page: Box) -> Box:
    """Return a box in the turned page's measure: ``bottom`` is the smaller height there, as it counts downwards."""
    x0, y0 = _point(box.left, box.bottom, main, page)
    x1, y1 = _point(box.right, box.top, main, page)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

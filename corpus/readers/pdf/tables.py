"""Tables: grids of ruled lines with their text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout.continuation import STARTS
from corpus.readers.pdf.drawing import Box
from corpus.readers.pdf.glyphs import Glyph
from corpus.readers.pdf.grid import Grid, GridCell, find_grids
from corpus.readers.pdf.lines import find_segments, joined
from corpus.readers.pdf.settings import settings
from corpus.readers.pdf.upright import Run

_THIRD = 3  # of a letter's size above its base line is its middle
_TAB = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class TableItem:
    """A table on a page: its rows with as many cells each, empty ones kept, and where it is."""

    rows: tuple[tuple[str, ...], ...]
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageTables:
    """The tables of a page and the letters and runs outside them; ``complete`` is false where none were looked for."""

    tables: tuple[TableItem, ...]
    glyphs: tuple[Glyph, ...]
    runs: tuple[Run, ...]
    complete: bool = True


def find_tables(edges: Sequence[Box], glyphs: Sequence[Glyph], runs: Sequence[Run]) -> PageTables:
    """Return the tables that ruled lines make, with their text, and what stands outside them."""
    grids = find_grids(edges) if len(edges) >= settings().tables.columns + 1 else []
    if grids is None:
        return PageTables((), tuple(glyphs), tuple(runs), complete=False)
    places = [(at, cell) for at, grid in enumerate(grids) for cell in grid.cells]
    shelf = _Shelf(places, [grid.box for grid in grids], nested=_nested(grids))
    for glyph in glyphs:
        shelf.put(glyph, glyph.x + (glyph.right - glyph.x) / 2, glyph.y - glyph.size / _THIRD)
    for run in runs:
        shelf.put(run, run.x + run.size / 2, run.y - run.size / _THIRD)
    tables = [table for at, grid in enumerate(grids) if (table := shelf.table(at, grid))]
    return PageTables(tuple(tables), tuple(shelf.outside_glyphs()), tuple(shelf.outside_runs()))


class _Shelf:
    """Sorts letters into the cells of grids; those of grids that are no tables are given back."""

    def __init__(self, places: Sequence[tuple[int, GridCell]], boxes: Sequence[Box], *, nested: bool) -> None:
        self._nested = nested
        self._boxes = boxes
        self._places = sorted(places, key=lambda place: place[1].box.bottom)
        self._tops = [cell.box.bottom for _, cell in self._places]
        self._tallest = max((cell.box.top - cell.box.bottom for _, cell in places), default=0.0)
        self._letters: dict[tuple[int, GridCell], list[Glyph]] = {}
        self._runs: dict[tuple[int, GridCell], list[Run]] = {}
        self._outside: list[Glyph | Run] = []
        self._last: tuple[int, GridCell] | None = None

    def put(self, item: Glyph | Run, x: float, y: float) -> None:
        """Put a letter or run into the smallest cell that holds the point."""
        if self._nested or self._last is None or not self._last[1].box.holds(x, y):
            self._last = self._find(x, y)
        if self._last is None:
            self._outside.append(item)
        elif isinstance(item, Glyph):
            self._letters.setdefault(self._last, []).append(item)
        else:
            self._runs.setdefault(self._last, []).append(item)

    def _find(self, x: float, y: float) -> tuple[int, GridCell] | None:
        found: tuple[int, GridCell] | None = None
        if not any(box.holds(x, y) for box in self._boxes):
            return None
        for number in range(bisect_right(self._tops, y) - 1, -1, -1):
            box = self._places[number][1].box
            if box.bottom < y - self._tallest:
                break
            if box.holds(x, y) and (found is None or box.area < found[1].box.area):
                found = self._places[number]
        return found

    def table(self, at: int, grid: Grid) -> TableItem | None:
        """Return a grid with its text, or None where it is a frame or the lines of a chart."""
        texts = {
            cell: text
            for cell in grid.cells
            if (text := _text(self._letters.get((at, cell), ()), self._runs.get((at, cell), ())))
        }
        columns = {cell.column for cell in texts}
        if len(columns) < settings().tables.columns:
            for cell in grid.cells:
                self._outside.extend(self._letters.pop((at, cell), ()))
                self._outside.extend(self._runs.pop((at, cell), ()))
            return None
        box = grid.box
        return TableItem(_filled(texts, grid), box.left, box.right, box.bottom, box.top)

    def outside_glyphs(self) -> list[Glyph]:
        """Return the letters outside tables."""
        return [item for item in self._outside if isinstance(item, Glyph)]

    def outside_runs(self) -> list[Run]:
        """Return the runs outside tables."""
        return [item for item in self._outside if isinstance(item, Run)]


def _nested(grids: Sequence[Grid]) -> bool:
    """Return whether a table may stand in a cell of another one."""
    return any(
        one.box.holds(other.box.left + 1, other.box.bottom + 1) for one in grids for other in grids if one is not other
    )


def _filled(texts: dict[GridCell, str], grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table. Rows without any text are left out, and slivers between double rules.

    Empty columns are kept: the table may go on over the page with text in them.
    """
    by_place = {(cell.row, cell.column): text for cell, text in texts.items()}
    filled = {cell.column for cell in texts}
    wide = {cell.column for cell in grid.cells if cell.box.right - cell.box.left > settings().tables.sliver}
    columns = [column for column in range(grid.columns) if column in filled or column in wide]
    return tuple(
        tuple(by_place.get((row, column), "") for column in columns) for row in sorted({cell.row for cell in texts})
    )


def _text(glyphs: Sequence[Glyph], runs: Sequence[Run]) -> str:
    """Return the text of a cell as one line: wrapped words are joined, items and vertical words are set apart."""
    pieces = [(segment.y, segment.x0, segment.text) for segment in find_segments(glyphs)] if glyphs else []
    pieces.extend((run.y, run.x, run.text) for run in runs)
    text, last = "", None
    for y, _, piece in sorted(pieces, key=lambda one: one[0]):
        apart = bool(text) and (y == last or STARTS.match(piece) is not None)
        text = f"{text} {piece}" if apart else joined(text, piece)
        last = y
    return _TAB.sub(lambda blank: "\u3000" if "\u3000" in blank[0] else " ", text).strip()

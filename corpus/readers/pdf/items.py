"""The items of a page in reading order: lines and tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.pdf.columns import Column, Piece, in_columns
from corpus.readers.pdf.lines import Segment
from corpus.readers.pdf.settings import TableRules, settings
from corpus.readers.pdf.tables import TableItem

_FIGURE = re.compile(r"[0-9０-９][0-9０-９,，.．]{0,12}[%％]?")
_SAME_ROW = 0.5  # of the size, between the base lines of one row


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text with its place, its looks, and the sides of the column that it stands in."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    left: float
    right: float


Item = TextLine | TableItem


def in_reading_order(pieces: Sequence[Piece]) -> list[Item]:
    """Return the pieces of a page as lines and tables in reading order."""
    items: list[Item] = []
    for column in in_columns(pieces):
        items.extend(_items(column))
    return items


def _items(column: Column) -> Iterator[Item]:
    rows: list[list[Segment]] = []
    for piece in column.pieces:
        if isinstance(piece, TableItem):
            yield from _lines(rows, column)
            rows = []
            yield piece
        elif rows and abs(piece.y - rows[-1][0].y) < _SAME_ROW * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    yield from _lines(rows, column)


def _lines(rows: Sequence[list[Segment]], column: Column) -> Iterator[Item]:
    """Yield rows of segments as lines, those whose segments stand under each other as tables."""
    rules = settings().tables
    run: list[list[Segment]] = []
    for row in [*rows, []]:
        row.sort(key=lambda segment: segment.x0)
        cells = len(row) >= rules.aligned_cells or _entry(row)
        if cells and (not run or len(row) == len(run[0])):
            run.append(row)
            continue
        yield from _run(run, column, rules)
        run = [row] if cells else []
        if row and not run:
            yield _line(row, column)


def _entry(row: Sequence[Segment]) -> bool:
    """Return whether a row is a title and a number, as those of a table of contents are."""
    return len(row) == 2 and _FIGURE.fullmatch(row[1].text) is not None  # noqa: PLR2004 - the two


def _run(run: Sequence[list[Segment]], column: Column, rules: TableRules) -> Iterator[Item]:
    if len(run) >= rules.aligned_rows and _aligned(run):
        rows = tuple(tuple(segment.text for segment in row) for row in run)
        yield TableItem(rows, run[0][0].x0, run[0][-1].x1, run[0][0].top, run[-1][0].bottom)
    else:
        for row in run:
            yield _line(row, column)


def _aligned(rows: Sequence[list[Segment]]) -> bool:
    """Return whether each column's segments share a side or overlap, and no two columns do."""
    spans = [(min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)) for cells in zip(*rows, strict=True)]
    return all(left[1] < right[0] for left, right in pairwise(spans))


def _line(row: Sequence[Segment], column: Column) -> TextLine:
    first = max(row, key=lambda segment: len(segment.text))
    text = "\u3000".join(segment.text for segment in row)
    return TextLine(text, row[0].x0, row[-1].x1, first.y, first.size, first.bold, column.left, column.right)

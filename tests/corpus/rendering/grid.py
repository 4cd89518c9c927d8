"""A table of a plan's text as a grid: every cell in its column, labels over several rows as one cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.display import clean
from corpus.japanese.era import find_years
from corpus.layout.cells import Cell as SourceCell
from corpus.layout.cells import Row
from corpus.layout.continuation import STARTS
from corpus.layout.lines import Line
from corpus.layout.tables import read_table

_CONTINUED = ("実績", "実績値", "達成率", "達成度", "達成状況")
_ABOVE = ("予定", "目標", "目標値", "計画", "計画値", "見込", "見込み")
_WIDE = 8  # columns that no longer fit on an upright page


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its plain text and how many rows it spans; 0 where the cell above it reaches into its place."""

    text: str = ""
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; the first ``header`` of them are heading rows."""

    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0])

    @property
    def wide(self) -> bool:
        """Return whether the table needs a page on its side."""
        return self.width > _WIDE


def table_of(lines: Sequence[Line], *, titled: bool = True) -> Table:
    """Return the table that ``lines`` of a plan's text are; not ``titled``: without number and title in its head."""
    found = read_table(lines)
    header = [texts for row in found.header for texts in _texts(row)]
    if found.number is not None and not titled:
        header[0] = ["" if at < 2 else text for at, text in enumerate(header[0])]
    last = max((at for texts in header for at, text in enumerate(texts) if find_years(text)), default=-1)
    rows = [tuple(Cell(text) for text in texts) for texts in header]
    for row in found.rows:
        rows.extend(_spanned(_texts(row), last) if _paired(row) else [tuple(map(Cell, texts)) for texts in _texts(row)])
    width = max(map(len, rows))
    filled = max(at + 1 for row in rows for at, cell in enumerate(row) if cell.text)
    full = (row + (Cell(),) * (width - len(row)) for row in rows)
    return Table(tuple(row[:filled] for row in full), len(header))


def _texts(row: Row) -> list[list[str]]:
    """Return the plain texts of a row's lines; the lines of a wrapped row are one."""
    if row.wrapped:
        width = max(map(len, row.lines))
        return [[_joined([line[at] for line in row.lines if at < len(line)]) for at in range(width)]]
    return [[_plain(cell.text) for cell in line] for line in row.lines]


def _joined(cells: Sequence[SourceCell]) -> str:
    text = ""
    for more in (_plain(cell.text) for cell in cells):
        text += f"\n{more}" if text and more and STARTS.match(more) else more
    return text


def _plain(source: str) -> str:
    if not source or source.isalnum():
        return source
    mark = source[0] if source[0] in "・■●○◎□◆◇-" else ""
    return mark + clean(source, len(mark), len(source)).text.strip()


def _paired(row: Row) -> bool:
    above = {cell.text for cell in row.lines[0]}
    return len(row.lines) > 1 and not row.wrapped and bool(above & set(_ABOVE))


def _spanned(lines: list[list[str]], last: int) -> list[tuple[Cell, ...]]:
    """Return 予定 and 実績 with the values of one year under each other; labels beside the years span the rows."""
    label = next(at for at, text in enumerate(lines[0]) if text in _ABOVE)
    aligned = [lines[0], *(_aligned(line, label) for line in lines[1:])]
    width = max(map(len, aligned))
    full = [line + [""] * (width - len(line)) for line in aligned]
    spans = {at for at in range(width) if _spans(full, at, label, last)}
    rows = [tuple(Cell(text, len(full) if at in spans else 1) for at, text in enumerate(full[0]))]
    rows.extend(tuple(Cell(text, 0 if at in spans else 1) for at, text in enumerate(line)) for line in full[1:])
    return rows


def _aligned(line: list[str], label: int) -> list[str]:
    at = next(at for at, text in enumerate(line) if text)
    return [""] * label + line[at:] if line[at] in _CONTINUED else line


def _spans(lines: Sequence[Sequence[str]], at: int, label: int, last: int) -> bool:
    beside = at < label or (at > last and bool(re.search("[ぁ-んァ-ヺ一-鿿]{2}", lines[0][at])))
    return beside and not any(line[at] for line in lines[1:])

"""A sheet of a workbook: its rows as shown, without what is hidden."""

from collections.abc import Set
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from corpus.readers.tabulation import Row
from corpus.readers.workbook.cells import Looks
from corpus.readers.workbook.file import cells_of
from corpus.remarks.grammar import line_of
from corpus.remarks.parts import PartCode

MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
# A workbook of a thousand pages has some two million letters; one long text in very many cells makes any number.
MOST_LETTERS = 60_000_000
_LAST_COLUMN = 16_384  # of Excel


@dataclass(slots=True)
class Room:
    """What may still be read of a workbook."""

    letters: int = MOST_LETTERS


@dataclass(slots=True)
class Places:
    """Cells to be named in a notice: the first one and their number."""

    first: str = ""
    count: int = 0

    def add(self, place: str) -> None:
        """Count one more cell."""
        self.first = self.first or place
        self.count += 1


@dataclass(slots=True)
class SheetRead:
    """What was read of a sheet: its rows, an empty one for blank rows between, and what is not in them.

    ``uncached`` are formulas without a value, ``errors`` error values; ``full`` says what a limit left out. Hidden
    rows and columns are those with text.
    """

    rows: list[Row] = field(default_factory=list)
    uncached: Places = field(default_factory=Places)
    errors: Places = field(default_factory=Places)
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    full: str = ""


def read_sheet(sheet: Worksheet, looks: Looks, uncached: Set[tuple[int, int]], room: Room) -> SheetRead:
    """Return what a sheet shows, taking its letters off ``room``; ``uncached`` are its formulas without a value."""
    read = SheetRead()
    hidden_rows = {at for at, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}
    hidden_columns = _hidden_columns(sheet)
    last = 0
    for number, group in groupby(cells_of(sheet), attrgetter("row")):
        cells = list(group)
        if number in hidden_rows:
            read.hidden_rows += any(looks.shown(cell).strip() for cell in cells)
            last += number == last + 1  # the rows around it stand together
            continue
        row = _row(read, cells, hidden_columns, looks, uncached)
        if not row:
            continue
        room.letters -= sum(map(len, row.values()))
        if room.letters < 0 or len(read.rows) >= MOST_ROWS:
            read.full = line_of(PartCode.BELOW, row=number)
            break
        read.rows.extend([{}, row] if number != last + 1 and read.rows else [row])
        last = number
    return read


def _row(
    read: SheetRead, cells: list[Cell], hidden: Set[int], looks: Looks, uncached: Set[tuple[int, int]]
) -> dict[int, str]:
    """Return the shown cells of a row by their columns from 0, and note in ``read`` what is not among them."""
    row = {}
    for cell in cells:
        text = looks.shown(cell)
        if not text.strip():
            _note(read, cell, hidden, uncached)
        elif cell.column in hidden:
            read.hidden_columns.add(cell.column)
        elif cell.column > MOST_COLUMNS:
            read.full = line_of(PartCode.BEYOND, most=f"{MOST_COLUMNS:,}")
        else:
            row[cell.column - 1] = text
    return row


def _note(read: SheetRead, cell: Cell, hidden: Set[int], uncached: Set[tuple[int, int]]) -> None:
    """Keep the place of a cell that has no value where it should have one."""
    if cell.column in hidden:
        return
    if cell.data_type == "e":
        read.errors.add(cell.coordinate)
    elif (cell.row, cell.column) in uncached:
        read.uncached.add(cell.coordinate)


def _hidden_columns(sheet: Worksheet) -> Set[int]:
    hidden = set[int]()
    for column in sheet.column_dimensions.values():
        if column.hidden or column.width == 0:
            hidden.update(range(max(column.min or 1, 1), min(column.max or 0, _LAST_COLUMN) + 1))
    return hidden

"""The rows of a table of figures: each with its label and the cells of its columns; wrapped labels put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.japanese.width import fold
from corpus.kpi.surveys.columns import Column, Role, shown
from corpus.kpi.surveys.notes import mark_of
from corpus.kpi.values import read_value
from corpus.layout.cells import Cell, Row
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of

Line = tuple[Cell, ...]

# Where a label that is broken over two rows goes on.
_GOES_ON = re.compile(r"[のをにはがでとやへ)）」』、・]|うち(?!数)")
_OPEN_END = re.compile(r"[のをはがとや、・(（「『/／]$|当たり$|あたり$")
_NO_NUMBER = re.compile(r"[^\d▲△−-]")
_SAME = 0.5  # of the values of two rows that are one


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row: ``label`` names what is measured, ``cells`` are the cells by column, ``doubts`` why a cell is unsure.

    ``mark`` is the number of the footnote that the label refers to. ``group`` is what the label columns before say,
    carried down over empty cells.
    """

    label: str
    mark: str
    cells: dict[int, Cell]
    doubts: dict[int, str]
    group: dict[int, str]
    start: int
    end: int

    @property
    def filled(self) -> dict[int, Cell]:
        """Return the cells that are not empty."""
        return {at: cell for at, cell in self.cells.items() if cell.text}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A row whose cells could not be put under the columns, where it starts and how many it has of each."""

    start: int
    cells: int
    columns: int


def read_figure_rows(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[list[FigureRow], list[Misfit]]:
    """Return the rows of a table under its columns, in order, and those that do not fit under them."""
    read: list[FigureRow] = []
    misfits: list[Misfit] = []
    group: dict[int, str] = {}
    for line in (line for row in rows for line in row.lines if any(cell.text for cell in line)):
        fitted = _fitted(line, columns)
        if fitted is None:
            misfits.append(Misfit(next(cell.start for cell in line if cell.text), len(line), len(columns)))
            continue
        row = _read(fitted, columns, group, short=len(line) < len(columns))
        group = row.group
        read.append(row)
    return list(_joined(read, _value_places(columns))), misfits


def _value_places(columns: Sequence[Column]) -> list[int]:
    return [column.at for column in columns if column.role in {Role.VALUE, Role.CHANGE}]


def _fitted(line: Line, columns: Sequence[Column]) -> Line | None:
    """Return a line with one cell for each column: empty ones that were left off at its end are filled in."""
    kept = line
    while kept and not kept[-1].text and len(kept) > len(columns):
        kept = kept[:-1]
    if len(kept) > len(columns):
        return None
    if len(kept) == len(columns):
        return kept
    label = next(column.at for column in columns if column.role is Role.INDICATOR)
    starts = label < len(kept) and kept[label].text and read_value(kept[label].text) is None
    blank = Cell(kept[-1].end, "")
    return (*kept, *[blank] * (len(columns) - len(kept))) if starts else None


def _read(line: Line, columns: Sequence[Column], group: dict[int, str], *, short: bool) -> FigureRow:
    label = next(column.at for column in columns if column.role is Role.INDICATOR)
    before = {column.at: shown(line[column.at]) for column in columns if column.at < label}
    values = _value_places(columns)
    doubts = dict.fromkeys(values, line_of(EvidenceCode.SHORT_ROW)) if short else {}
    filled = [cell for cell in line if cell.text]
    return FigureRow(
        label=shown(line[label]),
        mark=mark_of(line[label].text),
        cells={column.at: line[column.at] for column in columns},
        doubts=doubts,
        group={at: text or group.get(at, "") for at, text in before.items()},
        start=filled[0].start,
        end=filled[-1].end,
    )


def _joined(rows: Sequence[FigureRow], places: Sequence[int]) -> Iterator[FigureRow]:
    """Yield the rows, those that are one row with a label broken over two put together."""
    waiting: FigureRow | None = None
    for row in rows:
        if waiting is not None and _one_label(waiting.label, row.label) and _one_row(waiting, row, places):
            waiting = _merged(waiting, row, places)
            continue
        if waiting is not None:
            yield waiting
        waiting = row
    if waiting is not None:
        yield waiting


def _one_label(above: str, below: str) -> bool:
    if not above or not below:
        return False
    unclosed = _count(above, "(（") > _count(above, ")）") and _count(below, ")）") > _count(below, "(（")
    return unclosed or bool(_GOES_ON.match(below) or _OPEN_END.search(above))


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _one_row(above: FigureRow, below: FigureRow, places: Sequence[int]) -> bool:
    """Return whether two rows hold the same values, most of them, or one of them holds none."""
    upper, lower = ([_key(row.cells[at]) for at in places] for row in (above, below))
    if not any(upper) or not any(lower):
        return any(upper) or any(lower)
    pairs = [(one, other) for one, other in zip(upper, lower, strict=True) if one and other]
    return len(pairs) > 0 and sum(map(_alike, *zip(*pairs, strict=True))) >= _SAME * len(pairs)


def _alike(one: str, other: str) -> bool:
    return _NO_NUMBER.sub("", fold(one)) == _NO_NUMBER.sub("", fold(other))


def _key(cell: Cell) -> str:
    return fold(cell.text)


def _merged(above: FigureRow, below: FigureRow, places: Sequence[int]) -> FigureRow:
    """Return two rows as one: the first row's cells, doubtful where the second contradicts them."""
    cells, doubts = dict(above.cells), dict(above.doubts)
    for at in places:
        first, second = above.cells[at], below.cells[at]
        if not first.text:
            cells[at] = second
        elif second.text and not _alike(first.text, second.text):
            doubts[at] = line_of(EvidenceCode.SECOND_LINE, text=shown(second))
    return replace(
        above,
        label=above.label + below.label,
        mark=above.mark or below.mark,
        cells=cells,
        doubts=doubts,
        end=max(above.end, below.end),
    )


def repeated_labels(rows: Sequence[FigureRow]) -> frozenset[str]:
    """Return the labels that more than one row has."""
    labels = sorted(fold(row.label) for row in rows if row.label)
    return frozenset(one for one, other in pairwise(labels) if one == other)

"""The rows of a table: their cells with offsets, and lines that belong to one row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.display import CELL_SEPARATOR, clean, one_line
from corpus.layout.continuation import STARTS, opens_label
from corpus.layout.lines import Line, LineKind

_PIPE_RULE = re.compile(r"[|:\-\s]*-{3,}[|:\-\s]*")
_LONGEST_RULE = 1000
_PIPE = re.compile(r"(?<!\\)\|")
_FINISHED = re.compile(r"(?:[。．！？）)」』%％↑↓→\d]|</p>|</ul>)$")
_FIGURE = re.compile(r"[▲△+-]?\s*[\d０-９][\d０-９,，.．\s]*\D{0,4}")
_KEPT_MARKS = frozenset("・■●○◎□◆◇")
_SENTENCE = re.compile("。")
# 「5. 59人」 is one number: no cell holds a numbered heading that ends with a unit.
_BROKEN_FIGURE = re.compile(r"\d{1,4}\. \d{1,4}(?:[人%％件円回歳]|ポイント)")
_WIDEST_PROSE = 3  # columns of a table whose cells are wrapped over lines


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of one line: ``text`` is the source without the white space around it."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return where the cell's text ends."""
        return self.start + len(self.text)

    @property
    def display(self) -> str:
        """Return the cell for display; a list mark that opens it is kept, since the cell does not start a line."""
        if not self.text or self.text.isalnum():
            return self.text
        if _BROKEN_FIGURE.fullmatch(self.text):
            return "".join(self.text.split())
        mark = self.text[0] if self.text[0] in _KEPT_MARKS else ""
        return mark + one_line(clean(self.text, len(mark), len(self.text)).text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells of one line, of the lines that it is ``wrapped`` over, or of lines that follow each other.

    Empty cells are kept. ``repeated``: only the label is wrapped, and the other cells stand on each line again.
    """

    lines: tuple[tuple[Cell, ...], ...]
    wrapped: bool = False
    repeated: bool = False

    @property
    def filled(self) -> list[Cell]:
        """Return the cells with content, line by line."""
        return [cell for line in self.lines for cell in line if cell.text]

    @property
    def start(self) -> int:
        """Return where the first cell with content starts."""
        return self.filled[0].start

    @property
    def end(self) -> int:
        """Return where the last cell with content ends."""
        return self.filled[-1].end

    def columns(self, first: int = 0) -> list[str]:
        """Return the display text of each column from ``first`` on that has content, wrapped lines joined."""
        if not self.wrapped:
            return [text for line in self.lines for cell in line[first:] if cell.text and (text := cell.display)]
        width = max(len(line) for line in self.lines)
        texts = (self._column([line[at] for line in self.lines if at < len(line)], at) for at in range(first, width))
        return [text for text in texts if text]

    def _column(self, cells: Sequence[Cell], at: int) -> str:
        if at and self.repeated:
            return next((cell.display for cell in cells if cell.text), "")
        return _joined(cells)

    def display(self) -> str:
        """Return the row for display, its cells parted by 「 ／ 」."""
        return CELL_SEPARATOR.join(self.columns())


def rule(line: Line) -> bool:
    """Return whether a line is the rule under a Markdown table's heading row."""
    return len(line.text) <= _LONGEST_RULE and bool(_PIPE_RULE.fullmatch(line.text))


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return one row for each line with content.

    A line of text between rows goes to the last cell of the row above, or to its label where that goes on.
    """
    rows: list[Row] = []
    for line in lines:
        if rule(line):
            continue
        if line.kind is LineKind.TEXT and rows:
            rows[-1] = Row((*rows[-1].lines, tuple(_text_cells(rows[-1], line))), wrapped=True)
            continue
        cells = tuple(_cells(line))
        if any(cell.text for cell in cells):
            rows.append(Row((cells,)))
    return rows


def merged(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the lines of wrapped rows put together, where the cells hold running text over lines."""
    if not _wrapped(rows):
        return list(rows)
    result: list[Row] = []
    for row in rows:
        if result and _continues(result[-1], row):
            result[-1] = Row((*result[-1].lines, *row.lines), wrapped=True)
        else:
            result.append(row)
    return result


def _text_cells(row: Row, line: Line) -> list[Cell]:
    """Return a line of text as the last cell of a row with figures or text, or as its label."""
    label = "".join(cells[0].text for cells in row.lines)
    text, blank = Cell(line.start, line.text), [Cell(line.start, "")] * (len(row.lines[0]) - 1)
    figure = _FIGURE.fullmatch(row.filled[-1].text) is not None
    return [text, *blank] if figure and opens_label(label, line.text) else [*blank, text]


def _cells(line: Line) -> Iterator[Cell]:
    text, start = line.text, line.start
    if text.startswith("|"):
        text, start = text[1:].rstrip().removesuffix("|"), start + 1
        parts = _PIPE.split(text)
    else:
        parts = text.split("\t")
    for part in parts:
        stripped = part.strip()
        yield Cell(start + (part.index(stripped) if stripped else 0), stripped)
        start += len(part) + 1


def _joined(parts: Sequence[Cell]) -> str:
    """Return the lines of one column as one text: wrapped words are joined, items stay apart."""
    text = ""
    for part in parts:
        more = part.display
        latin = text[-1:].isascii() and text[-1:].isalnum() and more[:1].isascii()
        text += f" {more}" if text and more and (STARTS.match(more) or latin) else more
    return text


def _wrapped(rows: Sequence[Row]) -> bool:
    """Return whether sentences run on from line to line in the last column of a narrow table."""
    width = max((len(row.lines[0]) for row in rows), default=0)
    if width > _WIDEST_PROSE or len(rows) < 2:  # noqa: PLR2004 - a row and its continuation
        return False
    last = [row.lines[0][-1].text for row in rows]
    open_ends = sum(1 for text in last[:-1] if text and not _FINISHED.search(text))
    return any(_SENTENCE.search(text) for text in last) and open_ends > 0


def _continues(above: Row, row: Row) -> bool:
    cells = row.lines[0]
    if len(cells) < len(above.lines[0]) or not any(cell.text for cell in cells[:-1]):
        return True
    return not _FINISHED.search(above.filled[-1].text)

"""Tabulation: the rows of a sheet or CSV file as the paragraphs and tables of a plan's text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Self

from corpus.readers.grid import one_cell, rows_as_text

# A row by the columns of its cells with text.
Row = Mapping[int, str]

# A table is written with its empty cells, so that columns stand under each other, unless it were so many cells and
# hardly one in ten of them had text: a few stray cells far to the right would make a text of gigabytes.
_MOST_PADDED = 5_000_000
_EMPTY_PER_FILLED = 10
_NOTE = re.compile(r"[※＊*]|[(（]?注[\s0-9０-９:：)）]|(?:出典|資料|備考)[\s\u3000:：]")
_SENTENCE_END = ("。", "．")
_LONGEST_TITLE = 80  # letters; what is longer is text in bold letters


class Title(str):
    """A cell's text in letters that stand out; alone in its row it is a heading of this depth."""

    __slots__ = ("depth",)
    depth: int

    def __new__(cls, text: str, depth: int) -> Self:
        """Return the text with its depth, from 1."""
        title = super().__new__(cls, text)
        title.depth = depth
        return title


def filled(cells: Sequence[str]) -> Row:
    """Return the cells that have text, by their columns from 0."""
    return {at: cell for at, cell in enumerate(cells) if cell and not cell.isspace()}


def rows_as_blocks(rows: Iterable[Row]) -> str:
    """Return rows as blocks parted by blank lines: a blank row ends a table, rows of one cell are paragraphs.

    A row of one cell in bold letters is a heading. Rows of one cell right over a table stand on the lines over it.
    Within a table, a row of one cell is a paragraph only where it stands in the first column and is a sentence or a
    note. Columns without any text are left out.
    """
    runs = (list(run) for has_text, run in groupby(rows, key=bool) if has_text)
    return "\n\n".join(_run_as_text(run) for run in runs)


def _run_as_text(run: Sequence[Row]) -> str:
    first = min((min(row) for row in run if len(row) > 1), default=None)
    if first is None:
        return "\n\n".join(_paragraph(row) for row in run)
    return "".join(_parts(run, first)).rstrip("\n")


def _parts(run: Sequence[Row], first: int) -> Iterator[str]:
    r"""Yield the tables of a run, each with ``\n\n`` behind it, and the lines of text over and between them."""
    table: list[Row] = []
    for row in run:
        if len(row) > 1 or (table and not _breaks(row, first)):
            table.append(row)
            continue
        if table:
            yield f"{_table(table)}\n\n"
            table = []
        yield f"{_paragraph(row)}\n"
    if table:
        yield f"{_table(table)}\n\n"


def _breaks(row: Row, first: int) -> bool:
    """Return whether a row of one cell between the rows of a table is a sentence or a note that belongs to no column.

    Under a merged cell the rest of a row stands further to the right.
    """
    ((column, cell),) = row.items()
    cell = cell.strip()
    return column <= first and (cell.endswith(_SENTENCE_END) or bool(_NOTE.match(cell)))


def _paragraph(row: Row) -> str:
    """Return the one cell of a row, its own lines kept; a title as a Markdown heading."""
    (cell,) = row.values()
    lines = [said for line in cell.splitlines() if (said := " ".join(line.split("\t")).strip())]
    if isinstance(cell, Title) and len(lines) == 1 and _may_head(lines[0]):
        return f"{'#' * cell.depth} {lines[0]}"
    return "\n".join(lines)


def _may_head(line: str) -> bool:
    """Return whether a line in bold letters is a heading and no sentence, note or figure."""
    sentence = line.endswith(_SENTENCE_END) or len(line) > _LONGEST_TITLE
    return not sentence and not _NOTE.match(line) and any(map(str.isalpha, line))


def _table(rows: Sequence[Row]) -> str:
    columns = sorted(set().union(*rows))
    cells = len(columns) * len(rows)
    if cells > _MOST_PADDED and cells > _EMPTY_PER_FILLED * sum(map(len, rows)):
        return "\n".join("\t".join(map(one_cell, row.values())) for row in rows)
    return rows_as_text([[row.get(at, "") for at in columns] for row in rows])

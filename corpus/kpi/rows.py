"""Rows of a CSV file with the span of the text that each fills."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import RowError


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: its cells, the line it starts in (from 1), and its span, without the line end."""

    cells: tuple[str, ...]
    line: int
    start: int
    end: int


def read_rows(text: str, start: int, end: int) -> Iterator[CsvRow | RowError]:
    """Yield the rows of ``text[start:end]`` that are not blank, in order; a broken one as the RowError that it is."""
    lines = text[start:end].split("\n")
    starts = [start]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    while True:
        first = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RowError(f"line {first + 1}: not CSV ({error}); quote cells that hold commas or quotation marks")
            continue
        if any(cell.strip() for cell in cells):
            last = min(reader.line_num, len(lines))
            yield CsvRow(tuple(cells), first + 1, starts[first], starts[last] - 1)

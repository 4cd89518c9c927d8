"""Rows of a CSV file with the span of the text that each fills."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: its cells, the line it starts in (from 1), and its span, without the line end."""

    cells: tuple[str, ...]
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is no CSV, the line it starts in, and why."""

    line: int
    reason: str


def read_rows(text: str, start: int, end: int) -> Iterator[CsvRow | BrokenRow]:
    """Yield the rows of ``text[start:end]`` that are not blank, in order, with those that are broken."""
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
            yield BrokenRow(first + 1, line_of(LineCode.NOT_CSV, str(error)))
            continue
        if any(cell.strip() for cell in cells):
            last = min(reader.line_num, len(lines))
            yield CsvRow(tuple(cells), first + 1, starts[first], starts[last] - 1)

"""Delimited text: CSV and TSV files as tables and lines."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from pathlib import PurePath

from corpus.notice import Notice, NoticeCode
from corpus.readers.encoding import read_text
from corpus.readers.source import SourceText
from corpus.readers.tabulation import filled, rows_as_blocks
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode

# The widest table that a city publishes has some 200 columns; a row with more was not cut where it should have been.
MOST_COLUMNS = 2000
_DELIMITERS = ",\t;"
_SAMPLE = 200  # rows that show how the cells are parted
_LONGEST_ROW = 100  # lines of a row whose quotation mark is looked for
_DECLARED = "sep="  # the first line that Excel writes and reads to name the delimiter
_MOST_BROKEN = 1000  # rows; a file with more has no quoting that could be followed


@dataclass(slots=True)
class _Broken:
    """The rows whose quoting is broken: the line of the first one and their number."""

    first: int = 0
    count: int = 0

    def add(self, line: int) -> None:
        """Count one more row, at ``line``."""
        self.first = self.first or line
        self.count += 1


def read_delimited(data: bytes, name: str) -> SourceText:
    """Return the tables of a ``.csv`` or ``.tsv`` file; a file of one column gives its lines as they are.

    The delimiter is the one that gives the most even rows. What breaks the rules of quoting is read line by line and
    said in a notice.
    """
    decoded = read_text(data, name)
    file = PurePath(name).name
    text = decoded.text.replace("\f", "\n")
    delimiter, start = _delimiter(text, file)
    broken = _Broken()
    rows = _rows(text, start, delimiter, broken)
    notices = (*decoded.notices, *_broken_notices(broken, file), *_cut(rows, file))
    if all(len(row) <= 1 for row in rows):
        return SourceText("\n".join(row[0].strip() if row else "" for row in rows), None, notices)
    return SourceText(rows_as_blocks(map(filled, rows)), None, notices)


def _delimiter(text: str, file: str) -> tuple[str, int]:
    """Return what parts the cells, and where the first row starts."""
    first = text[: text.find("\n")] if "\n" in text else text
    if first.lower().startswith(_DECLARED) and len(first) == len(_DECLARED) + 1:
        return first[-1], len(first) + 1
    if file.lower().endswith(".tsv") and "\t" in text:
        return "\t", 0
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter)), 0


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many rows of the sample have as many cells as most of them do, two or more, and how many cells."""
    try:
        rows = list(islice(csv.reader(StringIO(text), delimiter=delimiter), _SAMPLE))
    except csv.Error:
        rows = [line.split(delimiter) for line in islice(StringIO(text), _SAMPLE)]
    widths = Counter(len(row) for row in rows if len(row) > 1 and any(row))
    if not widths:
        return 0, 0
    width, count = widths.most_common(1)[0]
    return count, width


def _rows(text: str, start: int, delimiter: str, broken: _Broken) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text[start:]), delimiter=delimiter, strict=True))
    except csv.Error:
        lines = text[start:].split("\n")
        return list(_mended(lines, delimiter, broken, text.count("\n", 0, start)))


def _mended(lines: Sequence[str], delimiter: str, broken: _Broken, over: int) -> Iterator[list[str]]:
    """Yield the rows of lines whose quoting is broken somewhere: there a line is a row. ``over`` lines stand above."""
    at = 0
    while at < len(lines):
        row, used = _row(lines, at, delimiter) if '"' in lines[at] else (lines[at].split(delimiter), 1)
        if row is None:
            broken.add(over + at + 1)
            row = [cell.strip().strip('"') for cell in lines[at].split(delimiter)]
        yield row
        at += used
        if broken.count > _MOST_BROKEN:
            yield from ([cell.strip().strip('"') for cell in line.split(delimiter)] for line in lines[at:])
            return


def _row(lines: Sequence[str], at: int, delimiter: str) -> tuple[list[str] | None, int]:
    """Return the row that starts at a line, None where it is broken, and the number of its lines."""
    ahead = (f"{line}\n" for line in lines[at : at + _LONGEST_ROW])
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return None, 1


def _broken_notices(broken: _Broken, file: str) -> Iterator[Notice]:
    if broken.count:
        code = LineCode.MUCH_QUOTATION if broken.count > _MOST_BROKEN else LineCode.QUOTATION
        message = line_of(code, count=broken.count)
        yield Notice(file, line_of(PlaceCode.LINE, line=broken.first), NoticeCode.TABLE, message)


def _cut(rows: list[list[str]], file: str) -> Iterator[Notice]:
    """Cut rows that are too wide and yield a notice that says so."""
    wide = [at for at, row in enumerate(rows) if len(row) > MOST_COLUMNS]
    for at in wide:
        del rows[at][MOST_COLUMNS:]
    if wide:
        message = line_of(LineCode.WIDE_ROWS, count=len(wide), most=f"{MOST_COLUMNS:,}")
        yield Notice(file, line_of(PlaceCode.ROW, row=wide[0] + 1), NoticeCode.LIMIT, message)

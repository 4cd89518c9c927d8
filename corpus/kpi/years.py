"""The columns of years in a table's heading rows: R3, 令和6年度, 2024, (2022), FY2024, R3実績, 目標 over R6 to R9."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from corpus.japanese.era import YearMention, find_years
from corpus.japanese.width import fold
from corpus.kpi.record import KpiKind
from corpus.kpi.yearly.cells import Read
from corpus.kpi.yearly.words import kind_of, words

_REST = re.compile(r"[\s()（）\[\]【】:：・,、]+")
_SHORT = re.compile(r"\d{1,2}年度")
_YEAR = re.compile(r"[\d元一二三四五六七八九]")
_LONGEST = 24  # letters of a cell that names a year and nothing else: (開始年度)令和2(2020)年度


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of values: ``year`` sorts and compares, ``kind`` is None where the rows say it.

    ``fiscal`` is false for a calendar year (令和6年), whose ``text`` is then the period.
    """

    column: int
    year: int
    fiscal: bool
    text: str
    kind: KpiKind | None = None

    @property
    def fiscal_year(self) -> int | None:
        """Return the fiscal year, or None where a calendar year was said."""
        return self.year if self.fiscal else None

    @property
    def period(self) -> str:
        """Return the raw words of time where they are no fiscal year."""
        return "" if self.fiscal else self.text


@dataclass(frozen=True, slots=True)
class YearHeader:
    """The columns of years of a table, from left to right, and the names over the other columns.

    ``names`` are the texts over each column, from the topmost row on. ``schedule`` are the years of a second run
    that says when a project is carried out. ``width`` is the number of cells of the row with the years.
    """

    columns: tuple[YearColumn, ...]
    names: tuple[tuple[str, ...], ...]
    schedule: tuple[YearColumn, ...]
    width: int

    @property
    def first(self) -> int:
        """Return the first column of years."""
        return self.columns[0].column

    @property
    def labelled(self) -> bool:
        """Return whether the heading says what its columns' values are, so that the rows need not."""
        return any(column.kind for column in self.columns if column.kind is not KpiKind.BASELINE)

    @property
    def plain(self) -> "YearHeader":
        """Return the heading with the columns whose values the rows' labels tell, without 現状値(R5)."""
        return replace(self, columns=tuple(column for column in self.columns if column.kind is None))

    @property
    def paired(self) -> "YearHeader":
        """Return the heading with a kind for each column: R3 beside R3実績 is a target."""
        columns = (replace(column, kind=column.kind or KpiKind.TARGET) for column in self.columns)
        return replace(self, columns=tuple(columns))


@lru_cache(maxsize=8192)
def year_of(text: str) -> YearMention | None:
    """Return the one year that a heading cell names, or None where it says anything else."""
    if not text or len(text) > _LONGEST or not _YEAR.search(text):
        return None
    found = find_years(text)
    if len(found) != 1 or found[0].part or found[0].month:
        return None
    rest = fold(_REST.sub("", text[: found[0].start] + text[found[0].end :]))
    return found[0] if not _said_beside(rest) else None


def is_year_row(cells: Sequence[Read]) -> bool:
    """Return whether a row names columns of years: two or more, in order, and no values beside."""
    columns = _columns(cells)
    taken = {column.column for column in columns}
    others = [read for at, read in enumerate(cells) if read.stated and at not in taken]
    if len(columns) < words().least_years or any(not read.cell.text.isdecimal() for read in others):
        return False
    return columns[0].year <= columns[1].year and len({column.year for column in columns}) > 1


def read_header(rows: Sequence[Sequence[Read]], at: int) -> YearHeader | None:
    """Return the heading whose row of years is ``rows[at]``; rows before and after it may name the columns too.

    None where no two columns of years are left: each year stands once for each kind of value.
    """
    columns = list(_columns(rows[at]))
    below = rows[at + 1] if at + 1 < len(rows) and is_kind_row(rows[at + 1]) else None
    if below is not None:
        columns = _with_kinds(columns, below)
    above = rows[:at]
    runs = _runs(columns)
    grouped = _grouped(runs, above)
    first = [column for run in grouped for column in run]
    schedule = () if len(grouped) > 1 or len(runs) == 1 else tuple(runs[1])
    width = max(len(rows[at]), first[-1].column + 1 if first else 0)
    names = tuple(_names(rows[: at + 1], column) for column in range(width))
    header = YearHeader(tuple(first), names, schedule, width)
    enough = header.labelled or len(header.plain.columns) >= words().least_years
    return header if enough and len(first) >= words().least_years else None


def is_kind_row(cells: Sequence[Read]) -> bool:
    """Return whether a row says only what the columns under the years are: 計画, 実績, 計画, 実績."""
    filled = [read for read in cells if read.filled]
    kinds = [read for read in filled if kind_of(read.cell.text)]
    return len(kinds) > 1 and not any(read.stated for read in filled) and 2 * len(kinds) > len(filled)


def _columns(cells: Sequence[Read]) -> list[YearColumn]:
    found: list[YearColumn] = []
    base = 0
    for at, read in enumerate(cells):
        text = read.cell.text
        mention = year_of(text)
        if mention:
            calendar = not mention.fiscal and "年" in text
            base = mention.year - _number(text)
            found.append(YearColumn(at, mention.year, not calendar, text, _kind_beside(text, mention)))
        elif found and _SHORT.fullmatch(fold(text)) and base + _number(text) > found[-1].year:
            found.append(YearColumn(at, base + _number(text), fiscal=True, text=text))
    return found


def _number(text: str) -> int:
    """Return the first number of a cell: 6 of 「令和6年度」, with which 「7年度」 in the next cell is counted on."""
    match = re.search(r"\d+", fold(text))
    return int(match[0]) if match else 1


def _kind_beside(text: str, mention: YearMention) -> KpiKind | None:
    rest = fold(_REST.sub("", text[: mention.start] + text[mention.end :]))
    return next((kind for part in (rest, *_trimmed(rest)) if (kind := kind_of(part))), None)


def _trimmed(rest: str) -> list[str]:
    return [rest.removeprefix(word) for word in words().beside if rest.startswith(word)]


def _said_beside(rest: str) -> str:
    """Return what is left of the words beside a year without those that any heading of years may have."""
    if not rest or kind_of(rest):
        return ""
    for word in words().beside:
        if rest.startswith(word):
            return _said_beside(rest.removeprefix(word))
        if rest.endswith(word):
            return _said_beside(rest.removesuffix(word))
    return rest


def _with_kinds(columns: Sequence[YearColumn], below: Sequence[Read]) -> list[YearColumn]:
    """Return one column for each kind under the years: in their columns, or in turn where merged cells were lost."""
    kinds = [(at, kind) for at, read in enumerate(below) if (kind := kind_of(read.cell.text))]
    share, rest = divmod(len(kinds), len(columns))
    spread = all(right.column - left.column == share for left, right in pairwise(columns))
    if share and not rest and not (spread and kinds[0][0] == columns[0].column):
        return [replace(columns[place // share], column=at, kind=kind) for place, (at, kind) in enumerate(kinds)]
    over = [([column for column in columns if column.column <= at] or [columns[0]])[-1] for at, _ in kinds]
    return [replace(column, column=at, kind=kind) for column, (at, kind) in zip(over, kinds, strict=True)]


def _runs(columns: Sequence[YearColumn]) -> list[list[YearColumn]]:
    """Return the columns cut where the years begin anew."""
    runs: list[list[YearColumn]] = []
    for column in columns:
        if runs and column.year >= runs[-1][-1].year and not _again(runs[-1], column):
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _again(run: Sequence[YearColumn], column: YearColumn) -> bool:
    return any(other.year == column.year and other.kind is column.kind for other in run)


def _grouped(runs: Sequence[list[YearColumn]], above: Sequence[Sequence[Read]]) -> list[list[YearColumn]]:
    """Return the runs of values: the first one, or each with its kind where a row above says one for each."""
    for row in above[::-1]:
        kinds = [
            (at, kind)
            for at, read in enumerate(row)
            if (at >= runs[0][0].column or len(runs) > 1) and (kind := kind_of(read.cell.text))
        ]
        if kinds and len(kinds) == len(runs) and not any(column.kind for run in runs for column in run):
            return [[replace(column, kind=kind) for column in run] for run, (_, kind) in zip(runs, kinds, strict=True)]
    return list(runs[:1])


def _names(rows: Sequence[Sequence[Read]], column: int) -> tuple[str, ...]:
    texts = (row[column].cell.text for row in rows if column < len(row))
    return tuple(
        text for text in texts if text and not ((mention := year_of(text)) and not _kind_beside(text, mention))
    )

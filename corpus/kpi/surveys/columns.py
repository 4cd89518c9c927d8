"""The columns of a table of figures: what each states, and of which year."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from corpus.display import clean, one_line
from corpus.japanese.era import YearMention, find_years
from corpus.kpi.record import KpiKind
from corpus.kpi.surveys.words import survey_words
from corpus.layout.cells import Cell, Row


class Role(Enum):
    """What a column holds."""

    INDICATOR = "indicator"
    FIELD = "field"
    ISSUE = "issue"
    UNIT = "unit"
    VALUE = "value"
    CHANGE = "change"  # from one column of values to another
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``name`` as printed, ``kind`` None where only a year is said, ``qualifier`` a remark such as 開始年度.

    ``period`` holds the words of time that are no fiscal year; ``bare`` is true for a year without 年度 or era.
    """

    at: int
    name: str
    role: Role
    kind: KpiKind | None = None
    fiscal_year: int | None = None
    period: str = ""
    qualifier: str = ""
    bare: bool = False


_NUMBERING = re.compile(r"No\.?|番号|#|№", re.IGNORECASE)
_MONTH = re.compile(r"[./]\d{1,2}(?!\d)")  # R6.3 is March, in the fiscal year before
_BRACKETS = re.compile(r"[()\[\]【】<>〈〉]")
REFERENCE = "参考"  # starts from here where a target stands beside it, else a remark
_LONGEST = 40


def read_columns(header: Sequence[Row], width: int) -> tuple[Column, ...]:
    """Return the columns of a table by its heading rows, in order; none where they belong to another kind of table."""
    names = _names(header, width)
    if any(_plain(name) in survey_words().foreign for name in names):
        return ()
    columns = [_column(at, name) for at, name in enumerate(names)]
    return tuple(_with_label(_fiscal(columns)))


def year_said(name: str) -> tuple[int | None, str, bool]:
    """Return the fiscal year that a label says, else its words of time, and whether the year is a bare number."""
    years = find_years(name)
    if not years:
        return None, "", False
    first, said = years[0], name[years[0].start : years[-1].end]
    month = _MONTH.match(name, years[-1].end)
    if len(years) > 1 or first.month or month:
        return None, said + (month[0] if month else ""), False
    bare = said.isdecimal()
    return (first.year, "", bare) if first.fiscal or bare else (None, said, False)


def _names(header: Sequence[Row], width: int) -> list[str]:
    """Return the name of each column: the cells over it, a cell that spans several columns for each of them."""
    lines = [line for row in header for line in row.lines]
    names = [""] * width
    for number, line in enumerate(lines):
        texts = [shown(cell) for cell in line[:width]] + [""] * (width - len(line))
        if number < len(lines) - 1:
            texts = _spread(texts, lines[number + 1])
        names = [_both(name, text) for name, text in zip(names, texts, strict=True)]
    return names


def _both(name: str, text: str) -> str:
    return name if text in name else f"{name} {text}".strip()


def _spread(texts: Sequence[str], below: Sequence[Cell]) -> list[str]:
    spread = list(texts)
    for at in range(1, len(spread)):
        if not spread[at] and at < len(below) and below[at].text and find_years(spread[at - 1]):
            spread[at] = spread[at - 1]
    return spread


def shown(cell: Cell) -> str:
    """Return a cell's text for display, on one line, footnote marks gone."""
    return one_line(clean(cell.text, 0, len(cell.text)).text).strip()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _column(at: int, name: str) -> Column:
    plain = _plain(name)
    if not plain or len(plain) > _LONGEST or _NUMBERING.fullmatch(plain):
        return Column(at, name, Role.OTHER)
    words = survey_words()
    for role, said in ((Role.UNIT, words.unit), (Role.FIELD, words.field), (Role.ISSUE, words.issue)):
        if plain in said:
            return Column(at, name, role)
    return _of_values(at, name, plain)


def _of_values(at: int, name: str, plain: str) -> Column:
    years = find_years(plain)
    rest = _without(plain, years)
    parts = [part for part in _BRACKETS.split(rest) if part]
    kind = next((survey_words().kinds[part] for part in parts if part in survey_words().kinds), None)
    if _names_change(rest, parts):
        role = Role.OTHER if len(years) == 1 else Role.CHANGE
        return Column(at, name, role, KpiKind.ACTUAL, qualifier="増減")
    if not years and (kind is None or len(parts) > 1):
        return Column(at, name, Role.OTHER)
    if years and kind is None:
        kind = next((kind for word, kind in survey_words().kinds.items() if word in rest), None)
    year, period, bare = year_said(plain)
    return Column(at, name, Role.VALUE, kind, year, period, _qualifier(parts, kind), bare)


def _names_change(rest: str, parts: Sequence[str]) -> bool:
    changes = survey_words().changes
    return any(part in changes for part in parts) or rest.endswith(tuple(changes))


def _without(plain: str, years: Sequence[YearMention]) -> str:
    for year in reversed(years):
        plain = plain[: year.start] + "()" + plain[year.end :]
    return plain


def _qualifier(parts: Sequence[str], kind: KpiKind | None) -> str:
    """Return the remark that stands beside a year, such as 参考 and 開始年度; what says the kind is none."""
    named = [part for part in parts if kind is None and part.removesuffix("年度") not in {"", part}]
    return "・".join([part for part in parts if part == REFERENCE or part in named])


def _fiscal(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with bare years beside calendar years as those: (2022) between 2021年 and 2023年."""
    calendar = any(column.period.endswith("年") for column in columns)
    return [
        replace(column, fiscal_year=None, period=f"{column.fiscal_year}年") if calendar and column.bare else column
        for column in columns
    ]


def _with_label(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with the one of the indicators' names; none where there are no values or no names."""
    first = next((column.at for column in columns if column.role is Role.VALUE), None)
    free = [column for column in columns[: first or 0] if column.role in {Role.OTHER, Role.FIELD, Role.ISSUE}]
    free = [column for column in free if not _NUMBERING.fullmatch(_plain(column.name))]
    if first is None or not free:
        return []
    named = {_plain(column.name): column.at for column in reversed(free)}
    at = next((named[word] for word in survey_words().indicator if word in named), None)
    at = next((place for name, place in named.items() if _ends_like_label(name)), free[-1].at) if at is None else at
    return [replace(column, role=Role.INDICATOR) if column.at == at else column for column in columns]


def _ends_like_label(name: str) -> bool:
    return name.endswith(survey_words().indicator)

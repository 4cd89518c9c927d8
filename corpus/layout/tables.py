"""Tables: heading rows, glossaries, and what a table is a table of."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.display import CELL_SEPARATOR
from corpus.japanese.era import find_years
from corpus.japanese.width import fold
from corpus.layout.cells import Row, merged, rows_of, rule
from corpus.layout.lines import Line

_HEADER_LINES = 6
_MOST_HEADER_ROWS = 5
_DIGIT = re.compile(r"[\d元一二三四五六七八九十]")
_NUMBERED_ROW = re.compile(r"\|?\s*[\d０-９]{1,2}\s*[\t|]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heading rows and its rows, wrapped and paired lines put together.

    ``term`` is the column of the terms where it is a glossary. A table of values by year has a ``form``, equal for
    tables with the same columns; ``number`` and ``title`` stand in its heading row before the columns' names
    (「1⇥担い手の確保⇥KPI⇥R3⇥R4…」), where they do.
    """

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    term: int | None
    form: str
    number: int | None
    title: str

    @property
    def narrow(self) -> bool:
        """Return whether every row is two cells: a term and its explanation, under a heading such as 用語集."""
        return bool(self.rows) and all(len(row.lines[0]) == 2 for row in self.rows)  # noqa: PLR2004

    @property
    def caption(self) -> str:
        """Return the columns' names as one line, each once: it heads the later pieces of a long table."""
        names = dict.fromkeys(name for row in self.header for name in row.columns())
        return CELL_SEPARATOR.join(names)

    @property
    def label(self) -> str:
        """Return the names of the columns that are no years, for a title."""
        names = dict.fromkeys(name for row in self.header[:1] for name in row.columns() if not _year(name))
        return CELL_SEPARATOR.join(names)


@dataclass(frozen=True, slots=True)
class _Words:
    header: tuple[str, ...]
    longest: int
    years: int
    terms: frozenset[str]
    explanations: frozenset[str]
    continued: frozenset[str]
    after: frozenset[str]


def read_table(lines: Sequence[Line]) -> Table:
    """Return the table that ``lines`` are."""
    rows = rows_of(lines)
    count = _header_rows(rows, marked=len(lines) > 1 and rule(lines[1]))
    header, body = rows[:count], _paired(merged(rows[count:]))
    number, title = _numbered(rows[0]) if count else (None, "")
    return Table(tuple(header), tuple(body), _term(header), _form(header), number, title)


def read_header(lines: Sequence[Line]) -> Table:
    """Return the table that ``lines`` are with its first rows only: enough to know its columns."""
    return read_table(lines[:_HEADER_LINES])


def starts_table(line: Line) -> bool:
    """Return whether a line among rows is the numbered heading row of another table."""
    if not _NUMBERED_ROW.match(line.text):
        return False
    rows = rows_of([line])
    return bool(rows) and _numbered(rows[0])[0] is not None and bool(_form(rows))


@cache
def _words() -> _Words:
    data = tomllib.loads(files("corpus.layout").joinpath("tables.toml").read_text(encoding="utf-8"))
    header, glossary, continued = data["header"], data["glossary"], data["continued"]
    return _Words(
        tuple(fold(word) for word in header["words"]),
        header["longest"],
        header["years"],
        frozenset(glossary["terms"]),
        frozenset(glossary["explanations"]),
        frozenset(continued["labels"]),
        frozenset(continued["after"]),
    )


def _header_rows(rows: Sequence[Row], *, marked: bool) -> int:
    if not rows:
        return 0
    if not (marked or (len(rows) > 1 and _first_is_header(rows))):
        return 1 if len(rows) == 1 and _form(rows) else 0
    if marked:
        return 1
    count = 1
    most = min(len(rows) - 1, _MOST_HEADER_ROWS)
    while count < most and _names_more(rows[count]):
        count += 1
    return count


def _names_more(row: Row) -> bool:
    """Return whether a row names columns under the first heading row: it leaves the first column empty."""
    return not row.lines[0][0].text and _names(row) >= 2 and _short(row)  # noqa: PLR2004 - one may be chance


def _first_is_header(rows: Sequence[Row]) -> bool:
    first = rows[0]
    texts = [cell.text for cell in first.filled]
    same = all([cell.text for cell in row.filled] == texts for row in rows[1:_HEADER_LINES])
    return not same and _short(first) and (_names(first) > 0 or _counted(first) or _above_figures(rows))


def _short(row: Row) -> bool:
    columns = row.columns()
    return all("。" not in text and len(text) <= _words().longest for text in columns)


def _names(row: Row) -> int:
    """Return how many cells name a column: 指標, 取組の概要, R6, 令和6年度."""
    return sum(1 for text in row.columns() if fold(text).endswith(_words().header) or _year(text))


@lru_cache(maxsize=1024)
def _year(text: str) -> bool:
    """Return whether a cell names a year and hardly anything else: 「R6実績」, 「(参考) 令和6 (2024) 年度」."""
    if len(text) > _words().longest // 2 or not _DIGIT.search(text):
        return False
    years = find_years(text)
    return (
        bool(years)
        and len(re.sub(r"\W|実績|予定|目標|参考|開始|終了|年度|以降", "", text)) <= years[0].end - years[0].start + 2
    )


def _counted(row: Row) -> bool:
    """Return whether the columns after the first are numbered (1), (2), (3)."""
    heads = [re.match(r"[（(]?([1-9])[)）.]", cell.text) for cell in row.filled[1:]]
    return len(heads) > 1 and all(head and int(head[1]) == at for at, head in enumerate(heads, 1))


def _above_figures(rows: Sequence[Row]) -> bool:
    """Return whether a column holds figures under a first cell that is none."""
    first = rows[0].lines[0]
    for at in range(1, len(first)):
        below = [
            row.lines[0][at].text for row in rows[1:_HEADER_LINES] if at < len(row.lines[0]) and row.lines[0][at].text
        ]
        if first[at].text and not _figure(first[at].text) and below and all(map(_figure, below)):
            return True
    return False


def _figure(text: str) -> bool:
    return bool(re.match(r"[▲△-]?[\d０-９][\d０-９,，.\s]*\D{0,3}$", text))


def _numbered(row: Row) -> tuple[int | None, str]:
    """Return the number and title that open a heading row before the columns' names, if they do."""
    columns = row.columns()
    if len(columns) < 3 or not re.fullmatch(r"\d{1,2}", fold(columns[0])) or _year(columns[1]):  # noqa: PLR2004
        return None, ""
    named = fold(columns[2]).endswith(_words().header) and fold(columns[1]) not in _words().header
    return (int(fold(columns[0])), columns[1]) if named else (None, "")


def _form(header: Sequence[Row]) -> str:
    names = [name for row in header for name in row.columns()]
    if sum(map(_year, names)) < _words().years:
        return ""
    number, _ = _numbered(header[0])
    labels = [fold(name) for name in names[2 if number is not None else 0 :] if not _year(name)]
    return "|".join(labels[:3])


def _term(header: Sequence[Row]) -> int | None:
    names = [fold(cell.text) for cell in header[0].lines[0]] if header else []
    if any(name in _words().terms for name in names) and any(name in _words().explanations for name in names):
        return next(at for at, name in enumerate(names) if name in _words().terms)
    return None


def _paired(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with 実績 put to the 予定 or 目標 above it."""
    result: list[Row] = []
    for row in rows:
        above = {cell.text for cell in result[-1].filled} if result else set()
        if row.filled[0].text in _words().continued and above & _words().after:
            result[-1] = Row((*result[-1].lines, *row.lines))
        else:
            result.append(row)
    return result

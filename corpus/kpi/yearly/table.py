"""Tables whose columns are years: their heading, their rows, and what stands over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.japanese.width import fold
from corpus.kpi.extract import Source
from corpus.kpi.record import KpiTable
from corpus.kpi.yearly.cells import Read, Says, read_cells
from corpus.kpi.yearly.words import kind_of, words
from corpus.kpi.years import YearHeader, is_kind_row, is_year_row, read_header
from corpus.layout.blocks import BlockKind
from corpus.layout.cells import rows_of

_BESIDE = 6  # letters that a column's name may have beside the word of its role: DX重点課題


@dataclass(frozen=True, slots=True)
class YearTable:
    """A table of values by year: ``number`` counts them, ``rows`` stand under the heading.

    ``headings`` is the path of its section; ``title`` the name that opens its heading row (「1⇥担い手の育成⇥KPI」).
    ``own`` is false where the heading is that of the table before, which this one goes on with.
    """

    number: int
    header: YearHeader
    title: str
    rows: tuple[tuple[Read, ...], ...]
    headings: tuple[str, ...]
    own: bool = True

    @property
    def table(self) -> KpiTable:
        """Return whether the table lists projects with activity indicators, or KPIs."""
        names = [fold(name) for names in self.header.names for name in names]
        listed = any(word in name for name in names for word in words().columns["activity"])
        return KpiTable.ACTIVITY if listed else KpiTable.KPI

    def column(self, role: str) -> int | None:
        """Return the column whose name has a role of ``kpi.toml``: issue, indicator, unit; None where none has."""
        for word in words().columns[role]:
            for at, names in enumerate(self.header.names[: self.header.first]):
                if any(role_of(name) == role and word in fold(name) for name in names):
                    return at
        return None

    @property
    def between(self) -> int:
        """Return how many columns right before the years hold other values: 現状値⇥R6⇥R7."""
        count = 0
        for names in self.header.names[: self.header.first][::-1]:
            if not any(kind_of(name) for name in names):
                break
            count += 1
        return count


@lru_cache(maxsize=4096)
def role_of(name: str) -> str:
    """Return the role that a column's name says, "" where it says none; a long text is no name of a column."""
    folded = fold(name)
    for role in ("priority", "formula", "note", "project", "leading", "indicator", "title", *words().columns):
        for word in words().columns[role] if role != "activity" else ():
            if len(folded) <= len(word) + _BESIDE and (folded.startswith(word) or folded.endswith(word)):
                return role
    return ""


def year_tables(source: Source) -> list[YearTable]:
    """Return the tables of values by year in a plan's text, in order."""
    found: list[YearTable] = []
    for body in source.bodies:
        for block in body.blocks if not body.section.contents else ():
            if block.kind is BlockKind.TABLE:
                rows = [tuple(read_cells(row)) for row in rows_of(block.lines)]
                found.extend(_tables(rows, body.section.heading, found))
    return found


def _tables(
    rows: Sequence[tuple[Read, ...]], headings: tuple[str, ...], before: Sequence[YearTable]
) -> Iterator[YearTable]:
    starts = [at for at, row in enumerate(rows) if is_year_row(row)]
    if not starts and before and labelled(before[-1].rows) and labelled(rows):
        yield YearTable(len(before), before[-1].header, "", tuple(rows), headings, own=False)
    top = 0
    for place, at in enumerate(starts):
        stop = starts[place + 1] if place + 1 < len(starts) else len(rows)
        over = rows[top : at + 1] if at - top < 4 else rows[at : at + 1]  # noqa: PLR2004 - more rows are no heading
        shown = [*over, *rows[at + 1 : at + 2]]
        header = read_header(shown, len(over) - 1)
        first = at + 2 if at + 1 < len(rows) and is_kind_row(rows[at + 1]) else at + 1
        top = stop
        body = tuple(rows[first:stop])
        if header:
            header = header.paired if header.labelled else header.plain
            yield YearTable(len(before) + place, header, _title(rows[at], header), body, headings)


def labelled(rows: Sequence[Sequence[Read]]) -> bool:
    """Return whether rows say what their values are: a label such as 予定 with a value behind it."""
    return any(
        kind_of(read.cell.text) and any(one.stated for one in row[at:]) for row in rows for at, read in enumerate(row)
    )


def _title(row: Sequence[Read], header: YearHeader) -> str:
    """Return the name that opens a heading row before the columns' names."""
    texts = [read.cell.display for read in row[: header.first] if read.says is Says.TEXT]
    named = [at for at, text in enumerate(texts) if role_of(text)]
    numbered = any(read.cell.text.isdecimal() for read in row[: header.first])
    return texts[0] if named and named[0] == 1 and (numbered or len(texts) == 2) else ""  # noqa: PLR2004 - title, KPI

"""Survey results, targets beside what they start from, and figures by year: the tables that state values by column."""

from collections.abc import Iterator, Sequence
from itertools import count

from corpus.japanese.era import find_years
from corpus.japanese.width import fold
from corpus.kpi.extract import Found, Source
from corpus.kpi.record import KpiKind, KpiRecord, KpiTable
from corpus.kpi.surveys.columns import Column, Role, read_columns, shown, year_said
from corpus.kpi.surveys.links import linked
from corpus.kpi.surveys.notes import surroundings
from corpus.kpi.surveys.place import field_of, issue_of, matching
from corpus.kpi.surveys.records import Entry, TablePlace, Unread, indicators_of, records_of
from corpus.kpi.surveys.rows import FigureRow, Misfit, read_figure_rows, repeated_labels
from corpus.kpi.surveys.words import survey_words
from corpus.kpi.values import read_value
from corpus.layout.blocks import BlockKind
from corpus.layout.tables import Table, read_table
from corpus.plan import PlanManifest, Rejection
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode
from corpus.sections import SectionBody

_WIDEST = 40  # columns; wider tables are calendars
_FISCAL_START = 4  # April


def find_surveys(source: Source) -> Found:
    """Return the values of tables whose columns say the year or kind, in order: surveys, targets, figures by year."""
    found = [one for body in source.bodies for one in _section(source, body)]
    records = linked([one for one in found if isinstance(one, KpiRecord)])
    rejections = tuple(one for one in found if isinstance(one, Rejection))
    return Found(tuple(records), tuple(indicators_of(records)), rejections)


def _section(source: Source, body: SectionBody) -> Iterator[KpiRecord | Rejection]:
    if body.section.contents:
        return
    for at, block in enumerate(body.blocks):
        if block.kind is BlockKind.TABLE:
            yield from _table(source, body, at)


def _table(source: Source, body: SectionBody, at: int) -> Iterator[KpiRecord | Rejection]:
    table = read_table(body.blocks[at].lines)
    entries, misfits = _entries(table)
    if not _states_values(entries):
        return
    place = _place(source.manifest, body, table, entries)
    around = surroundings(body.blocks, at, body.section.title, table.caption)
    name = source.manifest.id
    for found in records_of(entries, place, around):
        if isinstance(found, Unread):
            reason = line_of(LineCode.NO_FIGURE, text=found.cell.text[:40])
            yield Rejection(name, line_of(PlaceCode.CHARACTER, at=found.cell.start), reason)
        else:
            yield found
    for misfit in misfits:
        reason = line_of(LineCode.MISFIT, count=misfit.cells, columns=misfit.columns)
        yield Rejection(name, line_of(PlaceCode.CHARACTER, at=misfit.start), reason)


def _entries(table: Table) -> tuple[list[Entry], list[Misfit]]:
    """Return the cells of values with what they are values of; none where the table is of another kind."""
    width = len(table.header[0].lines[0]) if table.header else 0
    if not 1 < width <= _WIDEST or not table.rows or table.term is not None or _foreign(table):
        return [], []
    columns = read_columns(table.header, width)
    if not columns:
        return _by_row(table, width), []
    rows, misfits = read_figure_rows(table.rows, columns)
    again = repeated_labels(rows)
    return [entry for number, row in enumerate(rows) for entry in _of_row(number, row, columns, again)], misfits


def _foreign(table: Table) -> bool:
    """Return whether rows say 予定 and 実績: then the table is one of values by year with a row for each kind."""
    words = survey_words().foreign_rows
    return any(fold(cell.text) in words for row in table.rows for cell in row.filled)


def _of_row(number: int, row: FigureRow, columns: Sequence[Column], again: frozenset[str]) -> Iterator[Entry]:
    if not row.label or len(row.label) > survey_words().longest or "。" in row.label or read_value(row.label):
        return
    doubt = line_of(EvidenceCode.SAME_NAME) if fold(row.label) in again else ""
    said = {column.role: row.group.get(column.at, "") for column in columns if column.role in _GROUPS}
    units = [shown(row.cells[column.at]) for column in columns if column.role is Role.UNIT]
    for column in columns:
        if column.role in {Role.VALUE, Role.CHANGE}:
            yield Entry(
                label=row.label,
                mark=row.mark,
                column=column,
                cell=row.cells[column.at],
                row=number,
                start=row.start,
                end=row.end,
                unit=next(iter(units), ""),
                field=said.get(Role.FIELD, ""),
                issue=said.get(Role.ISSUE, ""),
                doubt=row.doubts.get(column.at, "") or doubt,
            )


_GROUPS = (Role.FIELD, Role.ISSUE)


def _by_row(table: Table, width: int) -> list[Entry]:
    """Return the cells of a table with a year in each row and the names of what is measured over its columns."""
    names = [shown(cell) for cell in table.header[-1].lines[0]]
    lines = [line for row in table.rows for line in row.lines if len(line) == width == len(names)]
    years = [year_said(matching(line[0].text)) for line in lines]
    if sum(year is not None or bool(period) for year, period, _ in years) < max(2, len(table.rows)):
        return []
    entries, number = [], count()
    for line, (year, period, bare) in zip(lines, years, strict=True):
        column = Column(0, names[0], Role.VALUE, None, year, period, "", bare)
        row = next(number)
        entries += [
            Entry(name, column, cell, row, line[0].start, max(one.end for one in line))
            for name, cell in zip(names[1:], line[1:], strict=True)
            if name
        ]
    return entries


def _states_values(entries: Sequence[Entry]) -> bool:
    """Return whether most of the filled cells state values: bars and steps of a schedule do not."""
    filled = [entry for entry in entries if entry.cell.text and entry.cell.text not in survey_words().blank]
    stating = sum(1 for entry in filled if read_value(entry.cell.text))
    return stating > 0 and stating >= survey_words().fewest_values * len(filled)


def _place(manifest: PlanManifest, body: SectionBody, table: Table, entries: Sequence[Entry]) -> TablePlace:
    heading, title = body.section.heading, body.section.title
    said = title + table.caption
    targets = any(entry.column.kind is KpiKind.TARGET for entry in entries)
    kpi = targets or any(word in said for word in survey_words().kpi)
    years = [year for year in find_years(title) if year.fiscal]
    return TablePlace(
        plan_id=manifest.id,
        table=KpiTable.KPI if kpi else KpiTable.FIGURE,
        field=field_of(heading),
        issue=issue_of(heading),
        target_year=years[0].year if len(years) == 1 and "目標" in title else None,
        forecast=any(word in title for word in survey_words().forecast),
        known_until=_known_until(manifest),
    )


def _known_until(manifest: PlanManifest) -> int | None:
    """Return the fiscal year in which a plan was published, the last one of which it can state results."""
    if manifest.published is None:
        return None
    year, _, month = manifest.published[:7].partition("-")
    return int(year) - (1 if month and int(month) < _FISCAL_START else 0)

"""Tables whose columns say what their values are: R3, R3実績, R4, R4実績 … behind an indicator's name."""

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.japanese.width import fold
from corpus.kpi.names import Names, field_of, heading_issue, indicator_names, is_unit, issue_name
from corpus.kpi.record import KpiTable
from corpus.kpi.ways import Run
from corpus.kpi.yearly.cells import Read, Says
from corpus.kpi.yearly.entry import Entry, Refused
from corpus.kpi.yearly.table import YearTable, role_of
from corpus.kpi.yearly.words import words
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode

_PLACES = (Says.VALUE, Says.WORD, Says.NOTHING)


def paired_rows(table: YearTable) -> Iterator[Entry | Refused]:
    """Yield the rows of a table whose heading says what each column's values are, in order."""
    above: Sequence[Read] = ()
    for row in table.rows:
        filled = [read for read in row if read.filled]
        at = _anchor(row)
        if at is None:
            if sum(read.stated for read in filled) > 1:
                yield Refused(filled[0].cell.start, line_of(LineCode.NO_NAME))
            continue
        above = _spanned(row, above, at)
        names = None if _totals(row, at) else _names(table, above, at)
        if names is None:
            yield Refused(filled[0].cell.start, line_of(LineCode.NO_PROJECT))
            continue
        run = _run(table, row, at)
        yield Entry(table.number, table.table, names, run, filled[0].cell.start, filled[-1].cell.end)


def _totals(row: Sequence[Read], at: int) -> bool:
    """Return whether a row is a count and its name, with nothing before: 101, 先導する事業の数."""
    before = [read.cell.text for read in row[:at] if read.filled]
    return len(before) == 1 and before[0].isdecimal() and not row[0].filled


def _spanned(row: Sequence[Read], above: Sequence[Read], at: int) -> Sequence[Read]:
    """Return the row with the cells left of ``at`` that reach down from the row above: blank, as are those before."""
    filled = list(row)
    for place, (read, over) in enumerate(zip(row[:at], above, strict=False)):
        if read.filled and read.cell.text != over.cell.text:
            break
        filled[place] = read if read.filled else over
    return filled


def _anchor(row: Sequence[Read]) -> int | None:
    """Return the place of the indicator's name: the last text before the first value that has a text before it.

    A text that stands in several cells stands for values (協議中) and is no name; a unit goes with the name.
    """
    first = next((at for at, read in enumerate(row) if read.says in _PLACES and _text_before(row[:at])), None)
    if first is None:
        return None
    often = Counter(read.cell.text for read in row)
    texts = [at for at in range(first) if row[at].says is Says.TEXT]
    alone = [at for at in texts if often[row[at].cell.text] == 1]
    return (alone or texts)[-1]


def _text_before(cells: Sequence[Read]) -> bool:
    return any(read.says is Says.TEXT and not words().code.match(fold(read.cell.text)) for read in cells)


def _run(table: YearTable, row: Sequence[Read], at: int) -> Run:
    first = at + 1
    between = table.between
    if between and first + between == table.header.first:
        first += between
    elif first < len(row) and row[first].says is Says.MARK:
        first += 1
    cells = tuple(row[first:])
    stop = _stop(cells)
    return Run(
        slots=table.header.columns,
        cells=cells,
        stop=stop,
        ends_in_mark=stop < len(cells) and cells[stop].says is Says.MARK,
        offset=first - table.header.first,
        anchor=line_of(EvidenceCode.NAME),
    )


def _stop(cells: Sequence[Read]) -> int:
    """Return the first cell behind the values: a mark of the schedule, or a text that no value follows."""
    for at, read in enumerate(cells):
        if read.says is Says.MARK:
            return at
        later = any(other.stated for other in cells[at + 1 :])
        if read.says is Says.TEXT and (len(read.cell.text) > words().longest_note or not later):
            return at
    return len(cells)


def _names(table: YearTable, row: Sequence[Read], at: int) -> Names | None:
    left = row[:at]
    label = row[at].cell.display
    unit = ""
    texts = [read.cell.display for read in left if read.says is Says.TEXT]
    if is_unit(label) and texts:
        unit, label = label, texts[-1]
    named = _aligned(table, row, at, "indicator")
    label = named or label
    place = next((spot for spot, read in enumerate(left) if _is_project(read, table, spot)), None)
    if table.table is KpiTable.ACTIVITY and table.column("project") is not None and place is None:
        return None
    upto = at if place is None else place
    said = {role: _cell(table, row[:upto], role) for role in ("field", "department", "priority", "issue")}
    name, definition = indicator_names(label)
    over = "" if said["field"] else issue_name(table.title) or heading_issue(table.headings)
    return Names(
        indicator=name,
        label=label,
        field=said["field"] or field_of(table.headings),
        issue=issue_name(said["issue"]) or over,
        project_id="" if place is None else ";".join(row[place].cell.text.split()),
        unit=unit or _aligned(table, row, at, "unit"),
        department=said["department"],
        priority_issue=said["priority"],
        project_name=_title(table, row, at, place),
        leading=_leading(table, row, at, place),
        years=_years(table, row[at + 2 :]),
        definition=definition,
        **_behind(table, row, at),
    )


def _aligned(table: YearTable, row: Sequence[Read], at: int, role: str) -> str:
    """Return the cell under a name's column, where the row stands as its heading does."""
    straight = at + 1 + table.between == table.header.first
    return _cell(table, row[: at + 1], role) if straight else ""


def _cell(table: YearTable, left: Sequence[Read], role: str) -> str:
    at = table.column(role)
    return left[at].cell.display if at is not None and at < len(left) and left[at].says is Says.TEXT else ""


def _is_project(read: Read, table: YearTable, at: int) -> bool:
    parts = fold(" ".join(read.cell.text.split())) and read.cell.text.split()
    if not parts or table.column("project") is None:
        return False
    strict = all(words().code.match(fold(part)) for part in parts)
    loose = at != 0 and len(parts) == 1 and words().project.match(fold(parts[0])) and not parts[0].isdecimal()
    return strict or bool(loose) or (at == table.column("project") and bool(words().project.match(fold(parts[0]))))


def _title(table: YearTable, row: Sequence[Read], at: int, place: int | None) -> str:
    if place is None:
        return _cell(table, row[:at], "title")
    following = (read.cell.display for read in row[place + 1 : at] if read.says is Says.TEXT)
    return next(following, "")


def _leading(table: YearTable, row: Sequence[Read], at: int, place: int | None) -> bool | None:
    """Return whether a project is marked as leading, None where the table has no such mark or the row lost its cell."""
    if table.column("leading") is None:
        return None
    start = 0 if place is None else place
    marked = any(read.says is Says.MARK for read in row[start : at + 2])
    if marked:
        return True
    return False if any(not read.filled for read in row[start:at]) else None


def _years(table: YearTable, behind: Sequence[Read]) -> str:
    """Return the years of a project's schedule (R5-R9), "" where the marks are not one for each year of its heading."""
    marks = [read.cell.text for read in behind if read.says is Says.MARK]
    under = [
        column.text
        for column, mark in zip(table.header.schedule, marks, strict=False)
        if mark not in ("…", "...", "‥", "・・・")
    ]
    whole = len(marks) == len(table.header.schedule) and bool(under)
    return f"{under[0]}-{under[-1]}" if whole else ""


def _behind(table: YearTable, row: Sequence[Read], at: int) -> dict[str, str]:
    """Return the formula and the remark that stand behind the values, in the order of the columns' names."""
    right = table.header.names[table.header.columns[-1].column + 1 :]
    roles = [role for columns in right for name in columns if (role := role_of(name)) in ("formula", "note")]
    values = [spot for spot in range(at + 1, len(row)) if row[spot].stated]
    last = values[-1] if values else at
    texts = [read.cell.display for read in row[last + 1 :] if read.says is Says.TEXT]
    return dict(zip(roles, texts, strict=False))

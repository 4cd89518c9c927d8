"""Tables whose rows say what their values are: an indicator, 予定 and its values, 実績 and its values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.japanese.era import find_years
from corpus.japanese.width import fold
from corpus.kpi.names import Names, field_of, heading_issue, indicator_names, is_unit, issue_name
from corpus.kpi.record import KpiKind
from corpus.kpi.ways import Run
from corpus.kpi.yearly.cells import Read, Says
from corpus.kpi.yearly.entry import Entry, Refused
from corpus.kpi.yearly.table import YearTable, role_of
from corpus.kpi.yearly.words import is_derived, kind_of, words
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode

_FROM = re.compile(r"^.{0,4}(?:より|から|以降|開始|導入|実装|新設)")


@dataclass(slots=True)
class _Above:
    """What the rows above say for rows that leave it out."""

    issue: str = ""
    names: Names | None = None
    kinds: tuple[KpiKind, ...] = ()
    planned: int | None = None


def labelled_rows(table: YearTable, count: int) -> Iterator[Entry | Refused]:
    """Yield the rows of a table with labels, in order; ``count`` entries came before them."""
    above = _Above(issue_name(table.title) or _from_heading(table))
    for row in table.rows:
        at = _label(row, table)
        filled = [read for read in row if read.filled]
        start, end = filled[0].cell.start, filled[-1].cell.end
        kind = None if at is None else kind_of(row[at].cell.text)
        if at is None or kind is None:
            stated = [read for read in row if read.stated]
            if len(stated) > 1 and not any(is_derived(read.cell.text) for read in filled):
                yield Refused(start, line_of(LineCode.NO_LABEL))
            continue
        entry = _entry(table, row, at, kind, above)
        if entry is None:
            yield Refused(start, line_of(LineCode.NO_INDICATOR, text=row[at].cell.text))
            continue
        if kind is KpiKind.TARGET:
            above.planned = count
        yield replace(entry, start=start, end=end)
        count += 1


def _label(row: Sequence[Read], table: YearTable) -> int | None:
    """Return the place of a row's label: the last one before its values."""
    place = None
    for at, read in enumerate(row):
        if read.stated and place is not None:
            break
        if kind_of(read.cell.text) and at < table.header.width:
            place = at
    return place


def _entry(table: YearTable, row: Sequence[Read], at: int, kind: KpiKind, above: _Above) -> Entry | None:
    names = _names(table, row, at, above)
    again = above.names is not None and names is not None and names.indicator == above.names.indicator
    if names is not None and not (again and kind not in above.kinds):
        above.names, above.kinds, above.planned = names, (), None
    names = above.names or _of_heading(table)
    if names is None or kind in above.kinds:
        return None
    above.kinds += (kind,)
    run = _run(table, row, at, kind)
    texts = [read.cell.display for read in row[at + 1 + run.stop :] if read.says is Says.TEXT]
    names = _with_texts(table, names, texts)
    return Entry(table.number, table.table, names, run, 0, 0, above.planned)


def _names(table: YearTable, row: Sequence[Read], at: int, above: _Above) -> Names | None:
    """Return what the cells before the label say, None where they name no indicator: the row goes on with the last."""
    left = row[:at]
    texts = [read for read in left if read.says is Says.TEXT and not is_unit(read.cell.text)]
    aligned = table.own and at + 1 + table.between == table.header.first
    unnamed = aligned and above.names is not None and table.column("indicator") is not None
    if not texts or (unnamed and not _cell(table, left, "indicator")):
        return None
    named = _cell(table, left, "indicator") if aligned else ""
    cell = named or texts[-1].cell.display
    issue = (_cell(table, left, "issue") if aligned else "") or _before(texts, cell)
    if issue or any(read.cell.text.isdecimal() for read in left):
        above.issue = issue_name(issue)
    name, definition = indicator_names(cell)
    unit = next((read.cell.text for read in left if is_unit(read.cell.text)), "")
    return Names(
        indicator=name,
        label=cell,
        field=(_cell(table, left, "field") if aligned else "") or field_of(table.headings),
        issue=above.issue,
        unit=unit,
        department=_cell(table, left, "department") if aligned else "",
        priority_issue=_cell(table, left, "priority") if aligned else "",
        definition=definition,
    )


def _of_heading(table: YearTable) -> Names | None:
    """Return the heading as the indicator of a table that has no column for one."""
    named = any(name for names in table.header.names[: table.header.first] for name in names if not _kinds_column(name))
    if named or not (heading := heading_issue(table.headings)):
        return None
    name, definition = indicator_names(heading)
    return Names(name, heading, field=field_of(table.headings), definition=definition)


def _kinds_column(name: str) -> bool:
    return fold(name) in words().labels


def _cell(table: YearTable, left: Sequence[Read], role: str) -> str:
    at = table.column(role)
    return left[at].cell.display if at is not None and at < len(left) and left[at].says is Says.TEXT else ""


def _before(texts: Sequence[Read], cell: str) -> str:
    """Return the text right before the indicator's name, where no column says what it is."""
    place = next((at for at, read in enumerate(texts) if read.cell.display == cell), 0)
    return texts[place - 1].cell.display if place else ""


def _from_heading(table: YearTable) -> str:
    """Return the section's issue for a table whose rows bring none of their own."""
    numbered = any(read.cell.text.isdecimal() for row in table.rows for read in row[:1])
    return "" if numbered else heading_issue(table.headings)


def _run(table: YearTable, row: Sequence[Read], at: int, kind: KpiKind) -> Run:
    slots = tuple(replace(column, kind=kind) for column in table.header.columns)
    first = at + 1 + table.between if table.own else at + 1
    cells = tuple(row[first:])
    stop = _stop(cells, len(slots), kind)
    comments = [read.cell.text for read in cells[stop:] if read.says is Says.TEXT]
    return Run(
        slots=slots,
        cells=cells,
        stop=stop,
        ends_in_mark=False,
        offset=first - table.header.first if table.own or len(row) == table.header.width else None,
        anchor=line_of(EvidenceCode.LABEL),
        comment_years=frozenset(year for text in comments for year in _starts(text)),
    )


def _stop(cells: Sequence[Read], count: int, kind: KpiKind) -> int:
    """Return the first cell behind the values: a long text, or a short one that stands for no year's value."""
    for at, read in enumerate(cells):
        if read.says is not Says.TEXT:
            continue
        later = any(other.stated for other in cells[at + 1 : count])
        note = at < count and (later or kind is KpiKind.ACTUAL)
        if len(read.cell.text) > words().longest_note or not note:
            return at
    return len(cells)


def _starts(text: str) -> Iterator[int]:
    """Yield the years from which a comment says that something holds: 令和5年度より."""
    for mention in find_years(text):
        if _FROM.match(text[mention.end :]):
            yield mention.year


def _with_texts(table: YearTable, names: Names, texts: Sequence[str]) -> Names:
    """Return the names with the texts behind the values, in the order of the columns' names."""
    right = table.header.names[table.header.columns[-1].column + 1 :]
    roles = [role for columns in right for name in columns if (role := role_of(name)) in ("formula", "note")]
    said = dict(zip(roles, texts, strict=False))
    return replace(names, formula=said.get("formula", ""), note=said.get("note", ""))

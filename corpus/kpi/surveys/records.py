"""Records of a table of figures: what each cell states, with its kind, year, unit and certainty."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.japanese.era import find_years
from corpus.kpi.record import Certainty, Indicator, KpiKind, KpiRecord, KpiTable
from corpus.kpi.surveys.columns import REFERENCE, Column, Role, year_said
from corpus.kpi.surveys.notes import Surroundings
from corpus.kpi.surveys.place import matching, plain
from corpus.kpi.surveys.words import survey_words
from corpus.kpi.values import CellValue, direction_of, read_value, unit_of
from corpus.layout.cells import Cell
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of

_PARENTHESES = re.compile(r"\s?[(（][^()（）]{1,12}[)）]$")
_REMARK = re.compile(r"[(（]([^()（）]{2,16})[)）]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a table with what it is a value of: ``row`` tells the rows apart, ``doubt`` says why it is unsure."""

    label: str
    column: Column
    cell: Cell
    row: int
    start: int
    end: int
    mark: str = ""
    unit: str = ""
    field: str = ""
    issue: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: ``target_year`` is said over it, ``forecast`` tells that its years are to come."""

    plan_id: str
    table: KpiTable
    field: str
    issue: str
    target_year: int | None
    forecast: bool
    known_until: int | None  # the last fiscal year that the plan can know, None where its date is not known


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell with a text that states no value."""

    cell: Cell


def records_of(entries: Sequence[Entry], place: TablePlace, around: Surroundings) -> list[KpiRecord | Unread]:
    """Return one record for each cell that states something, and the cells whose text is none, in order."""
    kinds = _kinds([entry.column for entry in entries], place)
    rows: dict[int, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(entry.row, []).append(entry)
    return [record for row in rows.values() for record in _row(row, kinds, place, around)]


def indicators_of(records: Sequence[KpiRecord]) -> list[Indicator]:
    """Return the indicators of records, in order, with the way that their target or name says."""
    series: dict[tuple[str, ...], list[KpiRecord]] = {}
    for record in records:
        key = (record.table, record.field, record.issue, record.indicator, record.project_id)
        series.setdefault(key, []).append(record)
    return [_indicator(found) for found in series.values()]


def _kinds(columns: Sequence[Column], place: TablePlace) -> dict[Column, tuple[KpiKind, str]]:
    """Return for each column what it states and by what that is known.

    The one column beside a target is what the target starts from; a year behind the plan's own date is no actual.
    """
    known = list(dict.fromkeys(columns))
    values = [column for column in known if column.role is Role.VALUE]
    targets = [column for column in values if column.kind is KpiKind.TARGET]
    others = [column for column in values if column.kind is not KpiKind.TARGET]
    kinds = {column: _kind(column, place, targets=bool(targets)) for column in known}
    if targets and len(others) == 1 and _starts(others[0], targets):
        kinds[others[0]] = (KpiKind.BASELINE, line_of(EvidenceCode.BESIDE))
    return kinds


def _starts(column: Column, targets: Sequence[Column]) -> bool:
    """Return whether a column may be what a target starts from: no other kind is said, and another year."""
    same = column.fiscal_year is not None and any(target.fiscal_year == column.fiscal_year for target in targets)
    return column.kind in {None, KpiKind.ACTUAL} and not same


def _kind(column: Column, place: TablePlace, *, targets: bool) -> tuple[KpiKind, str]:
    if column.kind is not None and (targets or column.qualifier != REFERENCE):
        return column.kind, line_of(EvidenceCode.KIND_SAID)
    year = column.fiscal_year
    later = year is not None and place.known_until is not None and year > place.known_until
    if later and targets:
        return KpiKind.TARGET, line_of(EvidenceCode.LATER_TARGET)
    if later or place.forecast:
        return KpiKind.FORECAST, line_of(EvidenceCode.LATER if later else EvidenceCode.FORECAST)
    return KpiKind.ACTUAL, line_of(EvidenceCode.YEAR_SAID)


def _row(
    row: Sequence[Entry], kinds: dict[Column, tuple[KpiKind, str]], place: TablePlace, around: Surroundings
) -> Iterator[KpiRecord | Unread]:
    said = Counter(value.unit for entry in row if (value := read_value(entry.cell.text)) and value.unit)
    common = next((unit for unit, _ in said.most_common(1)), "")
    for entry in row:
        value = read_value(entry.cell.text, common)
        if value is not None:
            yield _record(entry, value, kinds[entry.column], _unit(entry, value, common, around.unit), place, around)
        elif entry.cell.text.strip() and any(letter.isalpha() for letter in entry.cell.text):
            yield Unread(entry.cell)


def _unit(entry: Entry, value: CellValue, common: str, caption: str) -> str:
    """Return the unit of a cell: its own, its column's, its row's, its caption's, or the one that its label says."""
    by_name = unit_of(entry.label)
    named = by_name and (f"({by_name})" in entry.label or by_name == "%" or not caption)
    return value.unit or unit_of(entry.column.name) or entry.unit or common or (by_name if named else caption)


def _record(
    entry: Entry, value: CellValue, kind: tuple[KpiKind, str], unit: str, place: TablePlace, around: Surroundings
) -> KpiRecord:
    year, period, doubts = _time(entry, kind[0], place, around)
    doubts = [*doubts, *filter(None, [entry.doubt]), *([line_of(EvidenceCode.HALF_READ)] if value.doubtful else [])]
    change = entry.column.role is Role.CHANGE
    name = _name(entry.label)
    return KpiRecord(
        plan_id=place.plan_id,
        table=place.table,
        field=entry.field or place.field,
        issue=entry.issue or place.issue,
        indicator=f"{name}の{_change_name(entry.column)}" if change else name,
        project_id="",
        fiscal_year=None if change else year,
        period=period,
        kind=kind[0],
        value=value.value,
        unit=unit,
        raw=entry.cell.text,
        qualifier="・".join(dict.fromkeys(filter(None, [entry.column.qualifier, value.qualifier]))),
        certainty=Certainty.UNCERTAIN if doubts else Certainty.CERTAIN,
        start=entry.start,
        end=entry.end,
        cell_start=entry.cell.start,
        cell_end=entry.cell.end,
        evidence="; ".join([kind[1], *doubts]),
    )


def _time(entry: Entry, kind: KpiKind, place: TablePlace, around: Surroundings) -> tuple[int | None, str, list[str]]:
    """Return the fiscal year and the words of time of a cell, and why they are unsure."""
    column = entry.column
    if column.role is Role.CHANGE:
        return None, _span(column.name), []
    if column.fiscal_year is not None or column.period:
        return column.fiscal_year, column.period or around.period, []
    remark = _REMARK.search(entry.cell.text)
    if remark and find_years(remark[1]):
        return *year_said(matching(remark[1]))[:2], []
    if kind is KpiKind.TARGET:
        return place.target_year, "", []
    note = around.footnotes.get(entry.mark)
    if note is None:
        return None, around.period, []
    return note.fiscal_year, note.period, [] if note.plain else [line_of(EvidenceCode.FOOTNOTE)]


def _name(label: str) -> str:
    """Return a label as a name: without the unit in parentheses at its end."""
    name = plain(label)
    bare = _PARENTHESES.sub("", name)
    return (
        bare if bare != name and bare and unit_of(name) and unit_of(name) == unit_of(f"値{name[len(bare) :]}") else name
    )


def _change_name(column: Column) -> str:
    return "".join(column.name.split())


def _span(name: str) -> str:
    """Return the words of time in the name of a column of changes: 計画期間中 of 計画期間中増減."""
    text = _without_change("".join(name.split()))
    return text if text.endswith(("中", "間", "比")) else ""


def _without_change(text: str) -> str:
    ending = max((word for word in survey_words().changes if text.endswith(word)), key=len, default="")
    return text.removesuffix(ending).strip("()（）の")


def _indicator(found: Sequence[KpiRecord]) -> Indicator:
    first = found[0]
    return Indicator(
        table=first.table,
        field=first.field,
        issue=first.issue,
        indicator=first.indicator,
        project_id=first.project_id,
        direction=_direction(found) if first.table is KpiTable.KPI else "",
        formula="",
        department="",
        priority_issue="",
        project_name="",
        leading=None,
        years="",
        definition="",
        note="",
        start=min(record.start for record in found),
        end=max(record.end for record in found),
    )


def _direction(found: Sequence[KpiRecord]) -> str:
    """Return which way is better: as the target says (上昇, 以内), as the name does, or from start to target."""
    targets = [record for record in found if record.kind is KpiKind.TARGET]
    for word in (word for record in targets for word in record.qualifier.split("・")):
        if word in survey_words().directions:
            return survey_words().directions[word]
    named = direction_of(found[0].indicator)
    return named or _moved(found, targets)


def _moved(found: Sequence[KpiRecord], targets: Sequence[KpiRecord]) -> str:
    starts = [(record.value, record.unit) for record in found if record.kind is KpiKind.BASELINE]
    ends = [(record.value, record.unit) for record in targets]
    for (first, unit), (last, other) in zip(starts[:1], ends[-1:], strict=False):
        if first is not None and last is not None and unit == other and first != last:
            return "up" if last > first else "down"
    return ""

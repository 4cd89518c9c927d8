"""Resolved rows of tables by year as records, indicators and rejections."""

from collections.abc import Iterator, Sequence

from corpus.kpi.evidence import Resolved
from corpus.kpi.extract import Source, rejected
from corpus.kpi.names import direction, unit_for
from corpus.kpi.record import Certainty, Indicator, KpiKind, KpiRecord
from corpus.kpi.values import CellValue
from corpus.kpi.yearly.cells import Read, Says
from corpus.kpi.yearly.entry import Entry
from corpus.kpi.years import YearColumn
from corpus.plan import Rejection
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode

_MOST = 2 / 3  # of the values of a row have a unit: one without is read wrongly or of another kind


def records_of(
    source: Source, entry: Entry, resolved: Resolved, last: int | None
) -> tuple[list[KpiRecord], list[Rejection]]:
    """Return a row's records by year, and its cells that were not taken.

    ``last`` is the last reported year: an actual value more than a year after it is none, whatever the cell says.
    """
    records: list[KpiRecord] = []
    rejections: list[Rejection] = []
    mixed = _mixed(resolved.way.cells)
    pairs = zip(entry.run.slots, resolved.way.cells, resolved.sure, strict=False)
    for slot, read, sure in pairs:
        if reason := _refused(source, slot, read, last):
            rejections.append(rejected(source, read.cell.start, reason))
        elif read.stated:
            doubt = _doubt(read, mixed)
            records.append(
                _record(source, entry, slot, read, _evidence(resolved, sure, doubt), sure=sure and not doubt)
            )
    for read in resolved.way.surplus:
        reason = line_of(LineCode.SURPLUS, text=read.cell.text)
        rejections.append(rejected(source, read.cell.start, reason))
    return records, rejections


def _refused(source: Source, slot: YearColumn, read: Read, last: int | None) -> str:
    if read.says is Says.TEXT:
        return line_of(LineCode.NO_VALUE, text=read.cell.text[:40])
    published = int(source.manifest.published[:4]) if source.manifest.published else None
    late = (last is not None and slot.year > last + 1) or (published is not None and slot.year > published)
    if read.stated and slot.kind is KpiKind.ACTUAL and late:
        return line_of(LineCode.NOT_OVER, text=read.cell.text, year=slot.text)
    return ""


def _mixed(cells: Sequence[Read]) -> bool:
    """Return whether most values of a row have a unit, and others none."""
    units = [bool(read.value.unit) for read in cells if read.says is Says.VALUE and read.value]
    return bool(units) and not all(units) and sum(units) >= _MOST * len(units)


def _doubt(read: Read, mixed: bool) -> str:  # noqa: FBT001 - a fact about the row
    if read.value is None or read.says is Says.WORD:
        return ""
    if mixed and not read.value.unit:
        return line_of(EvidenceCode.NO_UNIT)
    return line_of(EvidenceCode.MISREAD) if read.value.doubtful else ""


def _evidence(resolved: Resolved, sure: bool, doubt: str) -> str:  # noqa: FBT001 - of this cell
    said = "; ".join(resolved.evidence) or line_of(EvidenceCode.POSITION)
    edit = f" ({resolved.way.edit})" if resolved.way.edit else ""
    against = "; ".join(filter(None, [*resolved.against, doubt]))
    if sure and not doubt:
        return f"{said}{edit}"
    return f"{said}{edit}; but {against or line_of(EvidenceCode.NOTHING_ELSE)}"


def _record(source: Source, entry: Entry, slot: YearColumn, read: Read, evidence: str, *, sure: bool) -> KpiRecord:
    names, value = entry.names, read.value or CellValue(None, "", "", read.cell.text)
    return KpiRecord(
        plan_id=source.manifest.id,
        table=entry.table,
        field=names.field,
        issue=names.issue,
        indicator=names.indicator,
        project_id=names.project_id,
        fiscal_year=slot.fiscal_year,
        period=slot.period,
        kind=slot.kind or KpiKind.TARGET,
        value=value.value,
        unit=value.unit or unit_for(names),
        raw=read.cell.text,
        qualifier=value.qualifier,
        certainty=Certainty.CERTAIN if sure else Certainty.UNCERTAIN,
        start=entry.start,
        end=entry.end,
        cell_start=read.cell.start,
        cell_end=read.cell.end,
        evidence=evidence,
    )


def indicators_of(entries: Sequence[Entry], records: Sequence[Sequence[KpiRecord]]) -> tuple[Indicator, ...]:
    """Return one indicator for each row that names one, in order; ``records`` are those of each row."""
    found: dict[tuple[str, ...], Indicator] = {}
    for entry, said in zip(entries, records, strict=True):
        names = entry.names
        key = (entry.table, names.field, names.issue, names.indicator, names.project_id)
        if key not in found:
            found[key] = _indicator(entry, list(_targets(said)))
    return tuple(found.values())


def _targets(records: Sequence[KpiRecord]) -> Iterator[float]:
    for record in records:
        if record.kind is KpiKind.TARGET and record.value is not None:
            yield float(record.value)


def _indicator(entry: Entry, targets: Sequence[float]) -> Indicator:
    names = entry.names
    return Indicator(
        table=entry.table,
        field=names.field,
        issue=names.issue,
        indicator=names.indicator,
        project_id=names.project_id,
        direction=direction(names, targets),
        formula=names.formula,
        department=names.department,
        priority_issue=names.priority_issue,
        project_name=names.project_name,
        leading=names.leading,
        years=names.years,
        definition=names.definition,
        note=names.note,
        start=entry.start,
        end=entry.end,
    )

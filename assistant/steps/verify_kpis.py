"""Every sentence about KPI values is checked against the cells it rests on before it is shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.citations import CitationDesk
from assistant.kpis.numbers import apart
from assistant.turn import AnswerSentence, AnswerStatus, KpiDraft, KpiFindings, Reason, Turn
from corpus.japanese.era import find_years
from corpus.japanese.numerals import find_quantities
from corpus.japanese.width import fold
from corpus.kpi.record import KpiKind, KpiRecord
from index.reader import IndexReader

_REACH = 12_000  # characters above a row in which its heading row may stand
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A record with its row as the plan has it, and the row above that names its year where it does not itself."""

    record: KpiRecord
    quote: str
    header: tuple[int, int] | None


def verify_kpis(turn: Turn, found: KpiFindings, index: IndexReader) -> Turn:
    """Return the turn ended as the findings say, with the sentences that hold and their citations.

    A sentence that does not hold is dropped; where an answer has none left, the turn abstains.
    """
    desk, sentences = CitationDesk(), []
    for draft in found.drafts:
        cells = [_cell(record, turn, index) for record in draft.records]
        there = bool(cells) and all(cells) and holds(draft, [cell for cell in cells if cell])
        if there and _is_absent(draft, turn, index):
            markers = [marker for cell in cells if cell for marker in _cited(cell, desk, turn, index)]
            sentences.append(AnswerSentence(draft.text, tuple(dict.fromkeys(markers))))
    if not sentences and found.status is not AnswerStatus.CLARIFY:
        return turn.decline(AnswerStatus.ABSTAINED, Reason.WEAK_EVIDENCE)
    notices = (*turn.notices, "uncertain_value") if found.uncertain else turn.notices
    return replace(
        turn, sentences=tuple(sentences), citations=tuple(desk.issued.values()), kpis=found.series, notices=notices,
        status=found.status, reason=found.reason, suggestions=found.suggestions,
    )  # fmt: skip


def holds(draft: KpiDraft, cells: Sequence[Cell]) -> bool:
    """Return whether every number of a sentence is a cell's, a year of one, worked out of two, or the count of items.

    A cell counts only where its row in the plan's text holds what the record says was printed.
    """
    if not all(_printed(cell) for cell in cells):
        return False
    rest = _without_names(draft)
    years = {(record.fiscal_year, True) for record in draft.records} | {(draft.absent, True)}
    periods = [mention for record in draft.records for mention in find_years(record.period)]
    years |= {(mention.year, mention.fiscal) for mention in periods}
    values = _values(draft)
    return all((one.year, one.fiscal) in years for one in find_years(rest)) and all(
        quantity.value in values for quantity in find_quantities(rest)
    )


def _is_absent(draft: KpiDraft, turn: Turn, index: IndexReader) -> bool:
    """Return whether the index has no value where a sentence says so; True for any other sentence."""
    if draft.absent is None:
        return True
    one = draft.records[0]
    recorded = index.kpis(
        access=turn.question.access, plan_ids=[one.plan_id], indicator=one.indicator, fiscal_year=draft.absent
    )
    key = (one.field, one.issue, one.project_id)
    found = {r.kind for r in recorded if (r.field, r.issue, r.project_id) == key and r.value is not None}
    return not found & {*draft.kinds} if draft.kinds else not found >= {KpiKind.TARGET, KpiKind.ACTUAL}


def _printed(cell: Cell) -> bool:
    """Return whether the cell as the record has it stands in its row."""
    record = cell.record
    return fold(record.raw) in fold(cell.quote) if record.raw else bool(cell.quote)


def _without_names(draft: KpiDraft) -> str:
    """Return a sentence without the names, fields and ids of its records: numbers in those are no values."""
    text = draft.text
    names = {
        part for one in draft.records for part in (one.indicator, one.field, one.issue, one.period, one.project_id)
    }
    names |= {one.project_id.replace(";", "・") for one in draft.records}
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _values(draft: KpiDraft) -> set[Decimal]:
    values = {record.value for record in draft.records if record.value is not None}
    for pair in draft.computed:
        value, _ = apart(draft.records[pair.later], draft.records[pair.earlier])
        values |= {value, abs(value)}
    return values | ({Decimal(draft.count)} if draft.count is not None else set())


def _cell(record: KpiRecord, turn: Turn, index: IndexReader) -> Cell | None:
    quote = index.span(record.plan_id, record.start, record.end, access=turn.question.access)
    if not quote:
        return None
    first = max(0, record.start - _REACH)
    above = index.span(record.plan_id, first, record.start, access=turn.question.access) or ""
    return Cell(record, quote, _header(record, above, first, quote))


def _header(record: KpiRecord, above: str, first: int, quote: str) -> tuple[int, int] | None:
    """Return the nearest line above a row that names its fiscal year, None where the row does or none near does."""
    year = record.fiscal_year
    if year is None or str(year) in quote or _names(quote, year):
        return None
    for found in reversed(list(_LINE.finditer(above))):
        if _names(found[0], year):
            return first + found.start(), first + found.end()
    return None


def _names(line: str, year: int) -> bool:
    return any(mention.year == year and mention.fiscal for mention in find_years(line))


def _cited(cell: Cell, desk: CitationDesk, turn: Turn, index: IndexReader) -> list[int]:
    """Return the markers of a cell's row, and of the row that names its year."""
    record = cell.record
    plan = index.plan(record.plan_id, access=turn.question.access)
    if plan is None:
        return []
    spans = [(record.start, record.end), *([cell.header] if cell.header else [])]
    chunk = index.chunk_at(record.plan_id, record.start, access=turn.question.access)
    named = tuple(filter(None, (record.field, record.issue)))
    return [
        desk.issue(chunk, plan, start, end, quote, named).marker
        for start, end in spans
        if (quote := index.span(record.plan_id, start, end, access=turn.question.access))
    ]

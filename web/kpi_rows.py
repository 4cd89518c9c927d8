"""Citations of KPI values in words: a row of ``kpi.csv`` as what it says, not as comma-separated values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from assistant.kpis.numbers import time_of
from assistant.turn import Citation, Language
from corpus.access import Access
from corpus.kpi.record import KpiRecord
from index.reader import IndexReader


@dataclass(frozen=True, slots=True)
class ValueInWords:
    """One KPI value in words; ``time`` is its year or period, ``kind`` and ``certain`` pick their words."""

    field: str
    issue: str
    indicator: str
    time: str
    kind: str
    raw: str
    certain: bool

    @classmethod
    def of(cls, record: KpiRecord, language: Language) -> Self:
        """Return a record's row."""
        certain = record.certainty.value == "certain"
        time = time_of(record, language)
        return cls(record.field, record.issue, record.indicator, time, record.kind.value, record.raw, certain)


def row_at(
    index: IndexReader, plan_id: str, start: int, end: int, *, access: Access, language: Language
) -> ValueInWords | None:
    """Return the KPI row that is exactly this span of a plan's ``kpi.csv``, None where none is."""
    if index.chunk_at(plan_id, start, access=access) is not None:
        return None
    found = (one for one in index.kpis(access=access, plan_ids=[plan_id]) if (one.start, one.end) == (start, end))
    record = next(found, None)
    return None if record is None else ValueInWords.of(record, language)


def rows_of(
    citations: Iterable[Citation], index: IndexReader, *, access: Access, language: Language
) -> dict[int, ValueInWords]:
    """Return by marker the KPI rows of those citations that stand in no chunk: they quote ``kpi.csv``."""
    cited = {(one.plan_id, one.start, one.end): one.marker for one in citations if not one.chunk_id}
    if not cited:
        return {}
    plan_ids = list(dict.fromkeys(plan_id for plan_id, _, _ in cited))
    records = index.kpis(access=access, plan_ids=plan_ids)
    spans = ((cited.get((one.plan_id, one.start, one.end)), one) for one in records)
    return {marker: ValueInWords.of(record, language) for marker, record in spans if marker is not None}

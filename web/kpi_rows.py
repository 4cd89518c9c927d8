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
    found = index.kpis_at(plan_id, [(start, end)], access=access)
    return ValueInWords.of(found[0], language) if found else None


def rows_of(
    citations: Iterable[Citation], index: IndexReader, *, access: Access, language: Language
) -> dict[int, ValueInWords]:
    """Return by marker the KPI rows of those citations that stand in no chunk: they quote ``kpi.csv``."""
    cited: dict[str, dict[tuple[int, int], int]] = {}
    for one in citations:
        if not one.chunk_id:
            cited.setdefault(one.plan_id, {})[one.start, one.end] = one.marker
    return {
        spans[record.start, record.end]: ValueInWords.of(record, language)
        for plan_id, spans in cited.items()
        for record in index.kpis_at(plan_id, spans, access=access)
    }

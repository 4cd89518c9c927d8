"""Finding the records of survey tables."""

from corpus.kpi.record import KpiRecord
from corpus.kpi.surveys.finder import find_surveys
from tests.corpus.kpi.finding import assert_sound, source_of


def found_in(text: str, **options: str | None) -> list[KpiRecord]:
    source = source_of(text, **options)
    found = find_surveys(source)
    assert_sound(source, found)
    return list(found.records)


def said(records: list[KpiRecord]) -> list[tuple[str, int | None, str, str, str]]:
    """Return name, year, kind, value and unit of each record."""
    return [
        (one.indicator, one.fiscal_year, one.kind.value, str(one.value if one.value is not None else ""), one.unit)
        for one in records
    ]

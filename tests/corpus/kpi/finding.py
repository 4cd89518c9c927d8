"""What finders find in a text, and what a careful reader found in the original plans."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from corpus.access import Access
from corpus.folders import list_files
from corpus.kpi.extract import Found, Source
from corpus.kpi.record import KpiRecord
from corpus.manifest import read_manifest
from corpus.plan import PlanManifest
from tests.corpus.reading import ORIGINALS, sections_of

DOCUMENTS = Path(__file__).resolve().parents[3] / "corpus" / "documents"

Key = tuple[str, str, str]


def source_of(text: str, *, published: str | None = "2025-03") -> Source:
    """Return a text as the source of a plan of 港町."""
    manifest = PlanManifest(
        id="minato", title="計画", city="港町", language="ja", access=Access.PUBLIC, published=published
    )
    return Source(text, manifest, tuple(sections_of(text)))


def original(plan: str) -> Source:
    """Return an original plan as source."""
    folder = ORIGINALS / plan
    manifest = read_manifest(folder)
    text = "\f".join((folder / path.name).read_text(encoding="utf-8") for path in list_files(folder).texts)
    return Source(text, manifest, tuple(sections_of(text, manifest.title)))


def careful(plan: str) -> dict[Key, Decimal | None]:
    """Return what a careful reader found: indicator, fiscal year and kind, to the value."""
    with (DOCUMENTS / plan / "kpi.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["indicator"], row["fiscal_year"], row["kind"]): Decimal(row["value"]) if row["value"] else None
            for row in csv.DictReader(file)
        }


def keyed(records: Iterable[KpiRecord]) -> dict[Key, Decimal | None]:
    """Return records in the same form."""
    return {(one.indicator, str(one.fiscal_year or ""), one.kind.value): one.value for one in records}


def assert_sound(source: Source, found: Found) -> None:
    """Assert what holds for every record: its spans, its cell, something stated."""
    for record in found.records:
        assert source.text[record.cell_start : record.cell_end] == record.raw
        assert record.raw.strip() == record.raw
        assert 0 <= record.start <= record.cell_start < record.cell_end <= record.end <= len(source.text)
        assert record.value is not None or record.qualifier
        assert record.indicator.strip()
        assert record.evidence
    keys = {(one.table, one.field, one.issue, one.indicator) for one in found.records}
    assert keys == {(one.table, one.field, one.issue, one.indicator) for one in found.indicators}

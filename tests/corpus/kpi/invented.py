"""Invented tables, their cells parted by 「|」, as finders see them."""

from corpus.access import Access
from corpus.kpi.extract import Found, Source
from corpus.kpi.record import Certainty, KpiRecord
from corpus.kpi.yearly.finder import find_yearly
from corpus.plan import PlanManifest
from tests.corpus.reading import sections_of

Said = dict[tuple[str, str], str]


def source_of(text: str, *, published: str | None = None, pipes: bool = False) -> Source:
    """Return a text as finders see it, its 「|」 as tabs unless they are the ``pipes`` of a Markdown table."""
    text = text if pipes else text.replace("|", "\t")
    manifest = PlanManifest(
        id="midori", title="計画", city="みどり市", language="ja", access=Access.PUBLIC, published=published
    )
    return Source(text, manifest, tuple(sections_of(text)))


def found_in(text: str, *, published: str | None = None, pipes: bool = False) -> Found:
    """Return what the tables by year in a text say; each record's cell is checked against the text."""
    source = source_of(text, published=published, pipes=pipes)
    found = find_yearly(source)
    for record in found.records:
        assert source.text[record.cell_start : record.cell_end] == record.raw
        assert record.start <= record.cell_start < record.cell_end <= record.end
        assert record.evidence
    return found


def said(found: Found) -> Said:
    """Return each indicator's values by kind as one line: 「2023:40% 2024:45%?」, with 「?」 where uncertain."""
    lines: dict[tuple[str, str], list[str]] = {}
    for record in found.records:
        lines.setdefault((record.indicator, record.kind.value), []).append(_shown(record))
    return {key: " ".join(values) for key, values in lines.items()}


def _shown(record: KpiRecord) -> str:
    value = "" if record.value is None else format(record.value, "f")
    doubt = "" if record.certainty is Certainty.CERTAIN else "?"
    return f"{record.fiscal_year or record.period}:{value}{record.unit}{record.qualifier}{doubt}"

"""KPI values found in a plan's text: every finder's records, without those said twice."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.kpi.record import Certainty, Indicator, KpiRecord
from corpus.plan import PlanManifest, Rejection, SourceFile
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode
from corpus.sections import SectionBody


@dataclass(frozen=True, slots=True)
class Source:
    """What finders look at: the plan's text (files of text only), its manifest, and its sections with their blocks.

    ``files`` are the spans of its files, by which rejections name their place.
    """

    text: str
    manifest: PlanManifest
    bodies: tuple[SectionBody, ...]
    files: tuple[SourceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a finder found: records and indicators in order of their place, and cells that were not taken, with why."""

    records: tuple[KpiRecord, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class Finder(Protocol):
    """Finds the KPI values of one kind of place: tables by year, tables of targets, prose."""

    def __call__(self, source: Source) -> Found:
        """Return what was found."""


def extract(source: Source, finders: Sequence[Finder]) -> Found:
    """Return what the finders found, theirs in turn, each cell once.

    Of two records of one cell the earlier finder's stands. Where two places state the same year of the same
    indicator, the first stands; if they disagree, it is uncertain and the other is rejected.
    """
    found = [finder(source) for finder in finders]
    records, repeated = _once(source, [record for one in found for record in one.records])
    indicators = {_key(indicator): indicator for one in found[::-1] for indicator in one.indicators[::-1]}
    return Found(
        tuple(records),
        tuple(sorted(indicators.values(), key=lambda indicator: indicator.start)),
        (*(rejection for one in found for rejection in one.rejections), *repeated),
    )


def rejected(source: Source, start: int, reason: str) -> Rejection:
    """Return the rejection of what starts at ``start`` in the plan's text, by file and line."""
    file = next((file for file in source.files if file.start <= start <= file.end), None)
    line = source.text.count("\n", file.start if file else 0, start) + 1
    return Rejection(file.name if file else "text", line_of(PlaceCode.LINE, line=line), reason)


def _once(source: Source, records: Sequence[KpiRecord]) -> tuple[list[KpiRecord], list[Rejection]]:
    cells: set[tuple[int, int]] = set()
    kept: dict[Hashable, KpiRecord] = {}
    rejections: list[Rejection] = []
    for record in records:
        cell, said = (record.cell_start, record.cell_end), _said(record)
        if cell in cells:
            continue
        cells.add(cell)
        first = kept.setdefault(said, record)
        if first is not record and (first.value, first.qualifier) != (record.value, record.qualifier):
            kept[said] = _disputed(first, record)
            reason = line_of(LineCode.DISPUTED, text=record.raw[:40], other=first.raw[:40])
            rejections.append(rejected(source, record.start, reason))
    return list(kept.values()), rejections


def _disputed(record: KpiRecord, other: KpiRecord) -> KpiRecord:
    but = line_of(EvidenceCode.BUT, line_of(EvidenceCode.DISPUTED, text=other.raw[:40]))
    evidence = f"{record.evidence}; {but}"
    return replace(record, certainty=Certainty.UNCERTAIN, evidence=evidence)


def _said(record: KpiRecord) -> Hashable:
    return (*_key(record), record.fiscal_year, record.period, record.kind)


def _key(said: KpiRecord | Indicator) -> tuple[str, ...]:
    return (said.table, said.field, said.issue, said.indicator, said.project_id)

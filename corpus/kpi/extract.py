"""KPI values found in a plan's text: every finder's records, without those said twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.kpi.record import Indicator, KpiRecord
from corpus.plan import PlanManifest, Rejection
from corpus.sections import SectionBody


@dataclass(frozen=True, slots=True)
class Source:
    """What finders look at: the plan's text (files of text only), its manifest, and its sections with their blocks."""

    text: str
    manifest: PlanManifest
    bodies: tuple[SectionBody, ...]


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
    """Return what the finders found, theirs in turn."""
    found = [finder(source) for finder in finders]
    return Found(
        tuple(record for one in found for record in one.records),
        tuple(indicator for one in found for indicator in one.indicators),
        tuple(rejection for one in found for rejection in one.rejections),
    )

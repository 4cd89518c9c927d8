"""Plans as the index keeps them."""

from dataclasses import dataclass

from corpus.plan import PlanManifest


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan of the index: its manifest and how much of it is there. ``characters`` counts code points."""

    manifest: PlanManifest
    digest: str
    characters: int
    sections: int
    chunks: int
    sentences: int
    kpi_values: int

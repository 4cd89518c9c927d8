"""What goes out over the JSON API beside the Answer: the shapes of ``docs/contract.md``."""

from typing import Self

from pydantic import BaseModel

from assistant.turn import KpiSeries
from corpus.plan import Chunk, ChunkKind, PlanManifest, Sentence
from index.hits import Hit
from index.plans import PlanRecord


class Span(BaseModel):
    """A span of a plan's text, in code points."""

    start: int
    end: int


class HitView(BaseModel):
    """A found chunk; ``text`` is exactly ``plan.text[start:end]``, ``sentence`` the part nearest to the question."""

    rank: int
    score: float
    plan_id: str
    chunk_id: str
    heading: tuple[str, ...]
    page: int | None
    text: str
    start: int
    end: int
    lexical_rank: int | None
    dense_rank: int | None
    sentence: Span | None

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """Return a hit as the API shows it."""
        chunk = hit.chunk
        return cls(
            rank=hit.rank,
            score=round(hit.score, 6),
            plan_id=chunk.plan_id,
            chunk_id=chunk.id,
            heading=chunk.heading,
            page=chunk.page,
            text=chunk.text,
            start=chunk.start,
            end=chunk.end,
            lexical_rank=hit.lexical_rank,
            dense_rank=hit.dense_rank,
            sentence=Span(start=hit.best.start, end=hit.best.end) if hit.similarities else None,
        )


class Hits(BaseModel):
    """Found chunks, best first."""

    hits: tuple[HitView, ...]


class ChunkView(BaseModel):
    """A chunk with its sentences; ``url`` opens it in the source viewer."""

    chunk_id: str
    plan_id: str
    section: int
    kind: ChunkKind
    heading: tuple[str, ...]
    page: int | None
    text: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    url: str

    @classmethod
    def of(cls, chunk: Chunk) -> Self:
        """Return a chunk as the API shows it."""
        return cls(
            chunk_id=chunk.id,
            plan_id=chunk.plan_id,
            section=chunk.section,
            kind=chunk.kind,
            heading=chunk.heading,
            page=chunk.page,
            text=chunk.text,
            start=chunk.start,
            end=chunk.end,
            sentences=chunk.sentences,
            url=f"/sources/{chunk.plan_id}?start={chunk.start}&end={chunk.end}#{chunk.id}",
        )


class PlanView(PlanManifest):
    """A plan's manifest and how much of it the index holds; ``characters`` counts code points."""

    digest: str
    characters: int
    sections: int
    chunks: int
    sentences: int
    kpi_values: int

    @classmethod
    def of(cls, plan: PlanRecord) -> Self:
        """Return a plan as the API shows it."""
        return cls(
            **dict(plan.manifest),
            digest=plan.digest,
            characters=plan.characters,
            sections=plan.sections,
            chunks=plan.chunks,
            sentences=plan.sentences,
            kpi_values=plan.kpi_values,
        )


class Plans(BaseModel):
    """The plans that the asker may see, by id."""

    plans: tuple[PlanView, ...]


class Kpis(BaseModel):
    """KPI series, sorted by plan, table, field, issue and indicator."""

    kpis: tuple[KpiSeries, ...]

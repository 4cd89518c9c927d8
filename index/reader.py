"""An open index generation: search, plans, texts and KPI records, each for an asker's access."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.access import Access
from corpus.health import Extent, PlanHealth, health_of
from corpus.kpi.record import Indicator, KpiKind, KpiRecord
from corpus.plan import Chunk, Plan, Rejection, Section
from index.arms import Arms
from index.embedding import Embedder, Vectors
from index.fusion import fusion_settings
from index.hits import Hit
from index.manifest import Manifest
from index.plans import PlanRecord
from index.search import Searcher
from index.store import StoreReader
from index.vectors import SentenceVectors


def unguarded() -> None:
    """Return: nothing is looked at before a search."""


@dataclass(frozen=True, slots=True)
class IndexReader:
    """One open generation. It stays as it is while newer ones are built; any number may be open, from any thread."""

    generation: str
    place: str
    manifest: Manifest
    searcher: Searcher
    check: Callable[[], Iterable[str]]
    guard: Callable[[], None] = unguarded
    served: bool = False

    @classmethod
    def over(
        cls, generation: str, place: str, manifest: Manifest, store: StoreReader, vectors: SentenceVectors,
        arms: Mapping[Access, Arms], embedder: Embedder, check: Callable[[], Iterable[str]],
        guard: Callable[[], None] = unguarded, *, served: bool = False,
    ) -> "IndexReader":  # fmt: skip
        """Return a generation of these parts; ``place`` is for messages, ``check`` yields what of it is damaged.

        ``guard`` is called before each search, and raises IndexDamagedError where a part was altered since. Where
        the index is ``served`` by another program, that may take long.
        """
        starts = np.concatenate([[0], np.cumsum(store.sentence_counts(), dtype=np.int64)])
        synonyms = tuple(row.concept() for row in manifest.synonyms)
        searcher = Searcher(
            store, vectors, arms, store.slices(), starts, embedder, fusion_settings(), synonyms=synonyms
        )  # fmt: skip
        return cls(generation, place, manifest, searcher, check, guard, served)

    @property
    def index_id(self) -> str:
        """Return the id of this generation's content."""
        return self.manifest.index_id

    @property
    def model_id(self) -> str:
        """Return the name of the embedding model."""
        return self.manifest.recipe.model_id

    @property
    def embedder(self) -> Embedder:
        """Return the embedding model that the index is searched with."""
        return self.searcher.embedder

    def plans(self, *, access: Access) -> tuple[PlanRecord, ...]:
        """Return the plans that this asker may see, by id."""
        return self.searcher.store.plans(access)

    def plan(self, plan_id: str, *, access: Access) -> PlanRecord | None:
        """Return a plan, None where there is none for this asker."""
        return next((plan for plan in self.plans(access=access) if plan.manifest.id == plan_id), None)

    def text(self, plan_id: str, *, access: Access) -> str | None:
        """Return a plan's text, None where there is none for this asker."""
        return self.searcher.store.text(plan_id, access)

    def span(self, plan_id: str, start: int, end: int, *, access: Access) -> str | None:
        """Return ``text[start:end]`` of a plan, None where there is no such plan for this asker."""
        return self.searcher.store.span(plan_id, start, end, access)

    def sections(self, plan_id: str, *, access: Access) -> tuple[Section, ...]:
        """Return a plan's sections in order; none where there is no such plan for this asker."""
        return self.searcher.store.sections(plan_id, access)

    def chunk(self, chunk_id: str, *, access: Access) -> Chunk | None:
        """Return a chunk, None where there is none for this asker."""
        return self.searcher.store.chunk(chunk_id, access)

    def chunk_at(self, plan_id: str, offset: int, *, access: Access) -> Chunk | None:
        """Return the chunk of a plan that holds an offset of its text, None where none does for this asker."""
        return self.searcher.store.chunk_at(plan_id, offset, access)

    def chunks(self, plan_id: str, *, access: Access) -> tuple[Chunk, ...]:
        """Return a plan's chunks in order; none where there is no such plan for this asker."""
        return self.searcher.store.chunks_of_plan(plan_id, access)

    def kpis(
        self, *, access: Access, plan_ids: Sequence[str] = (), field: str | None = None, indicator: str | None = None,
        fiscal_year: int | None = None, kind: KpiKind | None = None,
    ) -> tuple[KpiRecord, ...]:  # fmt: skip
        """Return the KPI records that match every filter given, in the order of their sources."""
        return self.searcher.store.kpi_rows.find(access, plan_ids, field, indicator, fiscal_year, kind)

    def kpis_at(self, plan_id: str, spans: Collection[tuple[int, int]], *, access: Access) -> tuple[KpiRecord, ...]:
        """Return the KPI records that stand at these spans of a plan's text; none that this asker may not see."""
        return self.searcher.store.kpi_rows.at(access, plan_id, spans)

    def indicators(self, plan_id: str, *, access: Access) -> tuple[Indicator, ...]:
        """Return a plan's indicators in the order of their source."""
        return self.searcher.store.kpi_rows.indicators(plan_id, access)

    def rejections(self, plan_id: str, *, access: Access) -> tuple[Rejection, ...]:
        """Return what of a plan's source was not taken, and why; none where there is no such plan for this asker."""
        return self.searcher.store.readings.rejections(plan_id, access)

    def health(self, plan_id: str, *, access: Access) -> PlanHealth | None:
        """Return how well a plan was read, None where there is no such plan for this asker."""
        plan = self.plan(plan_id, access=access)
        reading = self.searcher.store.readings.reading(plan_id, access)
        if plan is None or reading is None:
            return None
        extent = Extent(plan.characters, plan.sections, plan.chunks, plan.sentences)
        return health_of(plan.manifest, reading, extent, self.kpis(access=access, plan_ids=[plan_id]))

    def search(self, question: str, *, access: Access, plan_ids: Sequence[str] = (), top: int = 10) -> tuple[Hit, ...]:
        """Return the best ``top`` chunks for a question, best first; ``plan_ids`` empty means all visible plans.

        Raises:
            IndexDamagedError: a part of the index was altered since it was opened.

        """
        self.guard()
        return self.searcher.search(question, access=access, plan_ids=plan_ids, top=top)

    def problems(self) -> tuple[str, ...]:
        """Return what a check of every digest and of the vectors finds wrong; empty when sound."""
        return tuple(self.check()) or tuple(self.searcher.vectors.problems())

    def prepared_by_digest(self) -> dict[str, str]:
        """Return the plan ids by the digest of the folder they were read from."""
        return {digest: plan_id for plan_id, digest in self.manifest.plans.items()}

    def prepared(self, plan_id: str) -> tuple[Plan, tuple[list[str], ...], Vectors]:
        """Return a plan as it was read, the index terms of its chunks and its vectors, for the next generation."""
        store = self.searcher.store
        place = next(place for place in self.searcher.slices if place.plan_id == plan_id)
        words = tuple(store.chunk_words(place.chunks))
        return store.plan(plan_id), words, np.array(self.searcher.vectors.rows(place.sentences))

    def close(self) -> None:
        """Release files and connections."""
        self.searcher.store.close()
        self.searcher.vectors.close()

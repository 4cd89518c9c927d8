"""An open index generation: search, plans, texts and KPI records, each for an asker's access."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.access import Access
from corpus.chunk_settings import ChunkSettings
from corpus.health import Extent, PlanHealth, health_of
from corpus.kpi.record import Indicator, KpiKind, KpiRecord
from corpus.plan import Chunk, Plan, Rejection, Section
from index.arms import Arms
from index.embedding import Embedder, Vectors
from index.errors import IndexDamagedError, IndexMismatchError
from index.fusion import fusion_settings
from index.generation import current_generation
from index.hits import Hit
from index.manifest import Manifest, Recipe, file_digests, read_manifest
from index.plans import PlanRecord
from index.search import Searcher
from index.store import StoreReader
from index.vectors import SentenceVectors


@dataclass(frozen=True, slots=True)
class IndexReader:
    """One open generation. It stays as it is while newer ones are built; any number may be open, from any thread."""

    folder: Path
    manifest: Manifest
    searcher: Searcher

    @classmethod
    def open(cls, index: Path, embedder: Embedder) -> "IndexReader":
        """Return the live generation of an index folder.

        Raises:
            IndexMissingError: there is none.
            IndexMismatchError: it was built with another model, chunker or format.
            IndexDamagedError: a file is missing or cannot be read.

        """
        return cls.open_generation(current_generation(index), embedder)

    @classmethod
    def open_generation(cls, folder: Path, embedder: Embedder) -> "IndexReader":
        """Return the generation in a folder; raises as ``open`` does."""
        manifest = read_manifest(folder)
        _match(manifest.recipe, Recipe.of(embedder, ChunkSettings().fingerprint()), folder)
        settings = fusion_settings()
        store = StoreReader(folder / "store.sqlite")
        vectors = SentenceVectors.open(folder / "vectors", manifest.recipe.dimension, settings.exact_below)
        try:
            arms = {access: Arms.open(folder / "lexical" / access.value) for access in Access}
        except (OSError, ValueError) as error:
            raise IndexDamagedError(f"{folder}: BM25 index unreadable ({error}); run `assistant ingest`") from error
        starts = np.concatenate([[0], np.cumsum(store.sentence_counts(), dtype=np.int64)])
        synonyms = tuple(row.concept() for row in manifest.synonyms)
        searcher = Searcher(store, vectors, arms, store.slices(), starts, embedder, settings, synonyms=synonyms)
        return cls(folder, manifest, searcher)

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

    def indicators(self, plan_id: str, *, access: Access) -> tuple[Indicator, ...]:
        """Return a plan's indicators in the order of their source."""
        return self.searcher.store.kpi_rows.indicators(plan_id, access)

    def rejections(self, plan_id: str, *, access: Access) -> tuple[Rejection, ...]:
        """Return what of a plan's source was not taken, and why; none where there is no such plan for this asker."""
        return self.searcher.store.rejections(plan_id, access)

    def health(self, plan_id: str, *, access: Access) -> PlanHealth | None:
        """Return how well a plan was read, None where there is no such plan for this asker."""
        plan = self.plan(plan_id, access=access)
        reading = self.searcher.store.reading(plan_id, access)
        if plan is None or reading is None:
            return None
        extent = Extent(plan.characters, plan.sections, plan.chunks, plan.sentences)
        return health_of(plan.manifest, reading, extent, self.kpis(access=access, plan_ids=[plan_id]))

    def search(self, question: str, *, access: Access, plan_ids: Sequence[str] = (), top: int = 10) -> tuple[Hit, ...]:
        """Return the best ``top`` chunks for a question, best first; ``plan_ids`` empty means all visible plans."""
        return self.searcher.search(question, access=access, plan_ids=plan_ids, top=top)

    def problems(self) -> tuple[str, ...]:
        """Return what a check of every digest and of the vectors finds wrong; empty when sound."""
        found = file_digests(self.folder)
        recorded = self.manifest.files
        altered = [name for name, digest in recorded.items() if name in found and found[name] != digest]
        missing = [name for name in recorded if name not in found]
        problems = [f"{name}: altered" for name in altered] + [f"{name}: missing" for name in missing]
        return tuple(problems) or tuple(self.searcher.vectors.problems())

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
        """Release files."""
        self.searcher.store.close()
        self.searcher.vectors.close()


def _match(recorded: Recipe, wanted: Recipe, folder: Path) -> None:
    if recorded != wanted:
        names = [name for name in Recipe.model_fields if getattr(recorded, name) != getattr(wanted, name)]
        told = ", ".join(f"{name} {getattr(recorded, name)!r} instead of {getattr(wanted, name)!r}" for name in names)
        raise IndexMismatchError(f"{folder}: the index was built with {told}; run `assistant ingest` to rebuild it")

"""A plan ready for the index, and all that makes one generation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.access import Access
from corpus.plan import Plan, PlanManifest
from index.embedding import Vectors
from index.lexicon.concepts import ConceptRow
from index.manifest import Manifest, Recipe, index_id


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """A plan with what the index needs of it: the index terms of each chunk and a vector a sentence."""

    plan: Plan
    words: tuple[list[str], ...]
    vectors: Vectors
    reused: bool


def place_in_index(manifest: PlanManifest) -> tuple[int, str]:
    """Return what plans are sorted by in an index: public ones first, then by id."""
    return list(Access).index(manifest.access), manifest.id


@dataclass(frozen=True, slots=True)
class Content:
    """What a generation is to hold. ``plans`` come public ones first, by id, and can be gone through several times."""

    recipe: Recipe
    plans: Iterable[PreparedPlan]
    digests: dict[str, str]
    synonyms: tuple[ConceptRow, ...]

    @property
    def index_id(self) -> str:
        """Return the id of an index of this content."""
        return index_id(self.recipe, self.digests, self.synonyms)

    def seen_by(self, access: Access) -> Iterator[PreparedPlan]:
        """Yield the plans that an asker of this access may see."""
        return (one for one in self.plans if one.plan.manifest.access in access.sees())

    def at(self, access: Access) -> Iterator[PreparedPlan]:
        """Yield the plans of exactly this level."""
        return (one for one in self.plans if one.plan.manifest.access is access)

    def manifest(self, chunks: int, sentences: int, files: dict[str, str]) -> Manifest:
        """Return the manifest of a generation of this content; ``files`` maps each part to its digest."""
        return Manifest(
            index_id=self.index_id, recipe=self.recipe, plans=self.digests, chunks=chunks, sentences=sentences,
            files=files, synonyms=self.synonyms,
        )  # fmt: skip

"""The lines of a dump: the head, one line a plan, and the proof at the end. Whatever comes from a file is validated."""

from base64 import b64decode, b64encode

import numpy as np
from pydantic import BaseModel, ConfigDict

from corpus.access import Access
from corpus.plan import Plan
from index.embedding import Vectors
from index.lexicon.concepts import ConceptRow
from index.manifest import Recipe
from index.prepared import PreparedPlan


class Head(BaseModel):
    """The first line; ``plans`` maps id to folder digest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dump: int
    index_id: str
    recipe: Recipe
    plans: dict[str, str]
    synonyms: tuple[ConceptRow, ...]


class PlanLine(BaseModel):
    """A plan, the index terms of each chunk, and its sentences' vectors: float32, little-endian, in base 64."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: Plan
    words: tuple[list[str], ...]
    vectors: str

    @classmethod
    def of(cls, plan: Plan, words: tuple[list[str], ...], vectors: Vectors) -> "PlanLine":
        """Return the line of a plan."""
        return cls(plan=plan, words=words, vectors=b64encode(vectors.astype("<f4").tobytes()).decode())

    def prepared(self, dimension: int) -> PreparedPlan:
        """Return the plan ready for an index; raises ValueError where vectors and sentences do not agree."""
        vectors = np.frombuffer(b64decode(self.vectors, validate=True), dtype="<f4").reshape(-1, dimension)
        sentences = sum(len(chunk.sentences) for chunk in self.plan.chunks)
        if len(vectors) != sentences or len(self.words) != len(self.plan.chunks):
            raise ValueError(f"{len(vectors)} vectors for {sentences} sentences")
        return PreparedPlan(self.plan, self.words, vectors.astype(np.float32), reused=True)


class Asked(BaseModel):
    """A question, who asked it, and the ids of the first ten chunks that were found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    access: Access
    hits: tuple[str, ...]


class Proof(BaseModel):
    """The last line: what an index holds and answers; ``texts`` maps a plan's id to the SHA-256 of its text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plans: int
    sections: int
    chunks: int
    sentences: int
    kpi_values: int
    texts: dict[str, str]
    asked: tuple[Asked, ...]

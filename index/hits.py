"""A found chunk and how it was found."""

from dataclasses import dataclass

from corpus.plan import Chunk, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A found chunk.

    ``rank`` counts from 1; ``score`` is the fused score (higher is better, comparable within one search only);
    ``lexical_rank`` and ``dense_rank`` are the ranks in those arms, None where an arm did not find it;
    ``similarities`` holds the cosine of the question and each sentence of the chunk, in the chunk's order;
    ``coverage`` is the share, 0 to 1, of the question's words (weighted by idf) that stand in the chunk.
    """

    rank: int
    score: float
    chunk: Chunk
    lexical_rank: int | None
    dense_rank: int | None
    similarities: tuple[float, ...]
    coverage: float

    @property
    def best(self) -> Sentence:
        """Return the sentence nearest to the question (the first of equals)."""
        return self.chunk.sentences[max(range(len(self.similarities)), key=self.similarities.__getitem__)]

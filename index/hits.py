"""A found chunk and how it was found."""

from dataclasses import dataclass

from corpus.plan import Chunk, Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A found chunk.

    ``rank`` counts from 1; ``score`` is the fused score (higher is better, comparable within one search only);
    ``lexical_rank`` and ``dense_rank`` are the ranks in those arms, None where an arm did not find it;
    ``similarities`` holds the cosine of the question and each sentence of the chunk, in the chunk's order;
    ``coverage`` is the share, 0 to 1, of the question's words (weighted by idf) that stand in the chunk;
    ``support`` is the lowest support, 0 to 1, that a word of the question has in the chunk, 0 where it was not weighed
    (it is for the first three hits);
    ``same`` counts the worse hits of the same plan that were left out because their best sentence is this one's;
    ``beside`` holds the ids of hits among the first ten that stand directly before or after it in its section.
    """

    rank: int
    score: float
    chunk: Chunk
    lexical_rank: int | None
    dense_rank: int | None
    similarities: tuple[float, ...]
    coverage: float
    same: int = 0
    beside: tuple[str, ...] = ()
    support: float = 0.0

    @property
    def best(self) -> Sentence:
        """Return the sentence nearest to the question (the first of equals)."""
        return self.chunk.sentences[max(range(len(self.similarities)), key=self.similarities.__getitem__)]

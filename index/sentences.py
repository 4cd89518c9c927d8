"""The sentences of the candidate chunks, and how near each is to the question in meaning."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.candidates import Ordinals
from index.embedding import Vectors
from index.fusion import Column
from index.vectors import SentenceVectors


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of some chunks, chunk after chunk: vectors, cosines with the question, and how many a chunk has."""

    rows: Vectors
    similarities: NDArray[np.float32]
    counts: Ordinals

    @classmethod
    def of(cls, chunks: Ordinals, starts: Ordinals, vectors: SentenceVectors, question: Vectors) -> "Sentences":
        """Return the sentences of these chunks, which ascend and which the asker may see."""
        rows = vectors.take(_spread(starts, chunks))
        return cls(rows, np.asarray(rows @ question), starts[chunks + 1] - starts[chunks])

    @property
    def _first(self) -> Ordinals:
        return np.cumsum(self.counts) - self.counts

    def split(self) -> tuple[NDArray[np.float32], ...]:
        """Return the cosines of each chunk."""
        ends = np.cumsum(self.counts).tolist()
        return tuple(self.similarities[first:end] for first, end in zip([0, *ends], ends, strict=False))

    def mean_of_best(self, count: int) -> Column:
        """Return the mean of each chunk's highest ``count`` cosines; 0 for a chunk without sentences."""
        chunk = np.repeat(np.arange(len(self.counts)), self.counts)
        ordered = self.similarities[np.lexsort((-self.similarities, chunk))].astype(np.float64)
        place = np.arange(len(ordered)) - np.repeat(self._first, self.counts)
        best = place < count
        sums = np.bincount(chunk[best], weights=ordered[best], minlength=len(self.counts))
        return np.divide(sums, np.minimum(self.counts, count), out=np.zeros(len(sums)), where=self.counts > 0)

    def of_mean(self) -> Column:
        """Return the cosine with the mean of each chunk's vectors (one vector a chunk); 0 without sentences."""
        filled = self.counts > 0
        sums, lengths = np.zeros((2, len(self.counts)))
        if filled.any():
            first = self._first[filled]
            sums[filled] = np.add.reduceat(self.similarities, first)
            lengths[filled] = np.linalg.norm(np.add.reduceat(self.rows, first, axis=0), axis=1)
        return np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)


def _spread(starts: Ordinals, chunks: Ordinals) -> Ordinals:
    """Return the ordinals of all sentences of these chunks."""
    counts = starts[chunks + 1] - starts[chunks]
    shift = starts[chunks] - (np.cumsum(counts) - counts)
    return np.repeat(shift, counts) + np.arange(int(counts.sum()))

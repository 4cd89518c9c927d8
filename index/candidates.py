"""The chunks that a search weighs against each other, with what every arm says of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fusion import Column, FusionSettings, weighted_sum
from index.lexical import Scores

Ordinals = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Chunks by ordinal; one value a chunk in each of ``columns``, and the cosine of each of its sentences.

    ``coverage`` is the share, 0 to 1, of the question's words (by idf) that one of the best chunks by words holds.
    """

    ordinals: Ordinals
    columns: Mapping[str, Column]
    similarities: tuple[NDArray[np.float32], ...]
    coverage: float
    lexical_ranks: Mapping[int, int]
    dense_ranks: Mapping[int, int]

    def fused(self, settings: FusionSettings) -> Column:
        """Return the score of each chunk under these settings; arms without a weight do not count."""
        columns = {name: values for name, values in self.columns.items() if name in settings.wanted}
        return weighted_sum(columns, settings, self.coverage) if columns else np.zeros(len(self.ordinals))

    def order(self, fused: Column) -> Ordinals:
        """Return the positions by score, best first; equals by ordinal."""
        return np.lexsort((self.ordinals, -fused))


def ranking(scores: Scores, allowed: Iterable[range], top: int) -> Ordinals:
    """Return the ``top`` chunks of these ranges with a score above 0, best first; equals by ordinal."""
    found = np.concatenate([span.start + np.flatnonzero(scores[span.start : span.stop] > 0) for span in allowed])
    values = scores[found]
    if 0 < top < len(found):
        near = values >= np.partition(values, -top)[-top]  # few to sort, and no equal is lost
        found, values = found[near], values[near]
    return found[np.lexsort((found, -values))][:top]


def ranks(ordered: Ordinals) -> dict[int, int]:
    """Return the rank of each chunk, from 1."""
    return {int(chunk): rank for rank, chunk in enumerate(ordered, 1)}


def union(found: Iterable[Ordinals]) -> Ordinals:
    """Return the ordinals of all of these, each once, ascending."""
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *found]))


def coverage(idf: Mapping[str, float], present: Collection[str]) -> float:
    """Return the share, 0 to 1, of the terms' idf that the present terms hold; 0 without terms."""
    total = sum(idf.values())
    return sum(weight for term, weight in idf.items() if term in present) / total if total else 0.0

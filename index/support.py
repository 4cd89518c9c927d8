"""How well the worst supported word of a question is supported by what was found: the near miss shows there."""

from collections.abc import Collection, Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from index.embedding import Embedder, Vectors


@runtime_checkable
class WordEmbedder(Protocol):
    """An embedder that has a vector for each single word."""

    def query_words(self, words: Sequence[str]) -> Vectors:
        """Return one unit row an index term of a question; zeros for an unknown one."""
        ...

    def document_words(self, words: Sequence[str]) -> Vectors:
        """Return one unit row an index term of a chunk; zeros for an unknown one."""
        ...


def least_support(terms: Sequence[str], present: Collection[str], embedder: Embedder, share: float) -> float:
    """Return the lowest support, 0 to 1, that a question's terms have among a chunk's; 1 where nothing is asked.

    A term that stands in the chunk has 1, another the highest cosine with one of its terms. Where the embedder does
    not know single words, it is ``share``, the chunk's share of the question's words.
    """
    missing = [term for term in dict.fromkeys(terms) if term not in present]
    if not missing:
        return 1.0
    if not isinstance(embedder, WordEmbedder):
        return share
    if not present:
        return 0.0
    similarities = embedder.query_words(missing) @ embedder.document_words(list(present)).T
    return float(np.clip(similarities.max(axis=1), 0.0, 1.0).min())

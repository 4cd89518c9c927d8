"""How well the words of a question are matched by the nearest words of a chunk, one word at a time."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

import numpy as np

from index.embedding import Embedder
from index.fusion import Column
from index.support import WordEmbedder

TERMS = "terms"


def matched(idf: Mapping[str, float], present: Sequence[Collection[str]], embedder: Embedder) -> Column:
    """Return for each chunk the mean, 0 to 1, over the question's terms of the best cosine with one of its terms.

    Terms count by their idf; one that the chunk holds has 1. Zeros where the embedder does not know single words.
    Late interaction: Khattab and Zaharia 2020 (ColBERT), here over static word vectors.
    """
    total = sum(idf.values())
    filled = [place for place, terms in enumerate(present) if terms]
    found = np.zeros(len(present))
    if not (isinstance(embedder, WordEmbedder) and total > 0 and filled):
        return found
    asked = list(idf)
    place_of = {term: place for place, term in enumerate(dict.fromkeys(chain.from_iterable(present)))}
    cosines = embedder.query_words(asked) @ embedder.document_words(list(place_of)).T
    for row, term in enumerate(asked):
        if term in place_of:
            cosines[row, place_of[term]] = 1.0
    sizes = [len(present[place]) for place in filled]
    columns = np.fromiter((place_of[term] for place in filled for term in present[place]), dtype=np.int64)
    starts = np.cumsum(sizes, dtype=np.int64) - np.array(sizes, dtype=np.int64)
    best = np.maximum.reduceat(cosines[:, columns], starts, axis=1)
    found[filled] = np.array(list(idf.values())) @ np.clip(best, 0.0, 1.0) / total
    return found

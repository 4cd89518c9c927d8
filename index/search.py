"""One search: words, bigrams and sentence vectors, fused to ranked chunks.

The asker's access and the chosen plans are applied inside each arm: the BM25 indexes of a scope hold nothing
else, the vectors are kept by access level, and a choice of plans restricts every arm to slices of ordinals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.access import Access
from index.embedding import Embedder, Vectors
from index.fusion import FusionSettings, weighted_sum
from index.hits import Hit
from index.lexical import LexicalIndex
from index.store import Slice, StoreReader
from index.tokens import bigrams, words
from index.vectors import Found, SentenceVectors

Ordinals = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arms:
    """What a search of one access level looks into."""

    words: LexicalIndex
    bigrams: LexicalIndex


@dataclass(frozen=True, slots=True)
class Searcher:
    """Searches one open generation."""

    store: StoreReader
    vectors: SentenceVectors
    arms: dict[Access, Arms]
    slices: tuple[Slice, ...]
    sentence_starts: Ordinals
    embedder: Embedder
    settings: FusionSettings

    def search(self, question: str, *, access: Access, plan_ids: Sequence[str], top: int) -> tuple[Hit, ...]:
        """Return the best ``top`` chunks for a question, best first; equals by ordinal.

        ``plan_ids`` empty means all that the asker may see; unknown and hidden ids find nothing.
        """
        visible = [place for place in self.slices if place.access in access.sees()]
        chosen = [place for place in visible if not plan_ids or place.plan_id in plan_ids]
        if not chosen or not question.strip():
            return ()
        query = self.embedder.encode_query([question])[0]
        terms = words(question)
        lexical = {
            "words": self.arms[access].words.scores(terms),
            "bigrams": self.arms[access].bigrams.scores(bigrams(question)),
        }
        dense = self._dense(query, chosen if plan_ids else [], access)
        pool = self._pool(lexical, dense, chosen)
        return self._hits(pool, lexical, query, terms, access, top)

    def _dense(self, query: Vectors, chosen: Sequence[Slice], access: Access) -> Found:
        if not query.any():
            return self.vectors.nearest_in(query, 0, [])
        top = self.settings.pool * 4  # a chunk holds several sentences, and several of one chunk may be near
        if chosen:
            return self.vectors.nearest_in(query, top, [place.sentences for place in chosen])
        return self.vectors.nearest(query, top, access=access)

    def _pool(self, lexical: dict[str, NDArray[np.float32]], dense: Found, chosen: Sequence[Slice]) -> "_Pool":
        allowed = np.concatenate([np.arange(place.chunks.start, place.chunks.stop) for place in chosen])
        ranked = {name: _ranking(scores, allowed, self.settings.pool) for name, scores in lexical.items()}
        by_meaning = self._chunks_of(dense.ordinals)[: self.settings.pool]
        candidates = np.unique(np.concatenate([*ranked.values(), by_meaning])).astype(np.int64)
        return _Pool(candidates, _ranks(ranked["words"]), _ranks(by_meaning))

    def _chunks_of(self, sentences: Ordinals) -> Ordinals:
        """Return the chunks of these sentences, each once, in the order of its first sentence here."""
        chunks = np.searchsorted(self.sentence_starts, sentences, side="right") - 1
        _, first = np.unique(chunks, return_index=True)
        return chunks[np.sort(first)]

    def _hits(
        self, pool: "_Pool", lexical: dict[str, NDArray[np.float32]], query: Vectors, terms: Sequence[str],
        access: Access, top: int,
    ) -> tuple[Hit, ...]:  # fmt: skip
        if not len(pool.candidates):
            return ()
        similarities = [self.vectors.similarities(query, self._sentences(chunk)) for chunk in pool.candidates]
        arms = {name: scores[pool.candidates].astype(np.float64) for name, scores in lexical.items()}
        arms["best_sentence"] = np.array([_mean_of_best(values, 1) for values in similarities])
        arms["two_sentences"] = np.array([_mean_of_best(values, 2) for values in similarities])
        fused = weighted_sum(arms, self.settings.weights.model_dump())
        order = np.lexsort((pool.candidates, -fused))[:top]
        chunks = self.store.chunks(pool.candidates[order].tolist())
        present = self.store.words_of(pool.candidates[order].tolist())
        idf = {term: self.arms[access].words.idf(term) for term in dict.fromkeys(terms)}
        return tuple(
            Hit(
                rank, float(fused[at]), chunk, pool.lexical_ranks.get(int(pool.candidates[at])),
                pool.dense_ranks.get(int(pool.candidates[at])), tuple(map(float, similarities[at])),
                _coverage(idf, terms_of_chunk),
            )
            for rank, (at, chunk, terms_of_chunk) in enumerate(zip(order, chunks, present, strict=True), 1)
        )  # fmt: skip

    def _sentences(self, chunk: int) -> range:
        return range(int(self.sentence_starts[chunk]), int(self.sentence_starts[chunk + 1]))


@dataclass(frozen=True, slots=True)
class _Pool:
    candidates: Ordinals
    lexical_ranks: dict[int, int]
    dense_ranks: dict[int, int]


def _ranking(scores: NDArray[np.float32], allowed: Ordinals, top: int) -> Ordinals:
    """Return the ``top`` allowed chunks with a score above 0, best first; equals by ordinal."""
    values = scores[allowed]
    order = np.lexsort((allowed, -values))[:top]
    return allowed[order[values[order] > 0]]


def _ranks(ordered: Ordinals) -> dict[int, int]:
    return {int(chunk): rank for rank, chunk in enumerate(ordered, 1)}


def _mean_of_best(similarities: NDArray[np.float32], count: int) -> float:
    """Return the mean of the highest ``count`` values; 0 for a chunk without sentences."""
    return float(np.sort(similarities)[-count:].mean()) if len(similarities) else 0.0


def _coverage(idf: dict[str, float], present: frozenset[str]) -> float:
    total = sum(idf.values())
    return sum(weight for term, weight in idf.items() if term in present) / total if total else 0.0

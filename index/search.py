"""One search: keyword arms and sentence vectors, fused to ranked chunks.

The asker's access and the chosen plans are applied inside each arm: the BM25 indexes of a scope hold nothing
else, the vectors are kept by access level, and a choice of plans restricts every arm to slices of ordinals.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain

from corpus.access import Access
from corpus.plan import Chunk
from index.arms import Arms, Asked
from index.candidates import Candidates, Ordinals, coverage
from index.duplicates import folded, neighbours, said_by
from index.embedding import Embedder
from index.errors import IndexFault
from index.fusion import Column, FusionSettings
from index.gathering import Gathering
from index.hits import Hit
from index.lexicon.concepts import Concept
from index.lexicon.translation import translated
from index.rerank import reordered
from index.reranker import Reranker
from index.store import Slice, StoreReader
from index.support import WordEmbedder, least_support
from index.vectors import SentenceVectors

_SPARE = 5  # chunks read beyond those asked for, to take the place of duplicates
_SUPPORTED = 3  # hits whose support of the question's words is weighed: those that evidence is judged by
_SHOWN = 10  # hits among which neighbours are marked


@dataclass(frozen=True, slots=True)
class Searcher:
    """Searches one open generation."""

    store: StoreReader
    vectors: SentenceVectors
    arms: Mapping[Access, Arms]
    slices: tuple[Slice, ...]
    sentence_starts: Ordinals
    embedder: Embedder
    settings: FusionSettings
    reranker: Reranker | None = None
    synonyms: tuple[Concept, ...] = ()

    def search(self, question: str, *, access: Access, plan_ids: Sequence[str], top: int) -> tuple[Hit, ...]:
        """Return the best ``top`` chunks for a question, best first; equals by ordinal.

        ``plan_ids`` empty means all that the asker may see; unknown and hidden ids find nothing. Of the chunks of a
        plan whose best sentence is the same, the best stays.
        """
        gathering = self._gathering(question, access, plan_ids)
        if gathering is None:
            return ()
        candidates = gathering.candidates()
        fused = candidates.fused(self.settings)
        kept = self._reranked(question, candidates, fused, top)
        present = self.store.words_of([one.ordinal for one in kept])
        idf = gathering.idf()
        beside = neighbours([one.chunk for one in kept[:_SHOWN]], [one.ordinal for one in kept[:_SHOWN]])
        return tuple(
            Hit(
                rank, float(fused[one.at]), one.chunk, candidates.lexical_ranks.get(one.ordinal),
                candidates.dense_ranks.get(one.ordinal), one.similarities, covered, one.same,
                beside[rank - 1] if rank <= _SHOWN else (),
                least_support(list(idf), terms, self.embedder, covered) if rank <= _SUPPORTED else 0.0,
            )
            for rank, (one, terms) in enumerate(zip(kept, present, strict=True), 1)
            for covered in [coverage(idf, terms)]
        )  # fmt: skip

    def warm(self) -> list[Chunk]:
        """Read ahead what searches look at most, as far as it is kept, and return its chunks.

        What is damaged shows when it is searched.
        """
        with suppress(IndexFault):
            chunks, words = self.store.read_ahead(len(self.sentence_starts) - 1)
            if isinstance(self.embedder, WordEmbedder):
                self.embedder.document_words(list(dict.fromkeys(chain.from_iterable(words))))
            return chunks
        return []

    def candidates(self, question: str, *, access: Access, plan_ids: Sequence[str]) -> Candidates | None:
        """Return the chunks that a search weighs with the values of its arms; None where there is nothing to search."""
        gathering = self._gathering(question, access, plan_ids)
        return gathering.candidates() if gathering else None

    def _gathering(self, question: str, access: Access, plan_ids: Sequence[str]) -> Gathering | None:
        visible = [place for place in self.slices if place.access in access.sees()]
        chosen = [place for place in visible if not plan_ids or place.plan_id in plan_ids]
        if not chosen or not question.strip():
            return None
        said = translated(question)
        asked = Asked.of(said, self.embedder.encode_query([said])[0], self.synonyms)
        return Gathering(
            asked, access, chosen, not plan_ids, self.store, self.vectors, self.arms[access], self.sentence_starts,
            self.settings, self.embedder,
        )  # fmt: skip

    def _reranked(self, question: str, candidates: Candidates, fused: Column, top: int) -> list["_Kept"]:
        if self.reranker is None:
            return self._kept(candidates, fused, top)
        kept = self._kept(candidates, fused, max(top, self.settings.rerank))
        order = reordered(self.reranker, question, [one.chunk for one in kept], self.settings.rerank)
        return [kept[place] for place in order[:top]]

    def _kept(self, candidates: Candidates, fused: Column, top: int) -> list["_Kept"]:
        """Return the best ``top`` candidates after those that say the same are folded into the better of them."""
        order = candidates.order(fused)
        reach = min(top + _SPARE, len(order))
        while True:
            read = self._read(candidates, order[:reach])
            same = folded([said_by(one.chunk, one.similarities, self.settings.same_sentence_from) for one in read])
            if len(same) >= top or reach == len(order):
                return [replace(read[place], same=count) for place, count in same.items()][:top]
            reach = min(reach + top, len(order))

    def _read(self, candidates: Candidates, order: Ordinals) -> list["_Kept"]:
        ordinals = candidates.ordinals[order].tolist()
        rows = zip(order.tolist(), ordinals, self.store.chunks(ordinals), strict=True)
        return [_Kept(at, ordinal, chunk, tuple(candidates.similarities[at].tolist())) for at, ordinal, chunk in rows]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A candidate that was read: its position among the candidates, and how many worse ones say the same."""

    at: int
    ordinal: int
    chunk: Chunk
    similarities: tuple[float, ...]
    same: int = 0

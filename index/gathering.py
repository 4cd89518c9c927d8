"""From a question to its candidates: every arm names its best chunks, and then values those of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.access import Access
from index.arms import BY_KEYWORD, BY_MEANING, EXACT, Arms, Asked
from index.candidates import Candidates, Ordinals, coverage, ranking, ranks, union
from index.embedding import Embedder
from index.exact import holds, matching
from index.fusion import Column, FusionSettings
from index.lexical import Scores
from index.sentences import Sentences
from index.store import Slice, StoreReader
from index.term_matching import TERMS, matched
from index.tokens import bigrams
from index.vectors import SentenceVectors

_COVERING = 3  # best chunks by words, of which one may cover the question
_NAMES = 3  # of a question, the first ones: more would only cost time
_COMMON = 8  # chunks: a name that more of them hold tells none from another
_NONE: Ordinals = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A question and what may be searched for it: the slices ``chosen``, all that the asker sees if ``everything``."""

    asked: Asked
    access: Access
    chosen: Sequence[Slice]
    everything: bool
    store: StoreReader
    vectors: SentenceVectors
    arms: Arms
    sentence_starts: Ordinals
    settings: FusionSettings
    embedder: Embedder

    def candidates(self) -> Candidates:
        """Return the best chunks of every arm that has a weight, with the values of all of these arms."""
        keyword = self._keyword()
        by_words, by_meaning = self._best(keyword.get("words")), self._by_meaning()
        found = [self._best(scores) for name, scores in keyword.items() if name != "words"]
        holders = self._holders()
        ordinals = union([by_words, by_meaning, *holders, *found])
        sentences = Sentences.of(ordinals, self.sentence_starts, self.vectors, self.asked.vector)
        columns = {name: scores[ordinals].astype(np.float64) for name, scores in keyword.items()}
        for name in self.settings.wanted & BY_MEANING.keys():
            columns[name] = BY_MEANING[name](sentences)
        if EXACT in self.settings.wanted:
            columns[EXACT] = _shares(holders, ordinals)
        if TERMS in self.settings.wanted:
            columns[TERMS] = matched(self.idf(), self.store.words_of(ordinals.tolist()), self.embedder)
        return Candidates(
            ordinals, columns, sentences.split(), self._coverage(by_words), ranks(by_words), ranks(by_meaning)
        )

    def idf(self) -> dict[str, float]:
        """Return the idf of each term of the question."""
        return {term: self.arms.words.idf(term) for term in dict.fromkeys(self.asked.words)}

    def _keyword(self) -> Mapping[str, Scores]:
        wanted = self.settings.wanted
        return {name: score(self.arms, self.asked) for name, score in BY_KEYWORD.items() if name in wanted}

    def _best(self, scores: Scores | None) -> Ordinals:
        if scores is None:
            return _NONE
        allowed = [range(len(scores))] if self.everything else [place.chunks for place in self.chosen]
        return ranking(scores, allowed, self.settings.pool)  # the keyword indexes hold what this asker sees, no more

    def _by_meaning(self) -> Ordinals:
        """Return the chunks with the sentences nearest in meaning, each once, best first."""
        vector = self.asked.vector
        if not vector.any() or not self.settings.wanted & BY_MEANING.keys():
            return _NONE
        top = self.settings.pool * 4  # a chunk holds several sentences, and several of one chunk may be near
        if self.everything:
            found = self.vectors.nearest(vector, top, access=self.access)
        else:
            found = self.vectors.nearest_in(vector, top, [place.sentences for place in self.chosen])
        chunks = np.searchsorted(self.sentence_starts, found.ordinals, side="right") - 1
        _, first = np.unique(chunks, return_index=True)
        return chunks[np.sort(first)][: self.settings.pool]

    def _holders(self) -> list[Ordinals]:
        """Return for each telling name of the question the chunks that hold it to the letter."""
        if EXACT not in self.settings.wanted:
            return []
        held = [self._holding(name) for name in self.asked.names[:_NAMES]]
        return [chunks for chunks in held if 0 < len(chunks) <= _COMMON]

    def _holding(self, name: str) -> Ordinals:
        """Return the chunks that hold a name, among those that share most with it by bigrams."""
        near = self._best(self.arms.bigrams.scores(bigrams(name)))[: 2 * _COMMON]
        texts = self.store.texts_of(near.tolist())
        held: Ordinals = near[np.array([holds(matching(text), name) for text in texts], dtype=bool)]
        return held

    def _coverage(self, by_words: Ordinals) -> float:
        idf, best = self.idf(), self.store.words_of(by_words[:_COVERING].tolist())
        return max((coverage(idf, present) for present in best), default=0.0)


def _shares(holders: Sequence[Ordinals], ordinals: Ordinals) -> Column:
    """Return for each of the ordinals the share, 0 to 1, of the names that it holds."""
    held = [np.isin(ordinals, chunks) for chunks in holders]
    return np.mean(held, axis=0, dtype=np.float64) if held else np.zeros(len(ordinals))

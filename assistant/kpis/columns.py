"""What a catalog's entries are weighed by, as arrays: one step of numpy for all of them, not one of Python each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.kpis.scope import Column, Lists, Places, Scope
from index.embedding import Embedder, Vectors
from index.support import WordEmbedder


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The vectors of what is said about the entries, each different text once; each entry's own, its name first."""

    vectors: Vectors
    rows: Lists

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], embedder: Embedder) -> "TextColumns":
        """Return the columns of each entry's texts."""
        numbers = {text: at for at, text in enumerate(dict.fromkeys(text for own in texts for text in own))}
        empty = np.zeros((0, embedder.dimension), dtype=np.float32)
        vectors = embedder.encode_document(list(numbers)) if numbers else empty
        return cls(vectors, Lists.of([[numbers[text] for text in own] for own in texts]))

    def cosines(self, query: Vectors, scope: Scope) -> tuple[Column, Column]:
        """Return for each entry the highest cosine of the query and one of its texts, and that of its name."""
        own = self.rows.within(scope)
        if scope.whole:
            cosines, rows = self.vectors @ query, own
        else:
            used, values = np.unique(own.values, return_inverse=True)
            cosines, rows = self.vectors[used] @ query, Lists(values.astype(np.int32), own.starts)
        return rows.highest(cosines), cosines[rows.values[rows.starts[:-1]]].astype(np.float64)


@dataclass(frozen=True, slots=True)
class WordColumns:
    """The words of the entries, by number: those of its name, and all that is said about each.

    The first ``in_names`` words are those of names. ``vectors`` has a row a word; it is None where the embedder does
    not know single words.
    """

    numbers: Mapping[str, int]
    in_names: int
    names: Lists
    said: Lists
    vectors: Vectors | None

    @classmethod
    def of(cls, names: Sequence[Sequence[str]], said: Sequence[Iterable[str]], embedder: Embedder) -> "WordColumns":
        """Return the columns of the words of each entry's name, and of what is said about it."""
        numbers: dict[str, int] = {}
        in_names = Lists.of([[numbers.setdefault(word, len(numbers)) for word in own] for own in names])
        count = len(numbers)
        in_all = Lists.of([[numbers.setdefault(word, len(numbers)) for word in own] for own in said])
        vectors = embedder.document_words(list(numbers)) if isinstance(embedder, WordEmbedder) else None
        return cls(numbers, count, in_names, in_all, vectors)

    def met(self, terms: Sequence[str], scope: Scope, embedder: Embedder) -> Column:
        """Return for each entry the mean, 0 to 1, over the terms of the best cosine with a word said about it.

        The same as ``index.term_matching.matched``, with the words' vectors at hand.
        """
        if not (isinstance(embedder, WordEmbedder) and self.vectors is not None and terms):
            return np.zeros(len(scope))
        used, lists = _used(self.said.within(scope), scope, len(self.numbers))
        cosines = embedder.query_words(terms) @ self.vectors[used].T
        for row, term in zip(cosines, terms, strict=True):
            row[used == self.numbers.get(term, -1)] = 1.0
        best = np.array([lists.highest(row) for row in cosines])
        total: Column = np.ones(len(terms)) @ np.clip(best, 0.0, 1.0)
        return total / float(len(terms))

    def meant(self, said: Sequence[str], scope: Scope, embedder: Embedder) -> Column:
        """Return for each entry the mean, 0 to 1, over its name's words of the best cosine with a word that is said."""
        if not said:
            return np.zeros(len(scope))
        used, lists = _used(self.names.within(scope), scope, self.in_names)
        known = [self.numbers[word] for word in said if word in self.numbers]
        best = np.isin(used, known).astype(np.float64)
        if isinstance(embedder, WordEmbedder) and self.vectors is not None and len(used):
            cosines = self.vectors[used] @ embedder.query_words(said).T
            best = np.maximum(best, np.clip(cosines.max(axis=1), 0.0, 1.0))
        return lists.mean(best)

    def named_by(self, word: str, scope: Scope) -> Places:
        """Return where in a scope the entries stand that have a word in their name."""
        number = self.numbers.get(word)
        return np.zeros(0, dtype=np.int64) if number is None else scope.inside(self.names.holders(number))

    def speaking_of(self, word: str, scope: Scope) -> Places:
        """Return where in a scope the entries stand about which a word is said."""
        number = self.numbers.get(word)
        return np.zeros(0, dtype=np.int64) if number is None else scope.inside(self.said.holders(number))


def _used(lists: Lists, scope: Scope, count: int) -> tuple[Places, Lists]:
    """Return the numbers that stand in a scope's lists, and the lists as places among those; all for the whole."""
    if scope.whole:
        return np.arange(count), lists
    used, values = np.unique(lists.values, return_inverse=True)
    return used.astype(np.int64), Lists(values.astype(np.int32), lists.starts)

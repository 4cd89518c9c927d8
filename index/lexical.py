"""BM25 over the chunks of one scope: once over words, once over character bigrams."""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import bm25s
import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@runtime_checkable
class Lexical(Protocol):
    """BM25 over the texts of one scope, by position."""

    @property
    def size(self) -> int:
        """Return how many texts there are."""
        ...

    def scores(self, terms: Sequence[str]) -> Scores:
        """Return the BM25 score of every text, by position; each distinct term counts once."""
        ...

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term."""
        ...


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """BM25 (Robertson and Zaragoza 2009, Lucene's idf; k1 = 1.2, b = 0.75) over texts given as terms."""

    _bm25: bm25s.BM25 | None
    _document_counts: NDArray[np.int64]
    size: int

    @classmethod
    def build(cls, folder: Path, texts: Iterable[Sequence[str]]) -> None:
        """Write the index of these texts, each a sequence of terms, to a new folder."""
        bm25, size = indexed(texts)
        folder.mkdir(parents=True)
        (folder / "size.txt").write_text(str(size), encoding="utf-8")
        if bm25 is not None:
            bm25.save(str(folder / "bm25"), show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """Return the index in a folder, memory-mapped."""
        size = int((folder / "size.txt").read_text(encoding="utf-8"))
        if not (folder / "bm25").is_dir():
            return cls(None, np.zeros(0, dtype=np.int64), size)
        bm25 = bm25s.BM25.load(str(folder / "bm25"), mmap=True, show_progress=False)
        return cls(bm25, np.diff(np.asarray(bm25.scores["indptr"])), size)

    def scores(self, terms: Sequence[str]) -> Scores:
        """Return the BM25 score of every text, by position; each distinct term counts once."""
        known = [] if self._bm25 is None else self._bm25.get_tokens_ids(list(dict.fromkeys(terms)))
        if self._bm25 is None or not known:
            return np.zeros(self.size, dtype=np.float32)
        scores: Scores = np.asarray(self._bm25.get_scores_from_ids(known), dtype=np.float32)
        return scores

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term."""
        position = None if self._bm25 is None else self._bm25.vocab_dict.get(term)
        return idf_of(0 if position is None else int(self._document_counts[position]), self.size)


def indexed(texts: Iterable[Sequence[str]]) -> tuple[bm25s.BM25 | None, int]:
    """Return BM25 in memory over these texts, None where they have no term at all; and how many they are."""
    vocabulary: dict[str, int] = {}
    ids = [_numbered(text, vocabulary) for text in texts]
    if not vocabulary:
        return None, len(ids)
    bm25 = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    bm25.index((ids, vocabulary), create_empty_token=False, show_progress=False)
    return bm25, len(ids)


def idf_of(count: int, size: int) -> float:
    """Return ln(1 + (N - n + 0.5) / (n + 0.5)); a term that stands nowhere has n = 0."""
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


def _numbered(text: Sequence[str], vocabulary: dict[str, int]) -> "array[int]":
    """Return the terms as numbers, new ones added to the vocabulary: 4 bytes a term where a string takes 80."""
    return array("i", [vocabulary.setdefault(term, len(vocabulary)) for term in text])

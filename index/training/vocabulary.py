"""The words of a model: which row of vectors each has, and the weight it starts with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding import Vectors
from index.training.word_vectors import WordVectors

Word = tuple[int, int]  # rank of the word, row of its vector


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``words`` gives each known word's rank (0 is the most frequent) and row; ``rows`` the centred unit vectors."""

    words: dict[str, Word]
    rows: Vectors

    def known(self, words: Sequence[str]) -> list[Word]:
        """Return rank and row of each word that is known, in order."""
        return [self.words[word] for word in words if word in self.words]


def vocabulary_of(source: WordVectors, most: int) -> Vocabulary:
    """Return the ``most`` frequent words of ``source``; words that differ in case only are one."""
    words: dict[str, Word] = {}
    for rank, (word, row) in enumerate(zip(source.words[:most], source.row_of[:most], strict=True)):
        if not any(letter.isspace() for letter in word):
            words.setdefault(word.lower(), (rank, row))
    unit = source.rows / np.maximum(np.linalg.norm(source.rows, axis=1, keepdims=True), 1e-9)
    return Vocabulary(words, (unit - unit.mean(axis=0)).astype(np.float32))


def sif_weights(ranks: Sequence[int] | np.ndarray, smoothing: float) -> Vectors:
    """Return a / (a + p) for words of these ranks, with p after Zipf's law: 0.08 / (rank + 2.7)."""
    probability = 0.08 / (np.asarray(ranks, dtype=np.float64) + 2.7)
    weights: Vectors = (smoothing / (smoothing + probability)).astype(np.float32)
    return weights

"""The support of a question's least supported word."""

from collections.abc import Sequence

import numpy as np

from index.embedders.hashing import HashingEmbedder
from index.embedding import Vectors
from index.support import least_support

_VECTORS = {"判子": (1, 0), "押印": (0.8, 0.6), "給食": (0, 1), "窓口": (0.6, 0.8)}


class Words(HashingEmbedder):
    """Knows four words."""

    def query_words(self, words: Sequence[str]) -> Vectors:
        return np.array([_VECTORS.get(word, (0, 0)) for word in words], dtype=np.float32)

    def document_words(self, words: Sequence[str]) -> Vectors:
        return self.query_words(words)


def test_the_least_supported_word_counts() -> None:
    assert least_support(["判子"], {"押印"}, Words(), 0) == np.float32(0.8)
    assert least_support(["判子", "給食"], {"押印"}, Words(), 0) == np.float32(0.6)
    assert least_support(["判子", "zzz"], {"押印"}, Words(), 0) == 0


def test_a_word_that_stands_there_is_supported() -> None:
    assert least_support(["zzz"], {"zzz", "押印"}, Words(), 0) == 1
    assert least_support([], {"押印"}, Words(), 0) == 1


def test_without_word_vectors_it_is_the_share_of_the_words() -> None:
    assert least_support(["判子"], {"押印"}, HashingEmbedder(), 0.25) == 0.25
    assert least_support(["判子"], set(), Words(), 0.25) == 0

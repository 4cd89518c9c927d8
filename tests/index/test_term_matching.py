"""Question words against the words of chunks."""

import numpy as np

from index.embedders.hashing import HashingEmbedder
from index.embedding import Vectors
from index.term_matching import matched

ROWS = {"印鑑": (1.0, 0.0), "押印": (0.8, 0.6), "廃止": (0.0, 1.0)}


class WordVectors(HashingEmbedder):
    """Two dimensions a word; zeros for an unknown one."""

    def query_words(self, words: list[str]) -> Vectors:
        return np.array([ROWS.get(word, (0.0, 0.0)) for word in words], dtype=np.float32)

    document_words = query_words


def test_a_word_is_matched_by_itself_or_the_nearest() -> None:
    found = matched({"印鑑": 3.0, "廃止": 1.0}, [{"印鑑", "廃止"}, {"押印", "知らない"}, set()], WordVectors(8))
    assert np.allclose(found, [1.0, (3 * 0.8 + 1 * 0.6) / 4, 0.0])


def test_an_unknown_word_is_matched_by_itself_alone() -> None:
    assert np.allclose(matched({"知らない": 2.0}, [{"知らない"}, {"印鑑"}], WordVectors(8)), [1.0, 0.0])


def test_nothing_is_said_without_word_vectors_words_or_chunks() -> None:
    assert not matched({"印鑑": 1.0}, [{"印鑑"}], HashingEmbedder(8)).any()
    assert not matched({}, [{"印鑑"}], WordVectors(8)).any()
    assert matched({"印鑑": 1.0}, [], WordVectors(8)).shape == (0,)

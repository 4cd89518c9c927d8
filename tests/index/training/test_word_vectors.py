"""Word vectors: the hash that finds a word's row, and broken files."""

from pathlib import Path

import pytest

from index.errors import ModelError
from index.training.word_vectors import murmur_hash_64a, read_word_vectors


# From spaCy's documentation of its string store (same hash, seed 1): "coffee", "apple".
@pytest.mark.parametrize(("word", "key"), [("coffee", 3197928453018144401), ("apple", 8566208034543834098)])
def test_the_hash_is_that_of_the_string_store(word: str, key: int) -> None:
    assert murmur_hash_64a(word.encode(), seed=1) == key


def test_a_folder_without_the_files_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"unreadable .*install ja-ginza again"):
        read_word_vectors(tmp_path)

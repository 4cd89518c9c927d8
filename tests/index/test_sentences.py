"""The sentence arms against the same worked out chunk by chunk."""

from pathlib import Path

import numpy as np
import pytest

from corpus.access import Access
from index.embedding import unit_rows
from index.sentences import Sentences
from index.vectors import SentenceVectors, build_vectors

STARTS = np.array([0, 3, 3, 4, 6])  # the second chunk has no sentence


@pytest.fixture
def matrix() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return unit_rows(np.random.default_rng(7).normal(size=(6, 8)))


def test_every_arm_is_what_its_formula_says(tmp_path: Path, matrix: np.ndarray) -> None:
    empty = np.zeros((0, 8), dtype=np.float32)
    build_vectors(tmp_path / "vectors", [(Access.PUBLIC, matrix), (Access.STAFF, empty)])
    vectors = SentenceVectors.open(tmp_path / "vectors", 8, 100)
    chunks = np.array([0, 1, 3])
    found = Sentences.of(chunks, STARTS, vectors, matrix[2])
    parts = [matrix[0:3], matrix[3:3], matrix[4:6]]
    cosines = [part @ matrix[2] for part in parts]
    assert [part.tolist() for part in found.split()] == [pytest.approx(one.tolist()) for one in cosines]
    best_two = [np.sort(one)[-2:].mean() if len(one) else 0 for one in cosines]
    assert found.mean_of_best(2) == pytest.approx(best_two)
    assert found.mean_of_best(1) == pytest.approx([one.max(initial=-1) if len(one) else 0 for one in cosines])
    of_mean = [unit_rows(part.sum(axis=0, keepdims=True))[0] @ matrix[2] for part in parts]
    assert found.of_mean() == pytest.approx(of_mean, abs=1e-6)

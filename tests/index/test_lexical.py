"""BM25 over texts given as terms."""

import math
from pathlib import Path

import numpy as np
import pytest

from index.lexical import LexicalIndex

TEXTS = [["押印", "省略", "手続"], ["窓口", "手続", "手続"], [], ["人口", "推計"]]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.build(tmp_path / "words", TEXTS)
    return LexicalIndex.open(tmp_path / "words")


def test_scores_follow_the_formula(index: LexicalIndex) -> None:
    length, average, k1, b = 3, (3 + 3 + 0 + 2) / 4, 1.2, 0.75
    expected = index.idf("押印") * 1 / (1 + k1 * (1 - b + b * length / average))
    assert index.scores(["押印"])[0] == pytest.approx(expected, rel=1e-3)


def test_only_texts_with_a_term_score(index: LexicalIndex) -> None:
    assert np.flatnonzero(index.scores(["手続"])).tolist() == [0, 1]
    assert index.scores(["手続", "手続"]).tolist() == index.scores(["手続"]).tolist()


@pytest.mark.parametrize("terms", [[], ["知らない語"]])
def test_nothing_known_scores_nothing(index: LexicalIndex, terms: list[str]) -> None:
    assert index.scores(terms).tolist() == [0.0] * 4


def test_idf_of_an_absent_term_is_highest(index: LexicalIndex) -> None:
    assert index.idf("知らない語") == pytest.approx(math.log(1 + 4.5 / 0.5))
    assert index.idf("知らない語") > index.idf("押印") > index.idf("手続")


@pytest.mark.parametrize("texts", [[], [[], []]])
def test_an_index_without_terms_opens(tmp_path: Path, texts: list[list[str]]) -> None:
    LexicalIndex.build(tmp_path / "empty", texts)
    index = LexicalIndex.open(tmp_path / "empty")
    assert index.scores(["手続"]).tolist() == [0.0] * len(texts)
    assert index.idf("手続") >= 0


def test_terms_keep_their_texts_in_any_order(tmp_path: Path) -> None:
    texts = [[f"語{number % 7}", f"語{number % 3}"] for number in range(50)]
    LexicalIndex.build(tmp_path / "forward", iter(texts))
    LexicalIndex.build(tmp_path / "backward", iter(texts[::-1]))
    forward, backward = (LexicalIndex.open(tmp_path / name) for name in ("forward", "backward"))
    assert np.allclose(forward.scores(["語5"]), backward.scores(["語5"])[::-1])
    assert np.flatnonzero(forward.scores(["語5"])).tolist() == list(range(5, 50, 7))

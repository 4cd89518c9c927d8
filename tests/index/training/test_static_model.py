"""The static model: numpy and sentence-transformers give the same vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.embedders.static import StaticEmbedder, pretokenise
from index.errors import ModelError
from index.training.static_model import StaticModelSettings, build_static_model
from index.training.word_vectors import WordVectors

WORDS = ("手続き", "窓口", "市民", "判子", "押印", "人口")
SETTINGS = StaticModelSettings(words=6, dimension=3, smoothing=1e-3)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = np.random.default_rng(5).standard_normal((4, 6)).astype(np.float32)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    build_static_model(WordVectors(WORDS, (0, 1, 2, 3, 3, 1), rows), SETTINGS, folder)
    return folder


def test_it_loads_as_a_sentence_transformers_folder_with_the_same_vectors(model: Path) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    texts = ["窓口の手続き", "市民の押印", "人口"]
    theirs = sentence_transformers.SentenceTransformer(str(model), device="cpu").encode([*map(pretokenise, texts)])
    ours = StaticEmbedder("tiny", model, "1").encode_document(texts)
    assert np.allclose(theirs, ours, atol=1e-6)


def test_rare_words_of_one_row_are_one(model: Path) -> None:
    embedder = StaticEmbedder("tiny", model, "1")
    for one, other in (("窓口", "人口"), ("判子", "押印")):
        first, second = embedder.encode_query([one, other])
        assert np.allclose(first, second, atol=1e-6)


def test_a_text_without_a_known_word_is_zeros(model: Path) -> None:
    assert not StaticEmbedder("tiny", model, "1").encode_query(["", "zzz", "、。"]).any()


def test_building_twice_gives_the_same_revision(model: Path, tmp_path: Path) -> None:
    rows = np.random.default_rng(5).standard_normal((4, 6)).astype(np.float32)
    revision = build_static_model(WordVectors(WORDS, (0, 1, 2, 3, 3, 1), rows), SETTINGS, tmp_path / "again")
    assert revision == (model / "revision.txt").read_text(encoding="utf-8").strip()


def test_a_broken_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a static embedding model"):
        StaticEmbedder("tiny", tmp_path, "1")

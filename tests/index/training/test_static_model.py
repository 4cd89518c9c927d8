"""The static model: numpy and sentence-transformers give the same vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.embedders.sentence import SentenceEmbedder
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


def test_any_sentence_transformers_folder_is_served_with_its_prefixes(model: Path) -> None:
    embedder = SentenceEmbedder("tiny", str(model), "1", "窓口 ", "")
    assert embedder.dimension == SETTINGS.dimension
    rows = embedder.encode_query(["市民", "市民"])
    assert rows.shape == (2, SETTINGS.dimension)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert not np.allclose(rows[0], embedder.encode_document(["市民"])[0])
    assert embedder.encode_document([]).shape == (0, SETTINGS.dimension)


def test_a_model_that_cannot_be_loaded_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    (tmp_path / "config.json").write_text("{broken", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot load this model"):
        SentenceEmbedder("broken", str(tmp_path), "1", "", "").encode_query(["x"])

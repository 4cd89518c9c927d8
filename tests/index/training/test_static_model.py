"""The static model: numpy and sentence-transformers give the same vectors."""

from pathlib import Path

import numpy as np
import pytest

from index.embedders.sentence import SentenceEmbedder
from index.embedders.static import StaticEmbedder, pretokenise
from index.errors import ModelError
from index.training.making import shipped_source
from index.training.static_model import build_static_model
from index.training.trained import quantised, read_trained, write_trained
from tests.index.training.tiny import SETTINGS, untrained, vocabulary


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    build_static_model(vocabulary(), untrained(), SETTINGS.smoothing, folder)
    return folder


def test_it_loads_as_a_sentence_transformers_folder_with_the_same_vectors(model: Path) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    texts = ["窓口の手続き", "市民の押印", "人口"]
    loaded = sentence_transformers.SentenceTransformer(str(model), device="cpu")
    ours = StaticEmbedder("tiny", model, "1")
    pieces = [*map(pretokenise, texts)]
    assert np.allclose(loaded.encode_document(pieces), ours.encode_document(texts), atol=1e-6)
    assert np.allclose(loaded.encode_query(pieces), ours.encode_query(texts), atol=1e-6)
    assert not np.allclose(ours.encode_query(texts), ours.encode_document(texts))


def test_words_of_one_row_point_one_way(model: Path) -> None:
    embedder = StaticEmbedder("tiny", model, "1")
    for one, other in (("窓口", "人口"), ("判子", "押印")):
        first, second = embedder.encode_query([one, other])
        assert np.allclose(first, second, atol=1e-6)


def test_a_text_without_a_known_word_is_zeros(model: Path) -> None:
    assert not StaticEmbedder("tiny", model, "1").encode_query(["", "zzz", "、。"]).any()


def test_building_twice_gives_the_same_revision(model: Path, tmp_path: Path) -> None:
    revision = build_static_model(vocabulary(), untrained(), SETTINGS.smoothing, tmp_path / "again")
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


def test_the_shipped_file_gives_back_what_was_written(tmp_path: Path) -> None:
    write_trained(untrained(), tmp_path / "trained.npz")
    held, rounded = read_trained(tmp_path / "trained.npz"), quantised(untrained())
    assert held.source == "x"
    assert np.allclose(held.rows, rounded.rows)
    assert np.abs(held.rows - untrained().rows).max() < 0.01
    assert np.allclose(held.query, untrained().query)


def test_the_shipped_model_was_trained_from_the_data_and_settings_as_they_are() -> None:
    assert read_trained().source == shipped_source(), "run `make model` and commit index/training/trained.npz"


def test_a_missing_shipped_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="assistant model train"):
        read_trained(tmp_path / "trained.npz")

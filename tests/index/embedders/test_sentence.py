"""Sentence-transformers models: a random one, saved and loaded as a real one is."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.embedders.sentence import SentenceEmbedder
from index.embedding import unit_rows
from index.errors import ModelError

TEXTS = ["森川市は窓口の予約を始めます", "温泉", "令和6年度の押印の手続き120件"]


def _load(folder: Path, max_length: int | None = None) -> SentenceEmbedder:
    return SentenceEmbedder("tiny", str(folder), "1", "検索クエリ: ", "検索文書: ", max_length)


def test_questions_and_documents_get_the_prefixes_of_the_registry_and_no_other(sentence_model: Path) -> None:
    plain = SentenceTransformer(str(sentence_model), device="cpu", local_files_only=True)
    embedder = _load(sentence_model)
    for prefix, encode in (("検索クエリ: ", embedder.encode_query), ("検索文書: ", embedder.encode_document)):
        wanted = unit_rows(plain.encode([prefix + text for text in TEXTS], prompt="", show_progress_bar=False))
        assert np.allclose(encode(TEXTS), wanted, atol=1e-5)
    assert not np.allclose(embedder.encode_query(TEXTS), embedder.encode_document(TEXTS), atol=1e-3)


def test_rows_are_unit_vectors_in_order(sentence_model: Path) -> None:
    embedder = _load(sentence_model)
    rows = embedder.encode_document(TEXTS * 30)
    assert rows.shape == (90, 32)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[:3], rows[87:], atol=1e-4)
    assert embedder.encode_query([]).shape == (0, 32)


def test_texts_are_cut_at_the_maximum_length(sentence_model: Path) -> None:
    embedder = _load(sentence_model, max_length=16)
    one, other = embedder.encode_query(["森川市の窓口の予約を" + end for end in ("温泉をめぐる", "財政の残高")])
    assert np.allclose(one, other, atol=1e-5)
    longer = _load(sentence_model, max_length=4096)  # more than the model takes: its own 64 hold
    assert longer.encode_query(["窓口" * 2_000]).shape == (1, 32)


def test_several_threads_may_encode_at_once(sentence_model: Path) -> None:
    embedder = _load(sentence_model)
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: embedder.encode_query([text])[0], TEXTS * 16))
    assert all(np.allclose(row, rows[at % 3], atol=1e-5) for at, row in enumerate(rows))


@pytest.mark.parametrize("broken", ["model.safetensors", "config.json", "modules.json", "tokenizer.json"])
def test_a_broken_folder_is_one_line_with_a_way_out(sentence_model: Path, tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(sentence_model, folder)
    (folder / broken).write_bytes(b"{ broken")
    with pytest.raises(ModelError, match=r"tiny: cannot load this model \(.+\); copy") as caught:
        _load(folder)
    assert "\n" not in str(caught.value)


def test_vectors_that_are_no_numbers_are_refused(sentence_model: Path, tmp_path: Path) -> None:
    model = SentenceTransformer(str(sentence_model), device="cpu", local_files_only=True)
    for parameter in model.parameters():
        parameter.data.fill_(float("nan"))
    model.save(str(tmp_path / "nan"), create_model_card=False)
    with pytest.raises(ModelError, match="gives broken vectors"):
        _load(tmp_path / "nan").encode_query(["窓口"])

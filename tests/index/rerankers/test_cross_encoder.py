"""Cross-encoders: a random one, saved and loaded as a real one is."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder

from index.errors import ModelError
from index.rerankers.cross_encoder import CrossEncoderReranker
from tests.index.tiny_models import write_cross_encoder

QUESTION = "窓口の予約は？"
TEXTS = ["窓口の予約を省く手続き", "温泉の観光客", "財政の借入金の残高"]


def test_scores_are_the_logits_in_order(cross_encoder: Path) -> None:
    reranker = CrossEncoderReranker(cross_encoder, 64)
    scores = reranker.scores(QUESTION, TEXTS)
    shares = CrossEncoder(str(cross_encoder), device="cpu", local_files_only=True).predict(
        [(QUESTION, text) for text in TEXTS], show_progress_bar=False
    )
    assert scores.shape == (3,)
    assert np.allclose(1 / (1 + np.exp(-scores)), shares, atol=1e-5)
    assert len(set(scores.tolist())) == 3
    assert np.allclose(reranker.scores(QUESTION, TEXTS[::-1]), scores[::-1], atol=1e-5)


def test_no_texts_give_no_scores_and_long_ones_are_cut(cross_encoder: Path) -> None:
    reranker = CrossEncoderReranker(cross_encoder, 4096)
    assert reranker.scores(QUESTION, []).shape == (0,)
    assert np.isfinite(reranker.scores(QUESTION, ["計画" * 3_000])).all()


def test_a_model_of_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a reranker that gives one score"):
        CrossEncoderReranker(write_cross_encoder(tmp_path / "three", labels=3), 64)


def test_an_embedding_model_is_refused(sentence_model: Path) -> None:
    with pytest.raises(ModelError, match="not a reranker that gives one score"):
        CrossEncoderReranker(sentence_model, 64)


@pytest.mark.parametrize("broken", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_broken_folder_is_one_line_with_a_way_out(cross_encoder: Path, tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(cross_encoder, folder)
    (folder / broken).write_bytes(b"{ broken")
    with pytest.raises(ModelError, match=r"tiny: cannot load this model \(.+\); copy") as caught:
        CrossEncoderReranker(folder, 64)
    assert "\n" not in str(caught.value)

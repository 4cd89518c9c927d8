"""Any sentence-transformers cross-encoder, served by that library (which loads torch)."""

import json
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.model_folder import keep_offline, unreadable
from index.reranker import Scores

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 16  # pairs run through the model at a time: whole chunks, so fewer than sentences


class CrossEncoderReranker:
    """Serves the cross-encoder in ``folder``; question and text together are cut at ``max_length`` tokens.

    Raises:
        ModelError: the model cannot be loaded, or gives more than one score a pair.

    """

    def __init__(self, folder: Path, max_length: int) -> None:
        self._folder = folder
        self._lock = Lock()  # its tokenizer must not be used by two threads at once
        self._model = _load(folder, max_length)

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """Return the logit of each text for the question, in order."""
        from torch.nn import Identity  # noqa: PLC0415 (torch is loaded by now)

        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        with self._lock:  # logits, not their sigmoid: it makes good scores equal in 32 bits
            given = self._model.predict(
                pairs, prompt="", batch_size=_BATCH, show_progress_bar=False, activation_fn=Identity()
            )
        scores = np.asarray(given, dtype=np.float32)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise ModelError(f"{self._folder}: gives broken scores; copy this model's folder anew or choose another")
        return scores


def _load(folder: Path, max_length: int) -> "CrossEncoder":
    keep_offline()
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 (loads torch, only when such a model is used)

    try:
        model: CrossEncoder = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        architectures = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("architectures") or []
    except Exception as error:  # each library below raises its own
        raise unreadable(folder, error) from error
    if model.num_labels != 1 or not any(name.endswith("ForSequenceClassification") for name in architectures):
        # an embedding model loads too, with a scoring layer of random weights
        raise ModelError(f"{folder}: not a reranker that gives one score a pair; put the right model there")
    model.max_seq_length = min(max_length, model.max_seq_length or max_length)
    return model

"""Any sentence-transformers model, served by that library (which loads torch)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedding import Vectors, unit_rows
from index.errors import ModelError
from index.model_folder import keep_offline, unreadable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 64  # texts run through the model at a time: more takes memory and gains nothing on a processor


class SentenceEmbedder:
    """Serves the model in ``folder``.

    The prefixes are put before each question and each document, as the model's card asks for; prompts that the folder
    names itself are not used. Texts are cut at ``max_length`` tokens, None: where the model cuts them.

    Raises:
        ModelError: the model cannot be loaded.

    """

    def __init__(
        self, model_id: str, folder: str, revision: str, query_prefix: str, document_prefix: str,
        max_length: int | None = None,
    ) -> None:  # fmt: skip
        self.model_id = model_id
        self.revision = revision
        self._folder = folder
        self._prefixes = (query_prefix, document_prefix)
        self._lock = Lock()  # its tokenizer must not be used by two threads at once
        self._model = _load(Path(folder), max_length)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(self._model.encode_query, self._prefixes[0], texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(self._model.encode_document, self._prefixes[1], texts)

    def _encode(self, encode: Callable[..., Any], prefix: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            rows = encode(list(texts), prompt=prefix, batch_size=_BATCH, show_progress_bar=False)
        matrix = np.asarray(rows, dtype=np.float32)
        if matrix.shape != (len(texts), self.dimension) or not np.isfinite(matrix).all():
            raise ModelError(f"{self._folder}: gives broken vectors; copy this model's folder anew or choose another")
        return unit_rows(matrix)


def _load(folder: Path, max_length: int | None) -> "SentenceTransformer":
    keep_offline()
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 (loads torch, only when such a model is used)

    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # each library below raises its own
        raise unreadable(folder, error) from error
    if max_length is not None:
        model.max_seq_length = min(max_length, model.max_seq_length or max_length)
    return model

"""Any sentence-transformers model, served by that library (which loads torch)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.embedding import Vectors, unit_rows
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceEmbedder:
    """Serves the model at ``source``, a folder (or a hub name, where a hub can be reached).

    ``query_prefix`` and ``document_prefix`` are put before each text, as the model's card asks for.

    Raises:
        ModelError: the model cannot be loaded.

    """

    def __init__(self, model_id: str, source: str, revision: str, query_prefix: str, document_prefix: str) -> None:
        self.model_id = model_id
        self.revision = revision
        self._prefixes = (query_prefix, document_prefix)
        self._model = _load(source)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(self._prefixes[0], texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(self._prefixes[1], texts)

    def _encode(self, prefix: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        rows = self._model.encode([prefix + text for text in texts], batch_size=64, show_progress_bar=False)
        return unit_rows(np.asarray(rows, dtype=np.float32))


def _load(source: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 (loads torch, only when such a model is used)

    try:
        return SentenceTransformer(source, device="cpu")
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{source}: cannot load this model ({error}); put its folder there or choose another"
        ) from error

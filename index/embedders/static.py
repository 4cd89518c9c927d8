"""A static model served with numpy and tokenizers alone: the mean of one vector a word, mapped for its route."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.embedders.word_rows import WordRows
from index.embedding import Vectors, unit_rows
from index.errors import ModelError
from index.tokens import units

_MODULE = "0_StaticEmbedding"
_KEPT_WORDS = 40_000  # rows of 0.5 kB
_ROUTES = {"query": "1_Router/query_0_Dense", "document": "1_Router/document_0_Dense"}


class StaticEmbedder:
    """Serves a sentence-transformers folder: ``StaticEmbedding``, ``Router`` where there is one, ``Normalize``.

    ``SentenceTransformer(folder)`` gives the same vectors for text pre-tokenised by ``pretokenise``.

    Raises:
        ModelError: the folder is missing or is not such a model.

    """

    def __init__(self, model_id: str, folder: Path, revision: str) -> None:
        module = folder / _MODULE if (folder / _MODULE).is_dir() else folder
        try:
            self._tokenizer = Tokenizer.from_file(str(module / "tokenizer.json"))
            self._weights = read_weights(module / "model.safetensors")
            self._maps = {
                route: read_weights(folder / path / "model.safetensors")
                for route, path in _ROUTES.items()
                if (folder / path).is_dir()
            }
        except Exception as error:  # tokenizers raises plain Exception
            raise ModelError(
                f"{folder}: not a static embedding model ({error}); run `assistant model build`"
            ) from error
        self.model_id = model_id
        self.revision = revision
        self.dimension = int(self._maps["query"].shape[0] if self._maps else self._weights.shape[1])
        self._word_rows = {route: WordRows(_KEPT_WORDS, self.dimension) for route in _ROUTES}

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(texts, "query")

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(texts, "document")

    def query_words(self, words: Sequence[str]) -> Vectors:
        """Return one unit row an index term, mapped as a question; zeros for an unknown one."""
        return self._words(words, "query")

    def document_words(self, words: Sequence[str]) -> Vectors:
        """Return one unit row an index term, mapped as a document; zeros for an unknown one."""
        return self._words(words, "document")

    def _words(self, words: Sequence[str], route: str) -> Vectors:
        """Return the rows of these terms; those seen lately are kept, as plans repeat their words."""
        return self._word_rows[route].of(words, partial(self._mapped_words, route))

    def _mapped_words(self, route: str, words: Sequence[str]) -> Vectors:
        ids = [self._tokenizer.token_to_id(word) for word in words]
        rows = np.zeros((len(ids), self._weights.shape[1]), dtype=np.float32)
        for row, at in zip(rows, ids, strict=True):
            if at is not None:
                row[:] = self._weights[at]
        return unit_rows(rows @ self._maps[route].T if self._maps else rows)

    def _encode(self, texts: Sequence[str], route: str) -> Vectors:
        rows = np.zeros((len(texts), self._weights.shape[1]), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([pretokenise(text) for text in texts], add_special_tokens=False)
        for row, encoding in zip(rows, encodings, strict=True):
            if encoding.ids:
                row[:] = self._weights[encoding.ids].mean(axis=0)
        return unit_rows(rows @ self._maps[route].T if self._maps else rows)


def pretokenise(text: str) -> str:
    """Return the text as the model's word-level tokenizer expects it: our words and compounds, separated by blanks."""
    return " ".join(units(text))


def read_weights(path: Path) -> Vectors:
    """Return the only matrix of a safetensors file as a memory-mapped float32 array.

    The format is eight bytes of header length, a JSON header with offsets, then the data
    (https://github.com/huggingface/safetensors, README, "Format").
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    tensors = [entry for name, entry in header.items() if name != "__metadata__"]
    if len(tensors) != 1 or tensors[0]["dtype"] != "F32":
        raise ModelError(f"{path}: expected one float32 matrix, found {len(tensors)} tensors")
    begin = 8 + length + tensors[0]["data_offsets"][0]
    return np.memmap(path, dtype="<f4", mode="r", offset=begin, shape=tuple(tensors[0]["shape"]))

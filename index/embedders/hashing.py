"""A deterministic toy embedder: no files, no meaning beyond shared words. For tests."""

import zlib
from collections.abc import Sequence

import numpy as np

from index.embedding import Vectors, unit_rows
from index.tokens import words


class HashingEmbedder:
    """Adds up one signed coordinate a word (feature hashing, Weinberger et al. 2009)."""

    model_id = "hashing"
    revision = "1"

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(text):
                digest = zlib.crc32(word.encode())
                row[digest % self.dimension] += 1.0 if digest & 0x80000000 else -1.0
        return unit_rows(rows)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return the same as ``encode_query``."""
        return self.encode_query(texts)

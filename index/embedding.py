"""What the index asks of an embedding model."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into unit vectors.

    ``model_id`` and ``revision`` are recorded in the index, which refuses to open with another model.
    """

    @property
    def model_id(self) -> str:
        """Return the model's name in the registry."""
        ...

    @property
    def revision(self) -> str:
        """Return what tells one state of the model from another, such as a digest of its weights."""
        ...

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        ...

    def __hash__(self) -> int:
        """Return what caches of vectors tell models apart by."""
        ...

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 a text, in order; a text without a known word gives a row of zeros."""
        ...

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 a text, in order; a text without a known word gives a row of zeros."""
        ...


def unit_rows(matrix: NDArray[np.floating]) -> Vectors:
    """Return the rows scaled to length 1 as float32; rows of zeros stay zeros."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    rows: Vectors = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0).astype(np.float32)
    return rows

"""What scores texts for a question, whichever model does it."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@runtime_checkable
class Reranker(Protocol):
    """Scores texts for a question."""

    def scores(self, question: str, texts: Sequence[str]) -> Scores:
        """Return one finite score a text, in order; higher is better, comparable within one call only."""
        ...

"""What a search among vectors finds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Found:
    """Sentence ordinals and the cosine of each with the question; where it says so, best first, equals by ordinal."""

    ordinals: NDArray[np.int64]
    similarities: NDArray[np.float32]

    def after(self, first: int) -> "Found":
        """Return the same with ordinals that run from ``first``."""
        return Found(self.ordinals + first, self.similarities)

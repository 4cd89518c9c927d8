"""How far two judges agree beyond chance: Cohen (1960), A coefficient of agreement for nominal scales."""

import math
from collections.abc import Sequence

from eval.measures.retrieval import mean


def agreement(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return the share, 0 to 1, of pairs that are the same; NaN for none."""
    return mean([float(first == second) for first, second in pairs])


def cohens_kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return (observed - expected) / (1 - expected), -1 to 1; NaN where one verdict is all that both ever give."""
    observed = agreement(pairs)
    first, second = (mean([float(pair[place]) for pair in pairs]) for place in (0, 1))
    expected = first * second + (1 - first) * (1 - second)
    return math.nan if not pairs or expected == 1 else (observed - expected) / (1 - expected)

"""Retrieval measures over a ranked list of relevance judgements.

Manning, Raghavan, Schütze: Introduction to Information Retrieval (2008), chapter 8; a find is binary here.
"""

import math
from collections.abc import Sequence


def find_at(relevant: Sequence[bool], k: int) -> float:
    """Return 1 where one of the first ``k`` is relevant, else 0 (printed as R@k: one passage is to be found)."""
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """Return 1 / rank of the first relevant one, 0 where none is (MRR is its mean)."""
    return next((1 / rank for rank, found in enumerate(relevant, 1) if found), 0.0)


def discounted_gain(relevant: Sequence[bool], total: int, k: int) -> float:
    """Return the discounted gain of the first ``k`` over that of the best order of ``total`` relevant ones, 0 to 1.

    The gain of a find at rank r is 1 / log2(r + 1) (Järvelin and Kekäläinen 2002); NaN where nothing is relevant.
    """
    gains = [1 / math.log2(rank + 1) for rank in range(1, k + 1)]
    ideal = sum(gains[:total])
    return sum(gain for gain, found in zip(gains, relevant, strict=False) if found) / ideal if ideal else math.nan


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean; NaN for no values, which means undefined."""
    return sum(values) / len(values) if values else math.nan

"""Bootstrap intervals (Efron and Tibshirani 1993, percentile method), seeded."""

from collections.abc import Sequence

import numpy as np

_SEED = 20261122
_SAMPLES = 2_000


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean; (NaN, NaN) for no values."""
    if not values:
        return float("nan"), float("nan")
    array = np.asarray(values, dtype=float)
    draws = np.random.default_rng(_SEED).integers(0, len(array), (_SAMPLES, len(array)))
    low, high = np.percentile(array[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def difference_interval(values: Sequence[float], baseline: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the mean of paired differences, ``values`` less ``baseline``."""
    return mean_interval([value - base for value, base in zip(values, baseline, strict=True)])

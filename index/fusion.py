"""Putting the arms of a search together."""

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

Column = NDArray[np.float64]
_FILE = Path(__file__).with_name("fusion.toml")


class FusionWeights(BaseModel):
    """What each arm's z-score is multiplied by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: float
    bigrams: float
    best_sentence: float
    two_sentences: float


class FusionSettings(BaseModel):
    """The content of ``fusion.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pool: int = Field(ge=1)
    exact_below: int = Field(ge=0)
    weights: FusionWeights


@cache
def fusion_settings() -> FusionSettings:
    """Return the settings of ``fusion.toml``."""
    return FusionSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def z_scores(values: Column) -> Column:
    """Return (value - mean) / standard deviation; zeros where all values are equal, as with a single one."""
    deviation = values.std()
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values)


def weighted_sum(arms: dict[str, Column], weights: dict[str, float]) -> Column:
    """Return the sum over the arms of weight times z-score, one value a candidate.

    Sum of standardised scores: Fox and Shaw 1994 (CombSUM) with z-score normalisation (Montague and Aslam 2001).
    """
    total: Column = np.sum([weights[arm] * z_scores(values) for arm, values in arms.items()], axis=0)
    return total


def reciprocal_ranks(arms: dict[str, Column], k: int = 60) -> Column:
    """Return the sum over the arms of 1 / (k + rank) (Cormack et al. 2009); values of 0 or less take no rank."""
    total = np.zeros(len(next(iter(arms.values()))))
    for values in arms.values():
        order = np.argsort(-values, kind="stable")
        ranks = np.empty(len(values))
        ranks[order] = np.arange(1, len(values) + 1)
        total += np.where(values > 0, 1 / (k + ranks), 0)
    return total

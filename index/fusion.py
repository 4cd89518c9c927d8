"""Putting the arms of a search together."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

Column = NDArray[np.float64]
_FILE = Path(__file__).with_name("fusion.toml")


class ArmWeight(BaseModel):
    """How much an arm counts: ``weight + covered * coverage**2``; ``scale`` says how its values are made comparable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weight: float = 0.0
    covered: float = 0.0
    scale: Literal["z", "share"] = "z"

    def at(self, coverage: float) -> float:
        """Return the weight for a question of this coverage; never below 0."""
        return max(0.0, self.weight + self.covered * coverage**2)


class FusionSettings(BaseModel):
    """The content of ``fusion.toml``; ``arms`` by name (``index/arms.py`` says which there are)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pool: int = Field(ge=1)
    exact_below: int = Field(ge=0)
    few: int = Field(ge=2)
    same_sentence_from: int = Field(ge=0)
    rerank: int = Field(ge=1)
    arms: dict[str, ArmWeight]

    @property
    def wanted(self) -> frozenset[str]:
        """Return the arms that count for some question."""
        return frozenset(name for name, arm in self.arms.items() if arm.weight or arm.covered)


@cache
def fusion_settings() -> FusionSettings:
    """Return the settings of ``fusion.toml``."""
    return FusionSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def z_scores(values: Column) -> Column:
    """Return (value - mean) / standard deviation; zeros where all values are equal, as with a single one."""
    deviation = values.std()
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values)


def shares_of_best(values: Column) -> Column:
    """Return the values divided by the highest; zeros where none is above 0."""
    best = values.max(initial=0.0)
    return values / best if best > 0 else np.zeros_like(values)


def comparable(values: Column, scale: Literal["z", "share"], few: int) -> Column:
    """Return an arm's values in a form that may be added to another's: one value a candidate.

    A mean over fewer than ``few`` candidates, or over equal values, tells nothing: then the best counts 1.
    """
    if scale == "share":
        return values
    return z_scores(values) if len(values) >= few and values.std() > 0 else shares_of_best(values)


def weighted_sum(columns: Mapping[str, Column], settings: FusionSettings, coverage: float) -> Column:
    """Return the sum over the arms of weight times comparable value, one value a candidate.

    Sum of standardised scores: Fox and Shaw 1994 (CombSUM) with z-score normalisation (Montague and Aslam 2001);
    keyword arms count more the better they cover the question.
    """
    arms = settings.arms
    parts = [
        arms[name].at(coverage) * comparable(values, arms[name].scale, settings.few) for name, values in columns.items()
    ]
    total: Column = np.sum(parts, axis=0)
    return total


def reciprocal_ranks(arms: Mapping[str, Column], k: int = 60) -> Column:
    """Return the sum over the arms of 1 / (k + rank) (Cormack et al. 2009); values of 0 or less take no rank."""
    total = np.zeros(len(next(iter(arms.values()))))
    for values in arms.values():
        order = np.argsort(-values, kind="stable")
        ranks = np.empty(len(values))
        ranks[order] = np.arange(1, len(values) + 1)
        total += np.where(values > 0, 1 / (k + ranks), 0)
    return total

"""What a match with a question is weighed by: the content of ``ranking.toml``."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("ranking.toml")


class RankingWeights(BaseModel):
    """What each feature of a match is multiplied by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    named: float
    name_meant: float
    question_met: float
    nearest: float
    name_near: float
    field: float
    other_field: float
    unit: float
    recorded: float
    kpi_table: float
    told: float
    issue_told: float
    office_word: float
    latin_word: float


class RankingSettings(BaseModel):
    """The content of ``ranking.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: RankingWeights
    sure: float
    sure_spoken: float
    level: float
    near: float


@cache
def ranking_settings() -> RankingSettings:
    """Return the settings of ``ranking.toml``."""
    return RankingSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))

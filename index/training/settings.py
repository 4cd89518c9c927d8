"""How the shipped model is trained and put together: ``static_model.toml``."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("static_model.toml")


class TrainingSettings(BaseModel):
    """The table ``[training]``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int
    runs: int = Field(ge=1)
    epochs: int = Field(ge=0)
    batch: int = Field(ge=2)
    plan_batch: int = Field(ge=2)
    rate: float = Field(gt=0)
    temperature: float = Field(gt=0)
    pull: float = Field(ge=0)
    dropout: float = Field(ge=0, lt=1)
    lexicon: float = Field(ge=0)
    plans: float = Field(ge=0)
    whole: float = Field(ge=0, le=1)
    indicators: float = Field(ge=0)


class StaticModelSettings(BaseModel):
    """The content of ``static_model.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: int = Field(ge=1)
    dimension: int = Field(ge=2, le=300)
    smoothing: float = Field(gt=0)
    training: TrainingSettings


def static_model_settings() -> StaticModelSettings:
    """Return the settings of ``static_model.toml``."""
    return StaticModelSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))

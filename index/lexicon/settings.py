"""The numbers of ``expansion.toml``."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("expansion.toml")


class ExpansionSettings(BaseModel):
    """The content of ``expansion.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: int = Field(ge=1)
    general_above: int = Field(ge=1)


@cache
def expansion_settings() -> ExpansionSettings:
    """Return the settings of ``expansion.toml``."""
    return ExpansionSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))

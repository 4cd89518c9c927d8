"""The content of ``claims.toml``: what the check of free sentences knows of words."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("claims.toml")
_STRICT = ConfigDict(extra="forbid", frozen=True)


class Bound(BaseModel):
    """Words that bound a number, before and after it."""

    model_config = _STRICT

    before: tuple[str, ...]
    after: tuple[str, ...]


class Opposite(BaseModel):
    """Two sides of one matter, as pieces of words."""

    model_config = _STRICT

    sides: tuple[tuple[str, ...], tuple[str, ...]]


class Hedges(BaseModel):
    """What weakens or undoes the word before it, and which of it may be dropped."""

    model_config = _STRICT

    terms: frozenset[str]
    free: frozenset[str]


class ClaimSettings(BaseModel):
    """The content of ``claims.toml``."""

    model_config = _STRICT

    share: float = Field(ge=0, le=1)
    easy_share: float = Field(ge=0, le=1)
    quoted: float = Field(ge=0, le=1)
    short: int = Field(ge=0)
    linking: frozenset[str]
    name_ends: tuple[str, ...]
    no_names: frozenset[str]
    bounds: dict[str, Bound]
    opposite: tuple[Opposite, ...]
    hedges: Hedges


@cache
def claim_settings() -> ClaimSettings:
    """Return the settings of ``claims.toml``."""
    return ClaimSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))

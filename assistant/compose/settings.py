"""The numbers by which an extractive answer is put together."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("compose.toml")
_Count = Annotated[int, Field(ge=1)]
_Share = Annotated[float, Field(ge=0, le=1)]


class ComposeSettings(BaseModel):
    """The content of ``compose.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prose_letters: _Count
    list_letters: _Count
    sentence_letters: _Count
    sentences: _Count
    hits: _Count
    close: _Share
    further: _Share
    further_best: _Share
    after: _Share
    holding: _Share
    list_close: _Share


@cache
def compose_settings() -> ComposeSettings:
    """Return the settings of ``compose.toml``."""
    return ComposeSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))

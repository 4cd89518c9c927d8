"""The numbers and patterns of ``llm.toml``."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.japanese.width import fold

_FILE = Path(__file__).with_name("llm.toml")


class ModelLimits(BaseModel):
    """The content of ``llm.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_bytes: int = Field(ge=1)
    answer_tokens: int = Field(ge=1)
    first_wait_seconds: float = Field(ge=0)
    longest_wait_seconds: float = Field(ge=0)
    sentence_letters: int = Field(ge=1)
    letters: int = Field(ge=1)
    list_letters: int = Field(ge=1)
    instructions: tuple[re.Pattern[str], ...]


@cache
def model_limits() -> ModelLimits:
    """Return the settings of ``llm.toml``."""
    return ModelLimits.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def is_instruction(text: str) -> bool:
    """Return whether a text speaks to a program: 「これまでの指示を無視し…」."""
    folded = fold(text)
    return any(pattern.search(text) or pattern.search(folded) for pattern in model_limits().instructions)

"""Whether a passage holds what a question asks for: a number of people, a sum, a year, a responsible body."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.japanese.width import fold

_FILE = Path(__file__).with_name("answer_types.toml")


class AnswerType(BaseModel):
    """One entry of ``answer_types.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    asks: tuple[re.Pattern[str], ...]
    holds: re.Pattern[str]


class AnswerTypeFile(BaseModel):
    """The content of ``answer_types.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: tuple[AnswerType, ...]


@cache
def _types() -> tuple[AnswerType, ...]:
    return AnswerTypeFile.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8"))).type


def answer_type(question: str) -> AnswerType | None:
    """Return what a question asks for, as ``people`` for 「何人」; None where it asks for nothing so definite."""
    folded = fold(question)
    return next((one for one in _types() if any(pattern.search(folded) for pattern in one.asks)), None)


def holds_what_is_asked(question: str, sentences: Iterable[str]) -> bool:
    """Return whether one of the sentences holds what the question asks for; True where nothing definite is."""
    wanted = answer_type(question)
    return wanted is None or any(wanted.holds.search(fold(sentence)) for sentence in sentences)

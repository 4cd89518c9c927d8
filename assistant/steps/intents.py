"""What a question asks for."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.japanese.width import fold

_FILE = Path(__file__).with_name("intents.toml")


class IntentRule(BaseModel):
    """One entry of ``intents.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    patterns: tuple[re.Pattern[str], ...]


class IntentFile(BaseModel):
    """The content of ``intents.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intent: tuple[IntentRule, ...]


@cache
def _rules() -> tuple[IntentRule, ...]:
    return IntentFile.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8"))).intent


def intent_of(question: str) -> str:
    """Return the intent of a question, such as ``list`` for 「3つの視点は？」; ``fact`` where no form matches."""
    folded = fold(question)
    return next((rule.name for rule in _rules() if any(p.search(folded) for p in rule.patterns)), "fact")

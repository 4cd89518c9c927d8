"""The words of ``wording.toml``: what an answer says where it has no typed field for it."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.japanese.width import fold

_NAMES = re.compile(r"「[^「」]*」|（[^（）]*）")  # 多 of 多様化 tells of nothing
_FILE = Path(__file__).with_name("wording.toml")


class VerdictWords(BaseModel):
    """Words of a verdict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    missed: tuple[re.Pattern[str], ...]
    achieved: tuple[re.Pattern[str], ...]


class DirectionWords(BaseModel):
    """Words of a change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    down: tuple[re.Pattern[str], ...]
    up: tuple[re.Pattern[str], ...]


class Wording(BaseModel):
    """The content of ``wording.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: VerdictWords
    direction: DirectionWords


@cache
def wording() -> Wording:
    """Return the words of ``wording.toml``."""
    return Wording.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def said_verdicts(text: str) -> set[str]:
    """Return which of ``achieved`` and ``missed`` a text says."""
    rest, words = fold(text), wording().verdict
    missed = any(pattern.search(rest) for pattern in words.missed)
    for pattern in words.missed:
        rest = pattern.sub(" ", rest)
    achieved = any(pattern.search(rest) for pattern in words.achieved)
    return {name for name, said in (("missed", missed), ("achieved", achieved)) if said}


def says_down(text: str) -> bool:
    """Return whether a text tells of a smaller value: words of less and none of more, names and fields left out."""
    folded, words = fold(_NAMES.sub(" ", text)), wording().direction
    less, more = (any(pattern.search(folded) for pattern in some) for some in (words.down, words.up))
    return less and not more

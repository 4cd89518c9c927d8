"""Everyday spellings and dialect, read as the words that the rules for a question's form know."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.japanese.era import YearMention, find_years
from corpus.japanese.width import normalise

_FILE = Path(__file__).with_name("spoken.toml")


class Reading(BaseModel):
    """One entry of ``spoken.toml``: what is read ``as`` a word."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    word: str = Field(alias="as")
    said: tuple[re.Pattern[str], ...]


class SpokenFile(BaseModel):
    """The content of ``spoken.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reading: tuple[Reading, ...]


@cache
def _readings() -> tuple[Reading, ...]:
    return SpokenFile.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8"))).reading


def as_written(question: str) -> str:
    """Return a question in one width, with everyday spellings as plans write them: れいわ6ねんど, なんぼ."""
    text = normalise(question).text
    for reading in _readings():
        for said in reading.said:
            text = said.sub(reading.word, text)
    return text


def years_in(question: str) -> list[YearMention]:
    """Return the years that a question says, however they are spelled; positions are those in ``as_written``."""
    return find_years(as_written(question))

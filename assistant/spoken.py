"""Everyday spellings and dialect, read as the words that the rules for a question's form know."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.japanese.era import YearMention, find_years
from corpus.japanese.width import normalise

_FILE = Path(__file__).with_name("spoken.toml")
_NUMBER = "[0-9]{1,2}|[元一二三四五六七八九十]{1,3}"
_JOINT = r"\s?(?:から|まで|~|〜|-|–|—|、|,|・|[とに]比べ(?:て|ると|たら)|と|より(?:も)?|及び|to|through|until|and)\s?"
# An era or a century that is said once for several years: 令和4、5、6年度, R4〜6, 2022年度から24年度, FY2022 to 2024.
_ERA_ONCE = re.compile(
    rf"(?P<era>令和|平成|昭和)(?P<first>{_NUMBER})(?P<unit>年度?)?(?P<joint>{_JOINT})"
    rf"(?P<next>{_NUMBER})(?=年(?!間|代)|(?:{_JOINT}(?:{_NUMBER}))+年(?!間|代))"
)
_LETTER_ONCE = re.compile(
    r"(?<![A-Za-z0-9_-])(?P<era>[RH])(?P<first>\d{1,2})(?P<unit>年度?)?(?P<joint>\s?(?:から|~|〜|–|、|・|と)\s?)"
    r"(?P<next>\d{1,2})(?![\d,.%/-]|\s?[人件回個つ箇か%割円時社校台枚名歳日月本種点番位]|年間)"
)
_CENTURY_ONCE = re.compile(
    rf"(?P<era>20)(?P<first>\d\d)(?P<unit>年度?)(?P<joint>{_JOINT})(?P<next>\d\d)(?=年(?!間|代))"
)
_FISCAL_ONCE = re.compile(
    rf"\b(?P<era>FY\s?)(?P<first>20\d\d)(?P<unit>)(?P<joint>{_JOINT})(?P<next>20\d\d)(?!\d)", re.IGNORECASE
)
_SAID_ONCE = (_ERA_ONCE, _LETTER_ONCE, _CENTURY_ONCE, _FISCAL_ONCE)


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
    return _eras_repeated(text)


def _eras_repeated(text: str) -> str:
    """Return a text with the era before each of several years that share one: 令和4、5年度, R4〜6, FY2022 to 2024."""
    for once in _SAID_ONCE:
        while found := once.search(text):
            unit = found["unit"] or ("" if found["era"].isascii() else "年度")
            first = f"{found['era']}{found['first']}{unit}"
            text = f"{text[: found.start()]}{first}{found['joint']}{found['era']}{text[found.start('next') :]}"
    return text


def years_in(question: str) -> list[YearMention]:
    """Return the years that a question says, however they are spelled; positions are those in ``as_written``."""
    return find_years(as_written(question))

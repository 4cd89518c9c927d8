"""Which of the things that were listed before a follow-up points at: 2つ目, 最後のは, それぞれの, the second one."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from corpus.japanese.width import normalise

_FILE = Path(__file__).with_suffix(".toml")
_KANJI = "一二三四五六七八九十"
Thing = TypeVar("Thing")


class PositionRules(BaseModel):
    """The content of ``positions.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str
    ordinal: str
    first: str
    last: str
    each: str
    english: str
    most: int = Field(ge=1)
    words: dict[str, int]


@dataclass(frozen=True, slots=True)
class Position:
    """What a question points at: a place counted from 0, from the end below 0, or every one of a list (None).

    ``before`` and ``behind`` are what stands around the words that point.
    """

    place: int | None
    before: str
    behind: str

    def among(self, things: Sequence[Thing]) -> tuple[Thing, ...]:
        """Return the things pointed at, none where the list has no such place, or too many for one answer."""
        if self.place is None:
            return tuple(things) if len(things) <= _rules().most else ()
        return (things[self.place],) if -len(things) <= self.place < len(things) else ()

    def named(self, name: str) -> str:
        """Return the question with a name in place of the words that point."""
        joint = "の" if self.place is None and self.behind[:1].isalnum() else ""
        return f"{self.before}{name}{joint}{self.behind}"


@cache
def _rules() -> PositionRules:
    return PositionRules.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = _rules()
    texts = {
        "ordinal": rules.ordinal.replace("{number}", rules.number),
        "english": rules.english.replace("{word}", "|".join(rules.words)),
        "first": rules.first, "last": rules.last, "each": rules.each,
    }  # fmt: skip
    return {name: re.compile(text, re.IGNORECASE) for name, text in texts.items()}


def position_in(question: str) -> Position | None:
    """Return what of a list a question points at, None where it points at nothing."""
    text = normalise(question).text.strip()
    return next(_positions(text), None)


def _positions(text: str) -> Iterator[Position]:
    for name, pattern in _patterns().items():
        if found := pattern.search(text):
            place = _place(name, found)
            yield Position(place, text[: found.start()], text[found.end() :])


def _place(name: str, found: re.Match[str]) -> int | None:
    if name == "ordinal":
        number = int(found["number"]) if found["number"].isdecimal() else _KANJI.index(found["number"]) + 1
        return -number if found["up"] else number - 1
    if name == "english":
        return _rules().words[found["word"].lower()]
    return {"first": 0, "last": -1}.get(name)

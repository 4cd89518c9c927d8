"""The name of a measure that stands before its value in running text."""

import re
from dataclasses import dataclass

from corpus.japanese.era import YearMention
from corpus.kpi.prose.words import prose_words

_LETTER = re.compile(r"[一-鿿々ヶァ-ヺーA-Za-z0-9・]")
# Particles that join nouns to one name; の stands between two of its letters.
_JOINTS = ("に占める", "における", "に対する", "当たりの", "あたりの", "の")
_PAIRS = {")": "(", "」": "「", "』": "『"}
_LONGEST_REMARK = 30
# What may stand right before a name; after other kana the name is only the end of a longer one.
_BOUNDARY = re.compile(r"(?:^|[\s、。「『(:;・※>]|では|とは|については|[はにでをもが]|により|から|ため|し)$")
# What opens with a number is counted (3地区の…), unless an age does.
_COUNT = re.compile(r"\d+(?!\d*歳)")
_REMARK = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A measure's name at ``start``; ``text`` is without words of time, ``time`` the year among those, if any.

    ``period`` holds the words of time, whatever they say.
    """

    text: str
    start: int
    time: YearMention | None
    period: str


def name_before(text: str, end: int, years: list[YearMention], city: str) -> Name | None:
    """Return the measure's name that ends at ``end``, or None where no whole name of a measure stands there."""
    start = _start(text, end)
    if start == end or end - start > 2 * prose_words().longest or not _BOUNDARY.search(text[max(0, start - 8) : start]):
        return None
    time, rest = _time(text, start, end, years)
    period = text[start:rest].rstrip("の、")
    said = text[rest:end]
    for own in prose_words().city:
        said = f"{city}の{said.removeprefix(own)}" if said.startswith(own) else said
    return Name(said, start, time, period) if _names_measure(said) else None


def bare_end(name: str) -> str:
    """Return a name without the remark in parentheses behind it."""
    return _REMARK.sub("", name)


def _start(text: str, end: int) -> int:
    """Return where the run of nouns and what joins them starts that ends at ``end``."""
    at = end
    while at > 0:
        character = text[at - 1]
        if character in _PAIRS:
            opened = text.rfind(_PAIRS[character], max(0, at - _LONGEST_REMARK), at)
            if opened < 0:
                return at
            at = opened
        elif _LETTER.match(character) or (character == "," and text[at : at + 3].isdecimal()):
            at -= 1
        elif (joint := _kana(text, at) or (_joint(text, at) if at < end else "")) != "":
            at -= len(joint)
        else:
            return at
    return at


def _kana(text: str, at: int) -> str:
    return next((word for word in prose_words().kana if text.endswith(word, 0, at)), "")


def _joint(text: str, at: int) -> str:
    return next((joint for joint in _JOINTS if text.endswith(joint, 0, at) and _ends_noun(text, at - len(joint))), "")


def _ends_noun(text: str, at: int) -> bool:
    return at > 0 and (bool(_LETTER.match(text[at - 1])) or text[at - 1] in _PAIRS or _kana(text, at) != "")


def _time(text: str, start: int, end: int, years: list[YearMention]) -> tuple[YearMention | None, int]:
    """Return the year that opens a name (令和5年度決算時点の…), and where what is named starts."""
    year = next((year for year in years if year.start == start), None)
    if year is not None:
        after = re.compile(r"[^の]{0,8}の|(?=[^の])").match(text, year.end)
        return year, min(after.end() if after else year.end, end)
    words = prose_words().time.match(text, start, end)
    return None, words.end() if words else start


def _names_measure(said: str) -> bool:
    words, name = prose_words(), bare_end(said)
    if not 2 <= len(said) <= words.longest or name in words.bare or any(word in said for word in words.never):  # noqa: PLR2004 (人口)
        return False
    return bool(words.units_of(name)) and not _COUNT.match(said)

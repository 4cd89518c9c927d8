"""Quantities in Japanese text: numbers with their units, comparable whatever their notation."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from corpus.japanese.era import find_years
from corpus.japanese.kanji import LARGE, SMALL, kanji_number
from corpus.japanese.width import normalise

_SCALES = {name: value for name, value in (SMALL | LARGE).items() if name != "十"}
_SCALE = "[百千万億兆]"
_FIGURE = r"\d{1,3}(?:,\ ?\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_KANJI = "[一二三四五六七八九十百千万億兆〇]+"
# 観光1-1-4, 2-a-1/2-1, 0952-12-3456: a code is no quantity.
_CODE = re.compile(r"(?<![\d.])\d+(?:[-/][\da-z]+)*-[\da-z]+(?:[-/][\da-z]+)+|(?<=[A-Za-z一-鿿ァ-ヺー])\d+-[\da-z]+")
_BETWEEN = re.compile(r"\s?(?:~|〜|-|–|−|から)\s?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number said in a text, at ``start`` to ``end``.

    ``value`` and ``unit`` are as said (475億円: 475, 億円; 4万1千人: 41000, 人; no unit: ""); 第3章 has the unit 第章.
    ``base`` compares whatever the notation: 1,250千円, 125万円 and 1250000円 all have (1250000, 円).
    ``part`` tells the two ends of a range (2～3つ) apart.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    base: tuple[Decimal, str]
    part: Literal["", "start", "end"] = ""


@dataclass(frozen=True, slots=True)
class _Grammar:
    number: re.Pattern[str]
    exceptions: re.Pattern[str]
    aliases: dict[str, str]


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities said in ``text``, in order; years with 年 or an era, codes and words (一方) are none.

    「１，２５０千円」 has the value 1250 and the unit 千円, 「▲5.2％」 -5.2 and %, 「三つ」 3 and つ.
    """
    matching = normalise(text)
    taken = _taken(matching.text)
    found = [item for match in _grammar().number.finditer(matching.text) if (item := _read(match, taken))]
    placed = []
    for item in _with_ranges(matching.text, found):
        start, end = matching.source(item.start, item.end)
        placed.append(replace(item, start=start, end=end))
    return placed


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads(files("corpus.japanese").joinpath("units.toml").read_text(encoding="utf-8"))
    aliases: dict[str, str] = data["aliases"]
    counters = _either([*data["units"]["counters"], *aliases])
    kanji, ordinal = _either(data["units"]["kanji"]), _either(data["units"]["kanji_ordinal"])
    number = re.compile(
        rf"""(?=[0-9▲△\-−第〇一二三四五六七八九十百千万億兆])(?P<sign>[▲△]\s?|(?<![\w)\-])[-−])?
        (?:(?P<ordinal>第)\s?(?P<nth>\d+)\s?(?P<nth_unit>{counters})?
          |(?P<kanji_ordinal>第)(?P<kanji_nth>{_KANJI})(?P<kanji_nth_unit>{ordinal})
          |(?<![A-Za-z\d.])(?P<figures>(?:{_FIGURE})(?:\s?{_SCALE}+(?:(?:{_FIGURE}){_SCALE}+)*(?:{_FIGURE})?)?)
           (?:\s?(?P<unit>{counters})(?![A-Za-z])|(?![A-Za-z\d]))
          |(?<![十百千万億兆一二三四五六七八九〇数何幾第])(?P<kanji>{_KANJI})(?P<kanji_unit>{kanji}))""",
        re.VERBOSE,
    )
    return _Grammar(number, re.compile(_either(data["words"]["exceptions"])), aliases)


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _taken(text: str) -> bytearray:
    """Return 1 for each character whose number is no quantity: in years, codes and words."""
    taken = bytearray(len(text))
    for start, end in _other_numbers(text):
        taken[start:end] = b"\1" * (end - start)
    return taken


def _other_numbers(text: str) -> Iterator[tuple[int, int]]:
    for year in find_years(text):
        if not text[year.start : year.end].isdecimal():
            yield year.start, year.end
    for pattern in (_CODE, _grammar().exceptions):
        yield from (match.span() for match in pattern.finditer(text))


def _read(match: re.Match[str], taken: bytearray) -> Quantity | None:
    if 1 in taken[match.start() : match.end()]:
        return None
    negative = match["sign"] is not None
    if match["ordinal"] or match["kanji_ordinal"]:
        number = match["nth"] or kanji_number(match["kanji_nth"])
        counted = (
            None
            if number is None
            else (Decimal(number), "", "第" + (match["nth_unit"] or match["kanji_nth_unit"] or ""))
        )
    elif match["kanji"]:
        counted = _kanji_count(match["kanji"], match["kanji_unit"])
    else:
        counted = _figures(match["figures"], match["unit"] or "")
    return None if counted is None else _quantity(match, counted, negative=negative)


def _quantity(match: re.Match[str], counted: tuple[Decimal, str, str], *, negative: bool) -> Quantity:
    value, scale, unit = counted
    unit = _grammar().aliases.get(unit, unit)
    value = -value if negative else value
    return Quantity(match.start(), match.end(), value, scale + unit, (value * _factor(scale), unit))


def _kanji_count(said: str, unit: str) -> tuple[Decimal, str, str] | None:
    """Return a kanji number with its unit; 千円 and 百万円 alone are units of a table, not numbers."""
    number = kanji_number(said)
    if number is None or (said[0] in "百千万億兆" and unit == "円"):
        return None
    large = said.rstrip("万億兆")
    if large and large != said and kanji_number(large) is not None and not set(large) & set("万億兆"):
        return Decimal(kanji_number(large) or 0), said[len(large) :], unit
    return Decimal(number), "", unit


def _figures(said: str, unit: str) -> tuple[Decimal, str, str]:
    """Return 20.1万人 as (20.1, 万, 人) and the composite 4万1千人 as (41000, "", 人)."""
    parts = re.findall(rf"({_FIGURE})\s?({_SCALE}*)", said, re.VERBOSE)
    numbers = [(Decimal(re.sub(r"[, ]", "", figure)), scale) for figure, scale in parts]
    if len(numbers) == 1:
        return (*numbers[0], unit)
    return sum((number * _factor(scale) for number, scale in numbers), Decimal(0)), "", unit


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for character in scale:
        factor *= _SCALES[character]
    return factor


def _with_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    for index in range(len(found) - 1):
        left, right = found[index], found[index + 1]
        between = text[left.end : right.start]
        if _BETWEEN.fullmatch(between) and left.unit in {"", right.unit} and (right.unit or between != "-"):
            said = _same_unit(left, right) if not left.unit else left
            found[index] = replace(said, part="start")
            found[index + 1] = replace(right, part="end")
    return found


def _same_unit(left: Quantity, right: Quantity) -> Quantity:
    """Return the first of 2～3つ with the unit that is said once, after the second."""
    factor = right.base[0] / right.value if right.value else Decimal(1)
    return replace(left, unit=right.unit, base=(left.value * factor, right.base[1]))

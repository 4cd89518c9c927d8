"""Values as the cells of a table say them: a number with its unit and qualifier, or a word such as 維持."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from corpus.japanese.era import find_years
from corpus.japanese.numerals import Quantity, find_quantities

Direction = Literal["up", "down", "keep", ""]


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says: ``raw`` is the cell, ``value`` None where it says only a word or a range.

    475億円 is 475 with the unit 億円; 1億2,000万円 has two scales and is 120000000 with the unit 円; a range (10~20%)
    has no value, its unit, and the qualifier 範囲. Several qualifiers are joined by ・. ``doubtful`` is true where
    something in the cell was not understood or looks misread.
    """

    value: Decimal | None
    unit: str
    qualifier: str
    raw: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    longest: int
    nothing: frozenset[str]
    words: dict[str, str]
    word: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    silent: frozenset[str]
    range: str
    nouns: frozenset[str]
    tails: frozenset[str]
    per: frozenset[str]
    never: frozenset[str]
    ocr: dict[str, list[str]]
    endings: dict[str, str]
    direction: dict[str, list[str]]


_NOTE = re.compile(
    r"<sup>[^<>]{0,12}</sup>|<[^<>]{1,40}>|[(（]?[※＊][0-9０-９]{0,2}[)）]?|[(（]?注[0-9０-９]{0,2}[)）]?$|\*{1,2}\d{0,2}$|(?<![mｍ])[¹²³⁴-⁹]+$"
)
_GAP = re.compile(r"(?<=\d)\s?([,.])\s(?=\d)|(?<=\d)\s([,.])(?=\d)")
_REMARK = re.compile(r"\s?\(([^()]{1,20})\)$")
_UNKNOWN_UNIT = re.compile(r"[ァ-ヶー一-鿿々]{1,4}|[A-Za-z]{1,6}")
_KANJI_NUMERAL = re.compile("[一二三四五六七八九十百千万億兆]")
_SIGN = re.compile(r"^[+±](?=\s?\d)")
_LATIN = re.compile(r"(\D{0,2}[\d,.]+)\s?([A-Za-z][A-Za-z0-9]{0,5}(?:/[a-z])?)")
_MOST_DIGITS = 18
_MOST_DECIMALS = 9


def read_value(raw: str, expected_unit: str = "") -> CellValue | None:
    """Return what a cell says, or None where it states no value: empty, a mark, 未定, a date, a text.

    ``expected_unit`` is the unit of the cells beside it: 「1.32八」 among 人 is read as 1.32人, doubtful.
    """
    text = _plain(raw)
    if not text or text.lower() in _grammar().nothing or len(text) > _grammar().longest:
        return None
    word = _grammar().word.fullmatch(text)
    if word:
        return CellValue(None, "", _grammar().words[word["word"]], raw)
    core, qualifiers, doubtful = _peeled(text)
    read = _misread(core, expected_unit) or _number(core)
    if read is None or (read.value is None and not read.qualifier):
        return None
    qualifier = "・".join(dict.fromkeys([*qualifiers, *filter(None, [read.qualifier])]))
    return replace(read, raw=raw, qualifier=qualifier, doubtful=read.doubtful or doubtful)


def unit_of(indicator: str) -> str:
    """Return the unit that a name says in parentheses (回/年) or by its ending (…率: %); "" where that is not safe."""
    name = _plain(indicator)
    bare = re.sub(r"\([^()]*\)", "", name)
    for said in re.findall(r"\(([^()]{1,12})\)", name)[::-1]:
        unit = _unit_said(said, bare)
        if unit:
            return unit
    if "/" in bare or bare.endswith("%"):
        return "%" if bare.endswith("%") else ""
    return next((unit for ending, unit in _grammar().endings.items() if bare.endswith(ending)), "")


def direction_of(indicator: str) -> Direction:
    """Return which way an indicator gets better by the words of its name (待ち時間: down); "" where none says so."""
    name, words = _plain(indicator), _grammar().direction
    steps: tuple[tuple[str, Direction], ...] = (("reductions", "up"), ("down", "down"), ("keep", "keep"), ("up", "up"))
    return next((way for step, way in steps if any(word in name for word in words[step])), "")


def _plain(raw: str) -> str:
    """Return a cell in matching form, without footnote marks and the blanks that were set into numbers."""
    text = " ".join(unicodedata.normalize("NFKC", _NOTE.sub("", raw.strip())).split())
    return _GAP.sub(lambda gap: gap[1] or gap[2], text)


def _peeled(text: str) -> tuple[str, list[str], bool]:
    """Return the number of a cell with its unit, the qualifiers around it, and whether a remark was not understood."""
    grammar, doubtful = _grammar(), False
    before: list[str] = []
    after: list[str] = []
    core = text
    while True:
        if remark := _REMARK.search(core):
            core, said = core[: remark.start()], remark[1]
            doubtful |= not _known_remark(said)
            after[:0] = [said] if grammar.after.fullmatch(said) else []
        elif found := grammar.before.match(core):
            core = core[found.end() :]
            before += [] if found[1] in grammar.silent else [found[1]]
        elif (found := grammar.after.search(core)) and found.start():
            core = core[: found.start()]
            after.insert(0, found[1])
        else:
            return core, [*before, *after], doubtful


def _known_remark(said: str) -> bool:
    grammar = _grammar()
    return bool(grammar.after.fullmatch(said) or grammar.before.fullmatch(said) or find_years(said))


def _number(core: str) -> CellValue | None:
    """Return the number that ``core`` is, with its unit, and nothing else; the range that it is without a value."""
    core = _SIGN.sub("", re.sub(r"^[‐–—](?=\s?\d)", "-", core))
    found = find_quantities(core)
    latin = None if found else _LATIN.fullmatch(core)
    found = find_quantities(latin[1]) if latin else found
    if not found or found[0].start or found[0].unit.startswith("第") or _too_long(found[0].value):
        return None
    if found[0].part == "start" and len(found) > 1:
        last = _with_tail(found[1], core[found[1].end :])
        return last and replace(last, value=None, qualifier=_grammar().range)
    return _with_tail(found[0], latin[2] if latin else core[found[0].end :])


def _with_tail(quantity: Quantity, tail: str) -> CellValue | None:
    """Return a quantity with the text behind it as the rest of its unit; None where that says something else."""
    grammar, base = _grammar(), quantity.base[1]
    noun, slash, per = tail.strip().partition("/")
    if base in grammar.never or noun in grammar.never or (slash and per not in grammar.per):
        return None
    known = not noun or base + noun in grammar.nouns or (base and noun in grammar.tails)
    if not known and (base or not _UNKNOWN_UNIT.fullmatch(noun) or _KANJI_NUMERAL.search(noun)):
        return None
    return CellValue(quantity.value, quantity.unit + noun + slash + per, "", "", doubtful=not known)


def _misread(core: str, unit: str) -> CellValue | None:
    """Return the number whose unit was misread (1.32八 among 人), doubtful."""
    for wrong in _grammar().ocr.get(unit, []):
        read = _number(core.removesuffix(wrong) + unit) if core.endswith(wrong) else None
        if read and read.value is not None:
            return replace(read, doubtful=True)
    return None


def _too_long(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    return not isinstance(exponent, int) or len(digits) + max(exponent, 0) > _MOST_DIGITS or -exponent > _MOST_DECIMALS


def _unit_said(said: str, name: str) -> str:
    """Return the unit in the parentheses behind a name, "" where they say something else (利用率(窓口))."""
    unit = re.sub(r"^単位\s?:?\s?", "", said)
    read = _number(f"1{unit}")
    if read is None or read.doubtful or read.value != 1:
        return ""
    noun = unit in _grammar().nouns and not unit.isascii()
    return read.unit if not noun or unit != said or f"{unit}数" in name else ""


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads(files("corpus.kpi").joinpath("values.toml").read_text(encoding="utf-8"))
    words, around, units = data["words"], data["qualifiers"], data["units"]
    return _Grammar(
        longest=data["cell"]["longest"],
        nothing=frozenset(unicodedata.normalize("NFKC", mark).lower() for mark in data["cell"]["nothing"]),
        words=words,
        word=re.compile(
            rf"(?:(?:現状|現状値|現在|前年度?|基準値)?(?:を|より|から|の|に)?)(?P<word>{_either(words)})"
            r"(?:傾向|する|させる|を?図る|を?目指す)?\s?[↑↓↗↘→⇧⇩⬆⬇]?"
        ),
        before=re.compile(rf"({_either(around['before'])})\s?:?\s?(?=[\d▲△+−\-約延累計一二三四五六七八九十百千])"),
        after=re.compile(rf"\s?(?:を|に|の|で|まで)?({_either(around['after'])})$"),
        silent=frozenset(around["silent"]),
        range=around["range"],
        nouns=frozenset(units["nouns"]),
        tails=frozenset(units["tails"]),
        per=frozenset(units["per"]),
        never=frozenset(units["never"]),
        ocr=data["ocr"],
        endings=dict(sorted(data["endings"].items(), key=lambda item: -len(item[0]))),
        direction=data["direction"],
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

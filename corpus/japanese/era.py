"""Years in every notation that plans use: 令和6年度, R6, Ｒ６, 平成30(2018)年度, FY2024, 二〇二四年度, R3〜R9."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.japanese.kanji import kanji_number
from corpus.japanese.width import normalise

RangePart = Literal["", "start", "end"]

# The year before each era's first, so that era year + base = Western year.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LETTERS = dict(zip("MTSHR", _ERAS.values(), strict=True))
_ROMAJI = dict(zip(("meiji", "taisho", "showa", "heisei", "reiwa"), _ERAS.values(), strict=True))

_KANJI = "〇零○一二三四五六七八九十"
_NUMBER = rf"(?:元|\d{{1,2}}(?!\d|\s?(?:丁目|番|号|つ|[人件回箇ヶか]))|[{_KANJI}]{{1,3}}(?=\s?[年(~〜]))"
_WESTERN = r"(?:18|19|20|21)\d\d(?![\d,])"
_UNIT = r"(?:\s?(?P<{0}>年度|年(?!度|間|代|生|計画)))?"
_HEAD = rf"""(?:
    (?P<era>明治|大正|昭和|平成|令和)\s?(?P<era_n>{_NUMBER})
  | (?<![A-Za-z0-9_])(?<!\D-)(?P<letter>[RHSTM])\s?(?P<letter_n>元|\d{{1,2}})
    (?![\dA-Za-z]|[.\-](?!R\d)[\dA-Za-z]*[A-Za-z])
  | (?<![A-Za-z])(?P<romaji>(?i:meiji|taisho|showa|heisei|reiwa))\s?(?P<romaji_n>\d{{1,2}})(?!\d)
  | (?<![A-Za-z])(?i:FY|fiscal(?:\s?year)?)\s?(?P<fy>\d{{4}}|\d{{2}})(?!\d)
  | (?<![\d,.¥$A-Za-z])(?P<western>{_WESTERN})
  | (?P<kanji>[一二][{_KANJI}]{{3}}|[一二]千[{_KANJI}百]{{0,7}})(?=\s?年)
)"""
_OTHER = rf"(?:\s?\((?:(?P<alt_era>明治|大正|昭和|平成|令和|[RHS])\s?(?P<alt_n>{_NUMBER})|(?P<alt_western>{_WESTERN}))"
_MENTION = re.compile(
    rf"(?=[0-9RHSTMrhstmFf明大昭平令一二]){_HEAD}{_UNIT.format('unit')}{_OTHER}{_UNIT.format('alt_unit')}\))?{_UNIT.format('last_unit')}"
    rf"(?:(?<=年)\s?(?P<month>1[0-2]|0?[1-9])月|(?P<date>\.(?P<dot_month>1[0-2]|0?[1-9])\.[0-3]?\d(?!\d)))?",
    re.VERBOSE,
)
_JOINT = r"\s?(?:~|〜|-|–|—|―|‐|−|から|→|to)\s?"
_BETWEEN = re.compile(_JOINT)
_LIST = re.compile(r"\s?(?:、|,|・|及び|および|並びに|と)\s?")
_SHORT = re.compile(
    rf"(?P<joint>{_JOINT}|{_LIST.pattern})(?P<n>\d{{1,2}}|[{_KANJI}]{{1,3}})\s?(?P<unit>年度|年(?!間|代))"
)
# A number such as 2024 alone is a year where nothing around it says otherwise.
_ALONE_AFTER = re.compile(r"\s|$|[)\]}」』】、。,/／|:;]|の?(?:実績|目標|予定|計画|時点)|比|版|まで|から|以降|頃|末")
_ALONE_BEFORE = re.compile(r"(?:^|[\s(\[「『【、。@/／|]|[ぁ-んァ-ヶ一-鿿])$")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year said in a text, at ``start`` to ``end``; ``year`` is Western.

    ``fiscal`` is true for 年度 and for the short form R6, which plans use for fiscal years only; 年 is a calendar
    year, with its ``month`` where one follows. ``part`` tells the two ends of a range apart.
    """

    start: int
    end: int
    year: int
    fiscal: bool
    month: int | None = None
    part: RangePart = ""


@dataclass(frozen=True, slots=True)
class _Found:
    mention: YearMention
    base: int  # of the era, 0 for Western years
    bare: bool  # a naked number: counts only where its surroundings agree
    unit: bool  # 年 or 年度 was said


def find_years(text: str) -> list[YearMention]:
    """Return the years said in ``text``, in order; a range such as R3〜R9 gives its two ends.

    平成30(2018)年度 is one mention. Codes (観光1-1-4), model numbers and naked counts are not years.
    """
    matching = normalise(text)
    found = _with_ranges(matching.text, list(_scan(matching.text)))
    mentions = (item.mention for item in found if not item.bare)
    spans = ((mention, matching.source(mention.start, mention.end)) for mention in mentions)
    return [replace(mention, start=start, end=end) for mention, (start, end) in spans]


def _scan(text: str) -> Iterator[_Found]:
    position = 0
    while match := _MENTION.search(text, position):
        if _disagrees(match):
            match = _MENTION.match(text, match.start(), _other_start(match)) or match
        found = _read(match)
        position = match.end() if found else match.start() + 1
        if found is None:
            continue
        yield found
        while short := _SHORT.match(text, position):
            found = _shortened(found, short)
            if found is None:
                break
            position = short.end()
            yield found


def _read(match: re.Match[str]) -> _Found | None:
    year, base = _year_of(match)
    units = [match["unit"], match["alt_unit"], match["last_unit"]]
    if year is None or (base and match["letter"] and not _letter_is_year(match, said=any(units))):
        return None
    bare = match["western"] is not None and not any(units)
    fiscal = "年度" in units or match["fy"] is not None
    fiscal = fiscal or (match["letter"] is not None and not any(units) and match["date"] is None)
    month = match["month"] or match["dot_month"]
    mention = YearMention(match.start(), match.end(), year, fiscal, int(month) if month else None)
    return _Found(mention, base, bare and not _stands_alone(match), any(units))


def _year_of(match: re.Match[str]) -> tuple[int | None, int]:
    if match["western"] or match["fy"]:
        year = int(match["western"] or match["fy"])
        return (year if year > 99 else 2000 + year), 0  # noqa: PLR2004 - two digits: FY24
    if match["kanji"]:
        return kanji_number(match["kanji"]), 0
    base = (
        _ERAS.get(match["era"] or "") or _LETTERS.get(match["letter"] or "") or _ROMAJI[(match["romaji"] or "").lower()]
    )
    number = _era_year(match["era_n"] or match["letter_n"] or match["romaji_n"])
    return (base + number if number else None), base


def _era_year(said: str) -> int | None:
    if said == "元":
        return 1
    return int(said) if said.isdecimal() else kanji_number(said)


def _other_start(match: re.Match[str]) -> int:
    return match.string.index("(", match.start())


def _disagrees(match: re.Match[str]) -> bool:
    """Return whether the year in parentheses is another one, as in 平成30(2017)年度: then they are two mentions."""
    if match["alt_western"]:
        return int(match["alt_western"]) != _year_of(match)[0]
    if match["alt_era"]:
        base = _ERAS.get(match["alt_era"]) or _LETTERS[match["alt_era"]]
        return base + (_era_year(match["alt_n"]) or 0) != _year_of(match)[0]
    return False


def _letter_is_year(match: re.Match[str], *, said: bool) -> bool:
    """Return whether a letter and a number are a year: R6 and H30 alone are, S3 or T5 only with 年 or as a date."""
    if said or match["date"] or match["alt_western"]:
        return True
    return match["letter"] == "R" or (match["letter"] == "H" and len(match["letter_n"]) > 1)


def _stands_alone(match: re.Match[str]) -> bool:
    text = match.string
    before = text[max(0, match.start() - 1) : match.start()]
    return bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(text, match.end()))


def _shortened(found: _Found, match: re.Match[str]) -> _Found | None:
    """Return the second year of 令和7～11年度 or R7、8年度, whose era is said once; None where it is no year."""
    number = _era_year(match["n"])
    if not number or not found.base or found.base + number <= found.mention.year:
        return None
    mention = YearMention(match.start("n"), match.end(), found.base + number, match["unit"] == "年度")
    return _Found(mention, found.base, bare=False, unit=True)


def _with_ranges(text: str, found: list[_Found]) -> list[_Found]:
    for index in range(len(found) - 1):
        left, right = found[index], found[index + 1]
        between = text[left.mention.end : right.mention.start]
        if _BETWEEN.fullmatch(between) and left.mention.year < right.mention.year:
            found[index], found[index + 1] = _joined(left, right)
        elif _LIST.fullmatch(between) and not left.unit and not left.base and right.unit:
            found[index] = replace(left, bare=False, mention=replace(left.mention, fiscal=right.mention.fiscal))
    return found


def _joined(left: _Found, right: _Found) -> tuple[_Found, _Found]:
    start_part: RangePart = "start" if left.mention.part != "end" else "end"
    fiscal = left.mention.fiscal or (right.mention.fiscal and not left.unit)
    first = replace(left, bare=False, mention=replace(left.mention, fiscal=fiscal, part=start_part))
    return first, replace(right, bare=False, mention=replace(right.mention, part="end"))

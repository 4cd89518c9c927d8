"""The fiscal years that a question asks about, said outright or relative to today."""

import datetime
import re
from dataclasses import dataclass

from assistant.spoken import as_written
from corpus.japanese.era import YearMention, find_years

_APRIL = 4  # a fiscal year starts in April
_RELATIVE = {
    "一昨年度": -2, "おととしの?年度": -2, "昨年度": -1, "前年度": -1, "去年": -1, "昨年": -1, "本年度": 0, "今年度": 0,
    "今年": 0,
    "来年度": 1, "翌年度": 1, "来年": 1, "再来年度": 2, "last (?:fiscal )?year": -1, "this (?:fiscal )?year": 0,
    "next (?:fiscal )?year": 1,
}  # fmt: skip
_RELATIVES = [(re.compile(said, re.IGNORECASE), step) for said, step in _RELATIVE.items()]
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ENGLISH = re.compile(rf"\b({_MONTH})[a-z]*\.?\s+(?:\d{{1,2}},?\s+)?((?:19|20)\d\d)\b", re.IGNORECASE)
_PLAN = "計画(?:の?期間)?の?"
_LAST = re.compile(
    f"最終年度?|最後の年度?|終了(?:の?年度?|時)|終わりの年|(?:{_PLAN}|(?:初め|始め|始まり|最初|開始)(?:と|から))(?:終わり|最後|終了)"
    "|final year|last year of the plan|end of the plan",
    re.IGNORECASE,
)
_FIRST = re.compile(
    f"初年度|最初の年度?|開始(?:の?年度?|時)|始まりの年|{_PLAN}(?:初め|始め|始まり|最初|開始|スタート)"
    "|first year|start of the plan|beginning of the plan",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"between\s*(?:fiscal years?\s*)?$", re.IGNORECASE)
_WITHIN = re.compile("の間(?!で?(?:の差|に差))|にかけて")
_RANGE = re.compile(r"から|まで|~|〜|-|–|—|→|⇒|from|through|until|to|between", re.IGNORECASE)
_NUMBERS, _DIGITS = "0123456789〇一二三四五六七八九", 10
_APART = re.compile("([1-9一二三四五六七八九])年(後|先|前)(?!後)")
_BARE = re.compile(r"(?<![\d,.])(20[0-4]\d)(?=は|の|って|だと|なら|[?？、\s]|$)(?![\d,.])")
_NEXT = re.compile("(その|から)?(翌|次の)年|翌年度")
_FROM = re.compile("(から|以降|以後)(?!の?(実績|目標|値|数)?(まで|に))")
_BEFORE = re.compile("その?前の?年度?|前の?年度?(?:と|より|から)|前年度?(?:と|より|比)|the year before|previous year")


@dataclass(frozen=True, slots=True)
class AskedYears:
    """Years by their fiscal number, in the order said; ``span`` where two of them are the ends of a range.

    ``first`` and ``last`` ask for the plan's first and its last year; ``shift`` for one so many years after the one
    that is meant, before it below 0; ``onwards`` for all years from the one said.
    """

    years: tuple[int, ...] = ()
    span: bool = False
    last: bool = False
    shift: int = 0
    onwards: bool = False
    first: bool = False

    @property
    def covered(self) -> tuple[int, ...]:
        """Return all years that are meant: of a range, those between its ends too."""
        return tuple(range(min(self.years), max(self.years) + 1)) if self.span else self.years


def fiscal_year_of(day: datetime.date) -> int:
    """Return the fiscal year of a day: 2026-03-31 belongs to 2025."""
    return day.year if day.month >= _APRIL else day.year - 1


def asked_years(question: str, today: datetime.date) -> AskedYears:
    """Return the years that a question names; a calendar year counts by its month, without one as it is said."""
    text = as_written(question)
    mentions = find_years(text)
    said = _english(text) or [(mention.start, _fiscal(mention)) for mention in mentions]
    shift = _shift(text)
    first, last = bool(_FIRST.search(text)), bool(_LAST.search(text))
    if not said and not shift and not first and not last:
        said = (
            _bare(text)
            or [
                (found.start(), fiscal_year_of(today) + step)
                for rule, step in _RELATIVES
                if (found := rule.search(text))
            ][:1]
        )
    years = tuple(dict.fromkeys(year for _, year in sorted(said)))
    if len(years) == 1 and shift > 0:
        years = (years[0], years[0] + shift)
    onwards = len(years) == 1 and bool(mentions) and bool(_FROM.match(text, mentions[-1].end))
    return AskedYears(years, _is_span(text, mentions), last, 0 if years[1:] else shift, onwards, first)


def _shift(text: str) -> int:
    """Return how many years after the one that is meant a question asks for; below 0 before it, 0 where it does not."""
    apart = _APART.search(text)
    if apart:
        return _NUMBERS.index(apart[1]) % _DIGITS * (1 if apart[2] in "後先" else -1)
    return 1 if _NEXT.search(text) else -1 if _BEFORE.search(text) else 0


def _bare(text: str) -> list[tuple[int, int]]:
    """Return a year that is said as a number alone: 「2022は？」."""
    return [(found.start(), int(found[1])) for found in _BARE.finditer(text)]


def _english(text: str) -> list[tuple[int, int]]:
    """Return the years of dates said in English, by fiscal year: 「1 April 2020」 2020, 「February 2020」 2019."""
    return [
        (found.start(), int(found[2]) - (found[1].lower() in ("jan", "feb", "mar")))
        for found in _ENGLISH.finditer(text)
    ]


def _fiscal(mention: YearMention) -> int:
    early = not mention.fiscal and mention.month is not None and mention.month < _APRIL
    return mention.year - 1 if early else mention.year


def _is_span(text: str, mentions: list[YearMention]) -> bool:
    """Return whether just two years stand with a word of a range before, between or behind them."""
    if len(mentions) != 2:  # noqa: PLR2004 (two ends)
        return False
    first, second = mentions
    between = text[first.end : second.start]
    around = _BETWEEN.search(text[: first.start]) or _WITHIN.match(text, second.end)
    return first.year < second.year and bool(around or _RANGE.search(between))

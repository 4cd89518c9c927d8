"""KPI values that an answer states: as points of its series, or in its sentences with their years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from corpus.japanese.era import YearMention, find_years
from corpus.japanese.numerals import find_quantities
from corpus.japanese.width import fold
from eval.answer_file import GivenAnswer, GivenPoint, GivenSeries
from eval.cases import AnyCase, KpiCase, KpiValue
from eval.measures.shown import statements

# A year right behind its value: 「50.4%(令和6年度)」, "50.4% in FY2024".
_BEHIND = re.compile(r"\s*(?:[(（]\s*|[A-Za-z ]*\b(?:in|for|of)\s+)")
_SHARES_AND_SUMS = ("%", "円", "ポイント", "割", "倍")  # never what a cell without unit counts
_JANUARY_TO_MARCH = 3  # belong to the fiscal year before


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a sentence: ``base`` is (value, unit) as they compare, ``written`` as it stands there.

    ``year`` is the fiscal year that it is said of, None where none is; ``sentence`` is the whole of it.
    """

    base: tuple[Decimal, str]
    written: str
    year: int | None
    sentence: str


def stated_values(answer: GivenAnswer) -> list[Stated]:
    """Return the numbers of an answer's text, in order, each with its year.

    That is the year right behind it, else the last one before it in its sentence, else the first one after it, else
    the last one of the sentences before.
    """
    found: list[Stated] = []
    carried: int | None = None
    for text in statements(answer):
        years = find_years(text)
        for number in find_quantities(text):
            year = _year_of(text, number.start, number.end, years)
            written = text[number.start : number.end]
            found.append(Stated(number.base, written, carried if year is None else year, text))
        carried = _fiscal(years[-1]) if years else carried
    return found


def _year_of(text: str, start: int, end: int, years: list[YearMention]) -> int | None:
    after = [mention for mention in years if mention.start >= end]
    before = [mention for mention in years if mention.end <= start]
    if after and _BEHIND.fullmatch(text, end, after[0].start):
        return _fiscal(after[0])
    nearest = before[-1] if before else next(iter(after), None)
    return _fiscal(nearest) if nearest else None


def _fiscal(mention: YearMention) -> int:
    early = not mention.fiscal and mention.month is not None and mention.month <= _JANUARY_TO_MARCH
    return mention.year - 1 if early else mention.year


def base_of(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a value with its unit in the form that compares: (475, 億円) -> (47500000000, 円)."""
    said = find_quantities(f"{value:f}{unit}")
    return said[0].base if said else (value, unit)


def same_value(said: tuple[Decimal, str], value: Decimal, unit: str, *, english: bool) -> bool:
    """Return whether a number in a text is this value with this unit.

    A cell without unit may be said with any counter. In English only the number is compared, except that % and a
    Japanese unit must be the cell's.
    """
    wanted = base_of(value, unit)
    if not unit:
        return said[0] == wanted[0] and said[1] not in _SHARES_AND_SUMS
    return said == wanted or (english and said == (wanted[0], "") and wanted[1] != "%")


def in_english(case: AnyCase) -> bool:
    """Return whether a question is written in English."""
    return isinstance(case, KpiCase) and case.language == "en"


def is_series_of(series: GivenSeries, value: KpiValue) -> bool:
    """Return whether a shown series is that of a value's indicator; parts of the key that it leaves out may be any."""
    pairs = ((series.table, value.table.value), (series.field, value.field), (series.project_id, value.project_id))
    same = series.plan_id == value.plan_id and fold(series.indicator) == fold(value.indicator)
    return same and all(not shown or fold(shown) == fold(wanted) for shown, wanted in pairs)


def points_for(answer: GivenAnswer, value: KpiValue) -> Iterator[tuple[GivenSeries, GivenPoint]]:
    """Yield the shown points of a value's indicator, year and kind."""
    for series in answer.kpis:
        if is_series_of(series, value):
            for point in series.points:
                if (point.fiscal_year, point.kind) == (value.fiscal_year, value.kind.value):
                    yield series, point


def decimal_of(point: GivenPoint) -> Decimal | None:
    """Return a point's value, None where it has none or it is no decimal."""
    try:
        return None if point.value is None else Decimal(point.value)
    except InvalidOperation:
        return None

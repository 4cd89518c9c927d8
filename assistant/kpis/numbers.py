"""KPI values in words: numbers with their unit, years, differences."""

from decimal import Decimal

from assistant.turn import Language
from corpus.japanese.era import find_years
from corpus.kpi.record import KpiRecord

_REIWA = 2018
_HEISEI = 1988
_REIWA_STARTS = 2019
_UNITS = {  # what a unit is called in English; others stay as they are printed
    "%": "%", "人": " people", "回": " times", "件": " cases", "時間": " hours", "箇所": " places", "か所": " places",
    "言語": " languages", "種類": " kinds", "項目": " items", "億円": "億円", "万人": "万人",
}  # fmt: skip
_COUNTED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(count: int, language: Language) -> str:
    """Return how many items there are: 3, in English three, so that no one takes it for one of the values."""
    return _COUNTED[count] if language == "en" and count < len(_COUNTED) else str(count)


def number(value: Decimal) -> str:
    """Return a value with thousands separators, with the decimals that it was printed with: 7,089.34."""
    return f"{value:,f}"


def said(record: KpiRecord, language: Language) -> str:
    """Return a cell's value with its unit, else the word that stands there: 50.4%, 維持."""
    if record.value is None:
        return record.qualifier or record.raw
    return said_value(record.value, record.unit, record.qualifier, language)


def said_value(value: Decimal, unit: str, qualifier: str, language: Language) -> str:
    """Return a value with its unit, and with the qualifier that bounds it: 約20万人, 12.5%以内."""
    about = qualifier if qualifier in ("約", "およそ", "年間") else ""
    bound = qualifier if qualifier in ("以上", "以下", "以内", "未満", "超") else ""
    return f"{about}{number(value)}{unit_in(unit, language)}{bound}"


def unit_in(unit: str, language: Language) -> str:
    """Return a unit in the answer's language."""
    return _UNITS.get(unit, unit) if language == "en" else unit


def year_in(year: int, language: Language) -> str:
    """Return a fiscal year: 令和6(2024)年度, FY2024."""
    if language == "en":
        return f"FY{year}"
    era, first = ("令和", _REIWA) if year >= _REIWA_STARTS else ("平成", _HEISEI)
    own = "元" if year - first == 1 else str(year - first)
    return f"{era}{own}({year})年度" if year > _HEISEI else f"{year}年度"


def time_of(record: KpiRecord, language: Language) -> str:
    """Return the year of a value, else its period as printed, else nothing."""
    if record.fiscal_year is not None:
        return year_in(record.fiscal_year, language)
    return record.period if find_years(record.period) or record.period else ""


def apart(later: KpiRecord, earlier: KpiRecord) -> tuple[Decimal, str]:
    """Return ``later`` less ``earlier`` with its unit: of percentages, points."""
    value = (later.value or Decimal(0)) - (earlier.value or Decimal(0))
    return value, "ポイント" if later.unit == "%" else later.unit


def points_in(unit: str, language: Language) -> str:
    """Return the unit of a difference in the answer's language."""
    return " points" if language == "en" and unit == "ポイント" else unit_in(unit, language)

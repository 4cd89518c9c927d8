"""A quoted row of ``kpi.csv``, said in words, so that the numbers it states can be found in it."""

import csv
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import combinations

from corpus.kpi.record import KpiKind
from corpus.kpi.values import unit_of

_COLUMNS = 14
_KIND = 8


def rows_in_words(plan_id: str, quote: str) -> str | None:
    """Return what the rows of ``kpi.csv`` in a quote say, None where a line of it is no such row.

    「p,kpi,窓口,,利用率,,2024,,actual,50.4,%,50.4%,,certain」 -> 「窓口  利用率  2024年度  50.4% 50.4 50.4% 」. A value
    stands with and without its unit: an answer in English has other words for units.
    """
    rows = _rows(quote)
    if not rows or any(not _is_value(plan_id, row) for row in rows):
        return None
    return "\n".join(_in_words(row) for row in rows)


def cells_in_words(quote: str) -> str:
    """Return the numbers of a table's row with the unit that its label says, and the differences between them.

    「セミナー実施回数<TAB>48<TAB>31」 -> 「48回 31回 17回 -17回」; of percentages also in points. "" for other text.
    """
    cells = [cell.strip() for cell in quote.split("\t")]
    unit = next((found for cell in cells if (found := unit_of(cell))), "") if len(cells) > 1 else ""
    values = [value for cell in cells if (value := _decimal(cell.replace(",", "").rstrip("%％"))) is not None]
    said = [f"{value:f}{unit}" for value in values]
    units = (unit, "ポイント") if unit == "%" else (unit,)
    apart = {abs(one - other) for one, other in combinations(values, 2)}
    return " ".join([*said, *(f"{sign}{value:f}{name}" for value in apart for sign in ("", "-") for name in units)])


def differences_in_words(quotes: Sequence[str]) -> str:
    """Return the differences between any two values of the same indicator in quoted rows, with and without unit."""
    rows = [row for quote in quotes for row in _rows(quote) if len(row) == _COLUMNS and _decimal(row[9]) is not None]
    return "\n".join(_difference(one, other) for one, other in combinations(rows, 2) if _comparable(one, other))


def _rows(quote: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(quote.splitlines(), strict=True) if row]
    except csv.Error:
        return []


def _is_value(plan_id: str, row: Sequence[str]) -> bool:
    return len(row) == _COLUMNS and row[0] == plan_id and row[_KIND] in {kind.value for kind in KpiKind}


def _in_words(row: Sequence[str]) -> str:
    _, _, field, issue, indicator, project, year, period, _, value, unit, raw, qualifier, _ = row
    said_year = f"{year}年度" if year else ""
    return " ".join((field, issue, indicator, project, said_year, period, f"{value}{unit}", value, raw, qualifier))


def _comparable(one: Sequence[str], other: Sequence[str]) -> bool:
    return one[:6] == other[:6] and one[10] == other[10]


def _difference(one: Sequence[str], other: Sequence[str]) -> str:
    first, second = _decimal(one[9]), _decimal(other[9])
    apart = abs((first or Decimal(0)) - (second or Decimal(0)))
    units = (one[10], "") if one[10] != "%" else ("%", "ポイント", "")
    return " ".join(f"{sign}{apart:f}{unit}" for sign in ("", "-") for unit in units)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None

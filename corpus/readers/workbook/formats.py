"""Shown values: a cell's number as the sheet shows it: 0.875 under 「0.0%」 is 87.5%, a day may be 令和6年."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from corpus.readers.workbook.days import shown_day
from corpus.readers.workbook.digits import general, shown_number
from corpus.readers.workbook.tokens import Section, sections_of

GENERAL = "General"  # the code of cells without a format
_COMPARED = {
    "<": Decimal.__lt__,
    ">": Decimal.__gt__,
    "=": Decimal.__eq__,
    "<=": Decimal.__le__,
    ">=": Decimal.__ge__,
    "<>": Decimal.__ne__,
}
_SHOWN = {"text", "literal"}
_NUMBERS = 3  # sections for numbers; a fourth is for text


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """Return a number as a cell with the number format ``code`` shows it; days are counted from 1900 or 1904.

    A number that is no day is shown without format, where Excel fills the cell with #.
    """
    section, signed = _chosen(value, sections_of(code)[:_NUMBERS])
    if section.is_day():
        day = shown_day(value, section, from_1904=from_1904)
        return general(value) if day is None else day
    return shown_number(value if signed else abs(value), section).strip()


def shown_text(text: str, code: str) -> str:
    """Return a text as a cell with the number format ``code`` shows it: 「@"市"」 adds to it."""
    last = sections_of(code)[-1] if "@" in code else None
    if last is None or not last.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in last.tokens if token.kind in _SHOWN)


@cache
def built_in() -> Mapping[str, str]:
    """Return the codes of the number formats that a workbook names by a number only, by that number."""
    data = tomllib.loads(files("corpus.readers.workbook").joinpath("workbook.toml").read_text(encoding="utf-8"))
    formats: dict[str, str] = data["formats"]
    return formats


def _chosen(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """Return the section for a number, and whether it is shown with its sign: that for negative numbers has its own."""
    if any(section.compared for section in sections):
        return _compared(value, sections)
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) == _NUMBERS:
        return sections[2], False
    return sections[0], True


def _compared(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    for section in sections:
        known = _COMPARED.get(section.compared)
        if known is None or known(value, section.bound):
            negative = section.compared in {"<", "<="} and section.bound <= 0
            return section, not negative
    return sections[-1], True

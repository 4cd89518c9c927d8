"""Cells of a workbook: the text that each shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from openpyxl.cell import Cell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.workbook import Workbook

from corpus.readers.source import with_line_ends
from corpus.readers.tabulation import Title
from corpus.readers.workbook.formats import GENERAL, built_in, shown, shown_text

# A sheet's name is a heading of depth 1; the larger of its bold letters head the smaller.
_OUTERMOST = 2
_INNERMOST = 6
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # \f parts the files of a plan
_ODD = re.compile(r"_x|[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LARGEST = Decimal("1e300")


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of a style look: the code of their number format, and the size of bold letters, 0 for others."""

    code: str
    bold: int


class Looks:
    """The looks of the cells of a workbook."""

    def __init__(self, book: Workbook) -> None:
        """Take the workbook; the bold letters in it tell how deep a heading each size makes."""
        self._from_1904 = book.epoch == CALENDAR_MAC_1904
        self._epoch = book.epoch
        self._known: dict[tuple[int, int], Look] = {}
        self._depths: dict[int, int] = {0: 0}

    def rank(self, cells: Iterable[Cell]) -> None:
        """Give the sizes of bold letters in these cells their depths: 2 for the largest."""
        sizes = sorted({self._look(cell).bold for cell in cells} - {0}, reverse=True)
        self._depths.update((size, min(depth, _INNERMOST)) for depth, size in enumerate(sizes, _OUTERMOST))

    def shown(self, cell: Cell) -> str:
        """Return what a cell shows, nothing for an error; days as 2024-04-01 where its format is of no fixed look."""
        if cell.value is None or cell.data_type == "e":
            return ""
        look = self._look(cell)
        text = self._text(cell.value, look.code)
        depth = self._depths.get(look.bold, 0)
        return Title(text, depth) if depth else text

    def _text(self, value: object, code: str) -> str:
        if isinstance(value, str):
            return shown_text(plain(value), code)
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, date | time | timedelta):
            number = to_excel(value, self._epoch)
            return _number(number, _code_of_day(number) if code == GENERAL else code, from_1904=self._from_1904)
        return _number(value, code, from_1904=self._from_1904) if isinstance(value, int | float) else plain(str(value))

    def _look(self, cell: Cell) -> Look:
        style = cell._style  # noqa: SLF001 - number_format knows no Japanese formats that have a number only
        key = style.numFmtId, style.fontId
        look = self._known.get(key)
        if look is None:
            look = self._known[key] = _look(cell, style.numFmtId)
        return look


def plain(text: str) -> str:
    """Return a text of a workbook with its escapes read (``_x000D_`` is a line end) and without control characters."""
    if _ODD.search(text) is None:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return _CONTROL.sub("", with_line_ends(text))


def _look(cell: Cell, number: int) -> Look:
    try:
        own = cell.number_format or GENERAL
        code = own if "$" in own else built_in().get(str(number), own)  # written dollars are no yen
        return Look(code, max(int(cell.font.sz or 1), 1) if cell.font.b else 0)
    except (IndexError, ValueError, OverflowError):  # a font or format that the file does not hold, or of no size
        return Look(GENERAL, 0)


def _code_of_day(number: float) -> str:
    """Return the format of a day that is written as one (ISO 8601) in a cell without a format."""
    if number < 1:
        return "hh:mm"
    return "yyyy-mm-dd hh:mm" if number % 1 else "yyyy-mm-dd"


@lru_cache(maxsize=8192)
def _number(value: float, code: str, *, from_1904: bool) -> str:
    """Return a number as shown; it has 15 digits, as many as Excel keeps."""
    number = Decimal(value if abs(value) > _LARGEST else f"{float(value):.15g}")
    if not number.is_finite() or abs(number) > _LARGEST:
        return str(value)[:400]
    return shown(number, code, from_1904=from_1904)

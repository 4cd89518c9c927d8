"""Workbook files: opened with openpyxl where what is in them cannot do harm."""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import SourceError
from corpus.readers.archive import read_member
from corpus.remarks.causes import CauseCode
from corpus.remarks.grammar import line_of

# A cell takes some 430 bytes in openpyxl, with a text of its own 550: together at most 700 MB.
MOST_CELLS = 1_200_000
# A cell with a number is written with 7 tags and attributes, one with a formula with 9; Excel keeps 65,000 styles.
_MOST_MARKS = 9 * MOST_CELLS
_MOST_OTHER_MARKS = 500_000
_FULL_OF_CELLS = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/calcChain.xml")
# Pictures drawn as SVG may have a document type; no other part does, and none is written in UTF-16.
_PICTURES = "xl/media/"
_TYPED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ODD_LETTERS = re.compile(rb"\A(?:\xff\xfe|\xfe\xff|<\x00|\x00<|<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8))", re.I)
_HELD = re.compile(rb"<(?:[^\s<>/:]+:)?(?:c|row|si)[\s/>]")
_FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s/>]")
# openpyxl makes each cell of a range that is merged or a link; an attribute holds no 「<」.
_RANGE = re.compile(rb"<(?:[^\s<>/:]+:)?(?:mergeCell|hyperlink)\s[^<]*?\bref\s*=\s*[\"']([^\"']*)")


def holds_formulas(archive: ZipFile) -> bool:
    """Return whether a workbook that is safe to open has formulas.

    Raises SourceError where a part has a document type, or there is more than openpyxl can hold in 700 MB.
    """
    cells, found = 0, False
    for member in archive.namelist():
        data = read_member(archive, member)
        if not member.startswith(_PICTURES) and (_TYPED.search(data) or _ODD_LETTERS.search(data)):
            raise SourceError(line_of(CauseCode.TYPED, member=member))
        cells += sum(1 for _ in _HELD.finditer(data)) + sum(map(_area, _RANGE.findall(data)))
        marks = data.count(b"<") + data.count(b"=")
        most = _MOST_MARKS if member.startswith(_FULL_OF_CELLS) else _MOST_OTHER_MARKS
        if cells > MOST_CELLS or (marks > most and not member.startswith(_PICTURES)):
            raise SourceError(line_of(CauseCode.CELLS, most=f"{MOST_CELLS:,}"))
        found = found or bool(_FORMULA.search(data))
    return found


def opened(data: bytes) -> Workbook:
    """Return a workbook with the values of its cells, None for a formula without a value.

    Raises SourceError for what openpyxl cannot read.
    """
    return _loaded(data, values=True)


def opened_for_formulas(data: bytes) -> Workbook:
    """Return a workbook that is read from its file sheet by sheet, with formulas for values. Raises SourceError."""
    return _loaded(data, values=False)


def uncached(sheet: Worksheet, formulas: Worksheet) -> frozenset[tuple[int, int]]:
    """Return the row and column, from 1, of the formulas of a sheet whose value is not in the file.

    Raises SourceError for what openpyxl cannot read.
    """
    empty = {(cell.row, cell.column) for cell in cells_of(sheet) if cell.value is None and cell.data_type != "str"}
    if not empty:
        return frozenset()
    formulas.reset_dimensions()  # what a file says of its size need not be true
    try:
        with warnings.catch_warnings(action="ignore"):
            cells = chain.from_iterable(formulas.iter_rows(max_row=max(empty)[0]))
            return frozenset(empty.intersection((cell.row, cell.column) for cell in cells if cell.data_type == "f"))
    except Exception as error:
        raise _refused(error) from error


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that are in the file, by rows; a sheet of 17,000,000,000 cells may have two."""
    cells = sheet._cells  # noqa: SLF001 - iter_rows makes each cell between them
    return (cells[place] for place in sorted(cells))


def _loaded(data: bytes, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a workbook may hold and we do not show
            return load_workbook(BytesIO(data), read_only=not values, data_only=values, keep_links=False)
    except Exception as error:  # a damaged file makes openpyxl raise nearly anything
        raise _refused(error) from error


def _refused(error: Exception) -> SourceError:
    reason = error.__cause__ or error  # openpyxl's own words for a ValueError have three lines
    said = " ".join(f"{type(reason).__name__}: {reason}".split())[:120]
    code = CauseCode.XML if isinstance(reason, SyntaxError) else CauseCode.NO_WORKBOOK
    return SourceError(line_of(code, reason=said))


def _area(written: bytes) -> int:
    try:
        left, top, right, bottom = range_boundaries(written.decode())
        return int((right - left + 1) * (bottom - top + 1))
    except (ValueError, TypeError) as error:
        raise SourceError(line_of(CauseCode.RANGE, text=repr(written[:20]))) from error

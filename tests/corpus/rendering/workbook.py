"""A document as a workbook: one sheet for each outermost section."""

import io
import re
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.rendering.document import Document, Heading, Item, Part
from tests.corpus.rendering.grid import Cell, Table

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|0|[1-9]\d{0,14})(\.\d+)?(%?)")
_SIZES = (16, 14, 12, 11)
_THIN = Side(style="thin")


def to_workbook(document: Document) -> bytes:
    """Return the document as ``.xlsx``: headings are bold rows of one cell, tables are ruled cells.

    An outermost heading is its sheet's name, and a row only where a name cannot hold it.
    """
    book = Workbook()
    book.remove(book.active)
    for title, parts in _sheets(document):
        sheet = book.create_sheet(_name(title, book.sheetnames))
        for part in parts:
            if part != Heading(1, sheet.title) or len(parts) == 1:
                _write(sheet, part)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets(document: Document) -> Iterator[tuple[str, list[Part]]]:
    name, parts = "表紙", list[Part]()
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 1:
            if parts:
                yield name, parts
            name, parts = part.text, []
        parts.append(part)
    yield name, parts


def _name(text: str, taken: Sequence[str]) -> str:
    base = _FORBIDDEN.sub("", text).strip("'")[:_LONGEST_NAME] or "シート"
    name, number = base, 1
    while name.lower() in (other.lower() for other in taken):
        number += 1
        name = f"{base[: _LONGEST_NAME - 4]}({number})"
    return name


def _write(sheet: Worksheet, part: Part) -> None:
    row = sheet.max_row + 2 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    if isinstance(part, Table):
        _table(sheet, part, row)
        return
    for at, line in enumerate(_lines(part)):
        cell = sheet.cell(row + at, 1)
        cell.value = _text(line)
        cell.data_type = "s"
        if isinstance(part, Heading):
            cell.font = Font(bold=True, size=_SIZES[min(part.level, len(_SIZES)) - 1])


def _lines(part: Heading | Item | object) -> list[str]:
    text = getattr(part, "text", "")
    if isinstance(part, Item):
        return [f"{'　' * part.depth}・{text}".replace("\n", " ")]
    return str(text).split("\n")


def _table(sheet: Worksheet, table: Table, top: int) -> None:
    for row, cells in enumerate(table.rows, top):
        for column, cell in enumerate(cells, 1):
            place = sheet.cell(row, column)
            place.border = Border(_THIN, _THIN, _THIN, _THIN)
            place.alignment = Alignment(wrap_text=True)
            _fill(sheet, row, column, cell)
    for row, cells in enumerate(table.rows, top):
        for column, cell in enumerate(cells, 1):
            if cell.rows > 1:
                sheet.merge_cells(start_row=row, end_row=row + cell.rows - 1, start_column=column, end_column=column)


def _fill(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    place, number = sheet.cell(row, column), _NUMBER.fullmatch(cell.text)
    if number:
        sign, whole, fraction, percent = number.groups(default="")
        digits = f"{sign}{whole.replace(',', '')}{fraction}"
        places = len(fraction) - 1 if fraction else 0
        place.value = round(float(digits) / 100, places + 2) if percent else _plain_number(digits)
        place.number_format = ("#,##0" if "," in whole else "0") + (f".{'0' * places}" if places else "") + percent
    elif cell.text:
        place.value = _text(cell.text)
        place.data_type = "s"


def _plain_number(digits: str) -> int | float:
    return float(digits) if "." in digits else int(digits)


def _text(text: str) -> str:
    """Return the text without letters that a cell cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or letter >= " ")

"""Tables of questions as files: CSV and Excel, read to rows of text with their line numbers."""

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from eval.errors import EvalError

_MOST_ROWS = 20_000  # far above any question set; a sheet formatted down to its last row has a million
_ENCODINGS = ("utf-8-sig", "cp932")  # Excel on a Japanese Windows saves CSV in the second

Line = tuple[int, tuple[str, ...]]


def read_table(path: Path) -> list[Line]:
    """Return the rows that hold anything, head first, each with its line (CSV) or row (Excel), from 1.

    Raises:
        EvalError: the file is missing, of another kind, damaged, or too long.

    """
    readers = {".csv": _csv_rows, ".xlsx": _excel_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise EvalError(f"{path}: is neither .csv nor .xlsx; save the table as one of these")
    rows: list[Line] = []
    for number, cells in reader(path):
        if any(cells):
            rows.append((number, cells))
        if len(rows) > _MOST_ROWS:
            raise EvalError(f"{path}: more than {_MOST_ROWS} rows; split the table")
    if not rows:
        raise EvalError(f"{path}: empty; the first row names the columns (docs/evaluation.md)")
    return rows


def _csv_rows(path: Path) -> Iterator[Line]:
    lines = csv.reader(io.StringIO(_decoded(path), newline=""), strict=True)
    begin = 1
    try:
        for cells in lines:
            yield begin, tuple(cell.strip() for cell in cells)
            begin = lines.line_num + 1
    except csv.Error as error:
        raise EvalError(f"{path}:{lines.line_num}: {error}; save the table as CSV again") from error


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EvalError(f"{path}: is neither UTF-8 nor Shift_JIS; save it as CSV (UTF-8)")


def _excel_rows(path: Path) -> Iterator[Line]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise EvalError(f"{path}: no Excel file that can be read ({error}); save it as .xlsx again") from error
    try:
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, tuple(_text(cell) for cell in cells)
    finally:
        book.close()


def _text(cell: object) -> str:
    """Return a cell as a person sees it: 120.0 as 120, a day as 2024-04-01."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell).strip()

"""Workbooks: the sheets of an Excel file as headings with their tables and lines."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.chartsheet import Chartsheet
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import SourceError
from corpus.notice import Notice, NoticeCode
from corpus.readers.archive import checked_archive
from corpus.readers.grid import one_cell
from corpus.readers.source import SourceText
from corpus.readers.tabulation import rows_as_blocks
from corpus.readers.workbook.cells import Looks, plain
from corpus.readers.workbook.file import cells_of, holds_formulas, opened, opened_for_formulas, uncached
from corpus.readers.workbook.sheet import Places, Room, SheetRead, read_sheet
from corpus.remarks.causes import CauseCode
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode
from corpus.remarks.refusals import RefusalCode

MOST_SHEETS = 200
_MOST_NAMED = 3


def read_workbook(data: bytes, name: str) -> SourceText:
    """Return the shown text of a ``.xlsx`` file: each sheet is a heading with its tables, and a page.

    Hidden sheets, rows and columns, comments and charts are left out and said in notices, as are formulas without a
    value and what is beyond the limits. Raises SourceError for other and broken files.
    """
    with checked_archive(data, name) as archive:
        try:
            return _read(archive, data, PurePath(name).name)
        except SourceError as error:
            raise SourceError(line_of(RefusalCode.WORKBOOK, str(error), file=name)) from error


def _read(archive: ZipFile, data: bytes, file: str) -> SourceText:
    seconds = opened_for_formulas(data).worksheets if holds_formulas(archive) else []
    book = opened(data)
    if not book.sheetnames:
        raise SourceError(line_of(CauseCode.NO_SHEETS))
    looks = Looks(book)
    looks.rank(cell for sheet in book.worksheets for cell in cells_of(sheet) if cell.value is not None)
    formulas = {sheet.title: second for sheet, second in zip(book.worksheets, seconds, strict=False)}
    seen = [book[name] for name in book.sheetnames if book[name].sheet_state == "visible"]
    notices = [*_hidden_sheets(book, file), *_sheets_beyond(seen, file)]
    room = Room()
    texts = []
    for sheet in seen[:MOST_SHEETS]:
        text, said = _sheet(sheet, formulas.get(sheet.title), looks, room, file)
        texts.append(text)
        notices.extend(said)
    return SourceText("\n\n".join(filter(None, texts)), _pages(texts), tuple(notices))


def _sheet(
    sheet: Worksheet | Chartsheet, formulas: Worksheet | None, looks: Looks, room: Room, file: str
) -> tuple[str, list[Notice]]:
    """Return the text of a sheet, nothing where it has none, and what is to be said of it."""
    name = _name(sheet)
    place = line_of(PlaceCode.SHEET, sheet=name)
    if isinstance(sheet, Chartsheet):
        return "", [Notice(file, place, NoticeCode.LEFT_OUT, line_of(LineCode.CHART))]
    read = read_sheet(sheet, looks, uncached(sheet, formulas) if formulas else frozenset(), room)
    notices = [Notice(file, at, code, message) for at, code, message in _remarks(read, name)]
    blocks = rows_as_blocks(read.rows)
    read.rows.clear()
    if not blocks:
        return "", [*notices, Notice(file, place, NoticeCode.NO_TEXT, line_of(LineCode.NO_TEXT_SHEET))]
    return f"# {name}\n\n{blocks}", notices


def _name(sheet: Worksheet | Chartsheet) -> str:
    return one_cell(plain(sheet.title)) or "-"


def _pages(texts: Sequence[str]) -> tuple[int, ...]:
    """Return where each sheet after the first starts; one without text starts where the next one does."""
    starts = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + 2 if text else 0
    end = max(at - 2, 0)
    return tuple(min(start, end) for start in starts[1:])


def _remarks(read: SheetRead, sheet: str) -> Iterator[tuple[str, NoticeCode, str]]:
    place = line_of(PlaceCode.SHEET, sheet=sheet)
    if read.hidden_rows or read.hidden_columns:
        message = line_of(LineCode.HIDDEN_CELLS, rows=read.hidden_rows, columns=len(read.hidden_columns))
        yield place, NoticeCode.HIDDEN, message
    if read.uncached.count:
        code = LineCode.FORMULA if read.uncached.count == 1 else LineCode.FORMULAS
        yield _cell(sheet, read.uncached), NoticeCode.TABLE, line_of(code, count=read.uncached.count)
    if read.errors.count:
        code = LineCode.ERROR if read.errors.count == 1 else LineCode.ERRORS
        yield _cell(sheet, read.errors), NoticeCode.TABLE, line_of(code, count=read.errors.count)
    if read.full:
        yield place, NoticeCode.LIMIT, line_of(LineCode.TOO_LARGE, read.full)


def _cell(sheet: str, places: Places) -> str:
    return line_of(PlaceCode.CELL, sheet=sheet, cell=places.first)


def _hidden_sheets(book: Workbook, file: str) -> Iterator[Notice]:
    names = [_name(book[name]) for name in book.sheetnames if book[name].sheet_state != "visible"]
    if names:
        more = ", …" if len(names) > _MOST_NAMED else ""
        named = ", ".join(names[:_MOST_NAMED]) + more
        yield Notice(file, "", NoticeCode.HIDDEN, line_of(LineCode.HIDDEN_SHEETS, count=len(names), names=named))


def _sheets_beyond(seen: Sequence[object], file: str) -> Iterator[Notice]:
    if len(seen) > MOST_SHEETS:
        message = line_of(LineCode.MANY_SHEETS, count=len(seen), most=MOST_SHEETS)
        yield Notice(file, "", NoticeCode.LIMIT, message)

"""Lines on what was not taken from a plan, or was noticed in it."""

from typing import Final

from corpus.remarks.grammar import Code, Grammar, Remark
from corpus.remarks.parts import PARTS


class LineCode(Code):
    """What a line says."""

    # Files and rows that were not taken.
    FOLDER = "folder", "not read yet: a folder"
    NO_ENDING = "no_ending", "not read yet: files without ending"
    KIND = "kind", "not read yet: {suffix}"
    HEADER = "header", "the first row must be exactly {header}"
    OTHER_PLAN = "other_plan", "plan_id is {said}, but the plan is {plan_id}"
    NOTHING_SAID = "nothing_said", "value and raw are both empty; a row states a value or a word"
    NOT_CSV = "not_csv", "not CSV ({part}); quote cells that hold commas or quotation marks"
    SAID_AGAIN = "said_again", "says the same cell as line {line}"
    WIDTH = "width", "{count} cells instead of {right}"
    CELL = "cell", "{column} = {value}: {part}"
    CELL_EMPTY = "cell_empty", "{column} = (empty): {part}"
    IDLE = "idle", "removes no value that was found"
    # Cells of tables that were not taken.
    DISPUTED = "disputed", "{text}: for the same year another place says {other}"
    SURPLUS = "surplus", "{text}: a value behind those of all years"
    NO_VALUE = "no_value", "{text}: states no value"
    NO_FIGURE = "no_figure", "「{text}」 states no value"
    NOT_OVER = "not_over", "{text}: an actual value for {year}, a year that was not over"
    MISFIT = "misfit", "a table row with {count} cells under {columns} columns"
    NO_LABEL = "no_label", "values without 予定 or 実績 before them"
    NO_INDICATOR = "no_indicator", "{text} without an indicator"
    NO_NAME = "no_name", "values without an indicator's name before them"
    NO_PROJECT = "no_project", "names no project: a total or a remark"
    # What the readers left out or could not read.
    LEFT_OUT = "left_out", "left out: {parts}"
    FURNITURE = (
        "furniture",
        "{count} lines that are running heads or page numbers; they stay in the text and are not searched",
    )
    HIDDEN = "hidden", "{count} hidden passages ({letters} letters) left out; check why they are hidden"
    NESTED = "nested", "{count} tables or text boxes nested more than {most} deep were not read as such"
    CONVERTED = "converted", "read as {encoding} and converted; save it as UTF-8 to be sure of every letter"
    UNREADABLE_BYTES = (
        "unreadable_bytes",
        "{count} unreadable bytes, the first in this line, shown as {mark}; check the letters",
    )
    NUL_BYTES = "nul_bytes", "{count} NUL bytes left out, the first in this line; check the text around them"
    QUOTATION = (
        "quotation",
        "broken quotation marks in {count} rows, read as they stand; check the cells and save the file again",
    )
    MUCH_QUOTATION = (
        "much_quotation",
        "broken quotation marks in so many rows, read as they stand; check the cells and save the file again",
    )
    WIDE_ROWS = "wide_rows", "{count} rows have more than {most} cells, the rest is left out; check the delimiter"
    CHART = "chart", "a chart without cells, left out"
    NO_TEXT_SHEET = "no_text_sheet", "a sheet without text"
    HIDDEN_CELLS = (
        "hidden_cells",
        "{rows} hidden rows and {columns} hidden columns with text left out; show them in Excel to have them read",
    )
    HIDDEN_SHEETS = "hidden_sheets", "{count} hidden sheets left out ({names}); show them in Excel to have them read"
    MANY_SHEETS = (
        "many_sheets",
        "{count} sheets; those after the {most}th are left out, split the workbook into several",
    )
    FORMULA = "formula", "a cell with a formula but no value; open the file in Excel and save it again"
    FORMULAS = (
        "formulas",
        "{count} cells, this the first, with a formula but no value; open the file in Excel and save it again",
    )
    ERROR = "error", "a cell with an error such as #N/A, left empty; check the formula"
    ERRORS = "errors", "{count} cells, this the first, with an error such as #N/A, left empty; check the formula"
    TOO_LARGE = "too_large", "too large: {part} is left out; split the workbook into several"
    NO_TEXT_PAGE = "no_text_page", "no text layer, as a scan or a blank page has; run OCR where there is text to read"
    UNSEEN = "unseen", "{count} letters left out that a reader of the page cannot see"
    BROKEN_PAGE = "broken_page", "cannot be read: the page is broken; print the file to a new PDF"
    NO_CODE = "no_code", "{count} letters without readable code, shown as {mark} or left out; run OCR"
    VERTICAL = "vertical", "vertical writing, read column by column from the right; check the order"
    MANY_RULES = "many_rules", "too many drawn lines to look for tables; their cells stand as lines of text"
    CROWDED_PAGE = "crowded_page", "more than {most} letters on a page; the rest was left out"
    RADICALS = "radicals", "{count} letters coded as radicals (⼾, ⻑) read as the kanji that they show (戸, 長)"
    CUT_OFF = "cut_off", "the file's end is missing, and pages may be with it"
    # What looks made for an assistant, or misread.
    INSTRUCTION = "instruction", "{part}; kept as text, check where it comes from"
    MORE_INSTRUCTIONS = (
        "more_instructions",
        "{count} more lines that speak to an assistant; check where the file comes from",
    )
    INVISIBLE = "invisible", "{count} invisible letters {part}, the first in this line; check where they come from"
    MISREAD = "misread", "{part}: {text} (「{quote}」); compare with the printed plan"
    MISREAD_OFTEN = "misread_often", "{part}: {text}, {count} times (「{quote}」); compare with the printed plan"
    MORE_MISREAD = "more_misread", "and {count} more kinds of likely misread text"


LINES: Final = Grammar(LineCode, PARTS)


def remark_of(line: str) -> Remark | None:
    """Return the code and figures of a rejection's reason or a notice's message, None for an unknown line."""
    return LINES.read(line)

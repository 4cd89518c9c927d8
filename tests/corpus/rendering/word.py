"""A document as a Word file."""

import io
from collections.abc import Sequence

from docx import Document as WordDocument
from docx.document import Document as OpenDocument

from tests.corpus.rendering.document import Document, Heading, Item, Part
from tests.corpus.rendering.grid import Cell, Table

_LISTS = ("List Bullet", "List Bullet 2", "List Bullet 3")


def to_word(document: Document) -> bytes:
    """Return the document as ``.docx``, with heading and list styles and merged cells."""
    word = WordDocument()
    word.core_properties.title = document.title[:255]
    for part in document.parts:
        _write(word, part)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _write(word: OpenDocument, part: Part) -> None:
    if isinstance(part, Heading):
        word.add_heading(_text(part.text), level=min(part.level, 9))
    elif isinstance(part, Item):
        word.add_paragraph(_text(part.text), style=_LISTS[min(part.depth, len(_LISTS) - 1)])
    elif isinstance(part, Table):
        _table(word, part)
    else:
        word.add_paragraph(_text(part.text))


def _table(word: OpenDocument, part: Table) -> None:
    table = word.add_table(rows=len(part.rows), cols=part.width, style="Table Grid")
    for row, cells in enumerate(part.rows):
        _fill(table.rows[row].cells, cells)
    for row, cells in enumerate(part.rows):
        for column, cell in enumerate(cells):
            if cell.rows > 1:
                table.cell(row, column).merge(table.cell(row + cell.rows - 1, column))
    word.add_paragraph("")


def _fill(places: Sequence[object], cells: Sequence[Cell]) -> None:
    for place, cell in zip(places, cells, strict=True):
        if cell.text:
            place.text = _text(cell.text)  # type: ignore[attr-defined]


def _text(text: str) -> str:
    """Return the text without letters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or letter >= " ")

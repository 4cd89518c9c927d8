"""One page of a PDF, read."""

from dataclasses import dataclass

import pypdfium2

from corpus.readers.pdf.drawing import read_drawing
from corpus.readers.pdf.glyphs import read_letters
from corpus.readers.pdf.items import Item, TextLine, in_reading_order
from corpus.readers.pdf.letters import radicals
from corpus.readers.pdf.lines import find_segments
from corpus.readers.pdf.ruby import without_readings
from corpus.readers.pdf.settings import settings
from corpus.readers.pdf.tables import TableItem, find_tables
from corpus.readers.pdf.upright import Run, upright


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What was read from one page: its items in reading order, and what is to be said of it.

    ``letters`` counts what stands in the text layer, ``radicals`` the letters put right, ``slanted`` those of
    watermarks, ``readings`` those printed small over kanji. ``ruled`` is false where tables were not looked for,
    ``broken`` true where the page cannot be read.
    """

    items: tuple[Item, ...] = ()
    height: float = 0.0
    letters: int = 0
    hidden: int = 0
    damaged: int = 0
    cut: int = 0
    radicals: int = 0
    slanted: int = 0
    readings: int = 0
    vertical: bool = False
    ruled: bool = True
    broken: bool = False


def read_page(page: pypdfium2.PdfPage) -> PdfPage:
    """Return one page, read. Raises what pdfium does for a broken one."""
    drawing = read_drawing(page)
    found = read_letters(page, drawing)
    shown = upright(found.glyphs, drawing)
    letters = sum(not glyph.text.isspace() for glyph in found.glyphs)
    if found.damaged > settings().damage.page_share * letters:
        return PdfPage((), shown.height, letters, found.hidden, found.damaged, found.cut)
    edges = () if shown.vertical or not drawing.complete else shown.edges
    glyphs, readings = without_readings(shown.glyphs)
    tables = find_tables(edges, glyphs, shown.runs)
    items = in_reading_order([*find_segments(tables.glyphs), *tables.tables])
    items.extend(_apart(run) for run in tables.runs)
    put_right = str.maketrans(radicals() | {"\ufffd": settings().damage.placeholder})
    return PdfPage(
        items=tuple(_cleaned(item, put_right) for item in items),
        height=shown.height,
        letters=letters,
        hidden=found.hidden,
        damaged=found.damaged,
        cut=found.cut,
        radicals=sum(glyph.text in radicals() for glyph in found.glyphs),
        slanted=shown.slanted,
        readings=readings,
        vertical=shown.vertical,
        ruled=drawing.complete and tables.complete,
    )


def _apart(run: Run) -> TextLine:
    """Return a run of turned letters as a line of its own."""
    return TextLine(run.text, run.x, run.x, run.y, run.size, bold=False, left=run.x, right=run.x)


def _cleaned(item: Item, put_right: dict[int, str]) -> Item:
    if isinstance(item, TableItem):
        rows = tuple(tuple(cell.translate(put_right) for cell in row) for row in item.rows)
        return TableItem(rows, item.x0, item.x1, item.top, item.bottom)
    text = item.text.translate(put_right)
    return TextLine(text, item.x0, item.x1, item.y, item.size, item.bold, item.left, item.right)

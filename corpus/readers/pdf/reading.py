"""The text of a PDF, put together from its pages."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from corpus.errors import SourceError
from corpus.notice import Notice, NoticeCode
from corpus.readers.pdf.document import PAGE_ERRORS, cut_off, opened
from corpus.readers.pdf.furniture import find_furniture
from corpus.readers.pdf.headings import body_size, find_sizes
from corpus.readers.pdf.items import Item
from corpus.readers.pdf.notices import find_notices
from corpus.readers.pdf.pages import PdfPage, read_page
from corpus.readers.pdf.paragraphs import Part, find_parts
from corpus.readers.source import SourceText
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.refusals import RefusalCode


def read_document(data: bytes, name: str) -> SourceText:
    """Return a PDF's text with its pages; running heads and page numbers are left out.

    Raises SourceError for a file that is broken, needs a password, has no text (a scan) or too many pages.
    """
    with opened(data, name) as document:
        pages = [_page(document, number) for number in range(len(document))]
    furniture = find_furniture(pages, body_size([page.items for page in pages]))
    items = [
        [item for at, item in enumerate(page.items) if (number, at) not in furniture.places]
        for number, page in enumerate(pages)
    ]
    short = Path(name).name
    notices = list(find_notices(pages, furniture, short))
    if cut_off(data):
        notices.append(Notice(short, "", NoticeCode.DAMAGE, line_of(LineCode.CUT_OFF)))
    text, starts = _text(items)
    if not text:
        raise SourceError(line_of(_without_text(pages), file=name))
    return SourceText(text, starts, tuple(notices))


def _page(document: pypdfium2.PdfDocument, number: int) -> PdfPage:
    """Return one page, read and closed again; a broken one without text."""
    try:
        page = document[number]
        try:
            return read_page(page)
        finally:
            page.close()
    except PAGE_ERRORS:
        return PdfPage(broken=True)


def _without_text(pages: Sequence[PdfPage]) -> RefusalCode:
    if all(page.broken for page in pages):
        return RefusalCode.PAGES_BROKEN
    if any(page.damaged for page in pages):
        return RefusalCode.NO_CODE
    if any(page.hidden for page in pages):
        return RefusalCode.UNSEEN
    return RefusalCode.SCAN


def _text(pages: Sequence[Sequence[Item]]) -> tuple[str, tuple[int, ...]]:
    """Return the text of the pages and where each page after the first starts."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for part in _followed(find_parts(pages, find_sizes(pages)), len(pages)):
        joint = "" if not length or not part.text else "\n" if part.joins else "\n\n"
        length += len(joint)
        starts.extend([length] * (part.page - len(starts)))
        pieces.extend((joint, part.text))
        length += len(part.text)
    return "".join(pieces), tuple(starts)


def _followed(parts: Iterator[Part], pages: int) -> Iterator[Part]:
    """Yield the parts, then an empty one for the last page, so that every page has a start."""
    yield from parts
    yield Part("", pages - 1)

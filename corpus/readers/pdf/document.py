"""PDF files: opened, their pages one by one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from corpus.errors import SourceError
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode

# The longest plans have 500 pages; more is a collection, or a page tree made to keep the reader busy.
MAX_PAGES = 3000
# What pdfium, its binding and broken numbers raise for a page that cannot be read.
PAGE_ERRORS = (pypdfium2.PdfiumError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError, OSError)

# pdfium keeps state of its own and may run in one thread only.
PDFIUM = threading.RLock()
_HEAD = 1024  # bytes in which 「%PDF-」 stands, and in whose last ones 「%%EOF」 does


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Yield the document; it is closed afterwards.

    Raises SourceError for what is no PDF, is broken, needs a password, or has no pages or too many.
    """
    if b"%PDF-" not in data[:_HEAD]:
        raise SourceError(line_of(RefusalCode.NO_PDF, file=name))
    with PDFIUM:
        document = _open(data, name)
        try:
            _check_count(len(document), name)
            yield document
        finally:
            document.close()


def cut_off(data: bytes) -> bool:
    """Return whether a file lacks its end mark: pages may be missing."""
    return b"%%EOF" not in data[-_HEAD:]


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except PAGE_ERRORS as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise SourceError(line_of(RefusalCode.PDF_PASSWORD, file=name)) from error
        if getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
            raise SourceError(line_of(RefusalCode.PDF_LOCKED, file=name)) from error
        raise SourceError(line_of(RefusalCode.PDF_BROKEN, file=name)) from error


def _check_count(pages: int, name: str) -> None:
    if pages < 1:
        raise SourceError(line_of(RefusalCode.NO_PAGES, file=name))
    if pages > MAX_PAGES:
        raise SourceError(line_of(RefusalCode.MANY_PAGES, file=name, count=pages, most=MAX_PAGES))

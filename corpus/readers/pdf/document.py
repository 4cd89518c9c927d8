"""PDF files: opened, their pages one by one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from corpus.errors import SourceError

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
        raise SourceError(f"{name}: not a PDF file (it does not begin with %PDF-); save it as PDF or remove it")
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
            raise SourceError(f"{name}: needs a password; save the PDF without password") from error
        if getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
            raise SourceError(f"{name}: encrypted in an unknown way; save the PDF without encryption") from error
        raise SourceError(f"{name}: a broken or cut off PDF; get the file again or print it to a new PDF") from error


def _check_count(pages: int, name: str) -> None:
    if pages < 1:
        raise SourceError(f"{name}: a PDF without pages; get the file again")
    if pages > MAX_PAGES:
        raise SourceError(f"{name}: {pages} pages, more than {MAX_PAGES}; split it into several files")

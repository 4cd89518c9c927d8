"""PDF files: their text layer as plain text with headings, paragraphs and tables."""

from corpus.readers.source import SourceText


def read_pdf(data: bytes, name: str) -> SourceText:
    """Return a ``.pdf`` file's text with its pages; running heads and page numbers are left out.

    Raises SourceError for a file that is broken, needs a password, has no text (a scan) or too many pages.
    """
    from corpus.readers.pdf.reading import read_document  # noqa: PLC0415 (its libraries take 0.3 s, for PDF only)

    return read_document(data, name)

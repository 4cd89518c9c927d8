"""Which reader reads which kind of file."""

from corpus.readers.delimited import read_delimited
from corpus.readers.markdown import read_markdown
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.plain import read_plain
from corpus.readers.source import Reader
from corpus.readers.webpage.reader import read_webpage
from corpus.readers.word.reader import read_word
from corpus.readers.workbook.reader import read_workbook

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".docx": read_word,
    ".pdf": read_pdf,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
}


def reader_for(suffix: str) -> Reader | None:
    """Return the reader for files that end with ``suffix`` (「.md」), or None where there is none yet."""
    return READERS.get(suffix.lower())

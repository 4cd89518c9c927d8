"""Which reader reads which kind of file."""

from corpus.readers.markdown import read_markdown
from corpus.readers.plain import read_plain
from corpus.readers.source import Reader

READERS: dict[str, Reader] = {".txt": read_plain, ".md": read_markdown}


def reader_for(suffix: str) -> Reader | None:
    """Return the reader for files that end with ``suffix`` (「.md」), or None where there is none yet."""
    return READERS.get(suffix.lower())

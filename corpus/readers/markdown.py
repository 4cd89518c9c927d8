"""Markdown: kept as it is; the outline and the display know its marks."""

from corpus.readers.plain import read_unpaged
from corpus.readers.source import SourceText


def read_markdown(data: bytes, name: str) -> SourceText:
    """Return a ``.md`` file's text; it has no pages."""
    return read_unpaged(data, name)

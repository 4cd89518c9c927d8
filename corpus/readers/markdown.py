"""Markdown: kept as it is; the outline and the display know its marks."""

from corpus.readers.source import SourceText, decode


def read_markdown(data: bytes, name: str) -> SourceText:
    """Return a ``.md`` file's text; it has no pages."""
    return SourceText(decode(data, name).replace("\f", "\n"))

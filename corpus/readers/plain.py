"""Plain text: a form feed starts a new page."""

from corpus.readers.encoding import read_text
from corpus.readers.source import SourceText


def read_plain(data: bytes, name: str) -> SourceText:
    r"""Return a ``.txt`` file's text; each ``\f`` becomes a line end, so offsets stay, and starts a page."""
    decoded = read_text(data, name)
    if "\f" not in decoded.text:
        return SourceText(decoded.text, None, decoded.notices)
    pages = tuple(at + 1 for at, character in enumerate(decoded.text) if character == "\f")
    return SourceText(decoded.text.replace("\f", "\n"), pages, decoded.notices)


def read_unpaged(data: bytes, name: str) -> SourceText:
    """Return the text of a file that has no pages, as Markdown and tables of text have none."""
    decoded = read_text(data, name)
    return SourceText(decoded.text.replace("\f", "\n"), None, decoded.notices)

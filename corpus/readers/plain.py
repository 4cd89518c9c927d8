"""Plain text: a form feed starts a new page."""

from corpus.readers.source import SourceText, decode


def read_plain(data: bytes, name: str) -> SourceText:
    r"""Return a ``.txt`` file's text; each ``\f`` becomes a line end, so offsets stay, and starts a page."""
    text = decode(data, name)
    if "\f" not in text:
        return SourceText(text)
    pages = tuple(at + 1 for at, character in enumerate(text) if character == "\f")
    return SourceText(text.replace("\f", "\n"), pages)

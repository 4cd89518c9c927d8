"""What a reader returns, and the limits that hold for every file."""

from dataclasses import dataclass
from typing import Protocol

from corpus.errors import SourceError
from corpus.notice import Notice
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode

# A plan of a thousand pages is some 5 MB of text; what is larger was put there by mistake.
MAX_FILE_BYTES = 64 * 1024 * 1024
# 50 MB of lines of a dozen letters; memory and time are bounded by it.
MAX_LINES = 1_500_000
_LINE_ENDS = ("\r", "\v", "\x85", "\u2028", "\u2029")


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""The text of one file, with ``\n`` line ends and no ``\f``.

    ``pages`` holds where each page (of a workbook: each sheet) after the first starts, in order; None where the file
    has no pages. ``notices`` say what was left out or looked odd; their ``file`` is the file's name without folders.
    ``authored``: the depths of its headings are the author's own (styles of a document), not guessed from print.
    """

    text: str
    pages: tuple[int, ...] | None = None
    notices: tuple[Notice, ...] = ()
    authored: bool = False


class Reader(Protocol):
    """Turns the bytes of a file into its text."""

    def __call__(self, data: bytes, name: str) -> SourceText:
        """Return the text of the file ``name``. Raises SourceError where it cannot be read."""


def decode(data: bytes, name: str) -> str:
    r"""Return UTF-8 bytes as text with ``\n`` line ends, without a byte order mark.

    For files that must be UTF-8; those of a plan's text are read by ``corpus.readers.encoding``. Raises SourceError
    for a binary file and for other encodings.
    """
    if b"\x00" in data:
        raise SourceError(line_of(RefusalCode.NUL, file=name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(line_of(RefusalCode.NO_UTF8_AT, file=name, line=line)) from error
    return with_line_ends(text)


def with_line_ends(text: str) -> str:
    r"""Return ``text`` with each line end of any system as ``\n``; form feeds are kept.

    Word ends lines with a vertical tab, and text from the web with U+2028 and U+2029.
    """
    text = text.replace("\r\n", "\n")
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    return text

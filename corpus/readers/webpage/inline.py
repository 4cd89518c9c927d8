"""Inline text of web pages: the words between two block elements."""

import re

from corpus.layout.continuation import LETTER
from corpus.readers.notation import superscript

BREAK = "\x00"  # stands for <br>: no page holds it, since NUL is taken out before
_SPACE = re.compile("[ \t\r\n\f\v\u00a0\u0085\u2028\u2029\x1c-\x1f]+")
_AROUND_BREAK = re.compile(" *\x00 *")
_BREAKS = re.compile(r"\n(?:[ \u3000]*\n){2,}")
_JAPANESE = re.compile(rf"[{LETTER}、。，．「」『』（）【】〜～：；！？・]")


class Inline:
    """The inline text that was read since the last block element."""

    __slots__ = ("_pictures", "_pieces", "_raised")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._pictures: list[str] = []
        self._raised = -1  # where the outermost open <sup> starts

    def add(self, text: str) -> None:
        """Take up text."""
        self._pieces.append(text)

    def add_picture(self, alt: str) -> None:
        """Take up a picture by the text that stands for it."""
        if alt.strip():
            self._pictures.append(alt)

    def open_raised(self) -> bool:
        """Return whether what follows is raised from here on; not where it is already."""
        if self._raised >= 0:
            return False
        self._raised = len(self._pieces)
        return True

    def close_raised(self) -> None:
        """Take what was raised as a footnote mark, a power or text."""
        start = min(self._raised, len(self._pieces))
        raised = "".join(self._pieces[start:])
        before = self._pieces[start - 1] if start else ""
        self._pieces[start:] = [superscript(before, raised)]
        self._raised = -1

    def take(self) -> str:
        r"""Return the text with ``\n`` for each line end that shows, and start anew."""
        if not self._pieces:
            return ""
        text = shown("".join(self._pieces))
        self._pieces.clear()
        return text

    def take_pictures(self) -> str:
        """Return the texts that stand for the pictures since the last call."""
        if not self._pictures:
            return ""
        text = shown(" ".join(self._pictures))
        self._pictures.clear()
        return text


def shown(text: str) -> str:
    r"""Return text as a browser shows it: white space collapsed, ``\n`` for <br>, none within Japanese words."""
    text = _SPACE.sub(_collapsed, text.strip())
    if BREAK in text:
        text = _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text))
    return text.strip()


def _collapsed(match: re.Match[str]) -> str:
    """Return a blank, or nothing where the line of the source was broken in a Japanese text."""
    if "\n" not in match[0]:
        return " "
    text, start, end = match.string, match.start(), match.end()
    return "" if _JAPANESE.match(text[start - 1]) and _JAPANESE.match(text[end]) else " "

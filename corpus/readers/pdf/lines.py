"""Segments: letters of one line that stand together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.glyphs import Glyph
from corpus.readers.pdf.settings import LineRules, settings

# A number before its title: 1, (2), 3-1, 第1章, ①.
_NUMBER = re.compile(
    r"[(（]?[0-9０-９]{1,2}(?:[-－.．][0-9０-９a-z]{1,2})*[)）.．]?|第[0-9０-９一二三四五六七八九十]+[編部章節項]|[①-⑳]"
)
_LONGEST_NUMBER = 16  # letters and the blanks between them
_ASCENT = 0.88  # of the size, above the base line


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line without wide gaps: from ``x0`` to ``x1`` on the base line ``y``, heights counted downwards."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """Return the height of its upper side."""
        return self.y - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Return the height of its lower side."""
        return self.top + self.size

    @property
    def width(self) -> float:
        """Return its width in points."""
        return self.x1 - self.x0


def find_segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """Return the segments of letters that run from left to right, by height, then from the left."""
    rules = settings().lines
    segments: list[Segment] = []
    for row in _rows(glyphs, rules):
        segments.extend(_segment(part, rules) for part in _parts(sorted(row, key=_left), rules))
    return segments


def joined(left: str, right: str) -> str:
    """Return two pieces of text as one: a blank between Latin words, nothing between Japanese letters."""
    latin = left[-1:].isascii() and left[-1:].isalnum() and right[:1].isascii() and right[:1].isalnum()
    return f"{left} {right}" if latin else left + right


def _left(glyph: Glyph) -> float:
    return glyph.x


def _rows(glyphs: Sequence[Glyph], rules: LineRules) -> Iterator[list[Glyph]]:
    """Yield the letters of each line; raised and lowered figures belong to the line of the letters beside them."""
    row: list[Glyph] = []
    base, size = 0.0, 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if row and glyph.y - base > rules.same_line * max(size, glyph.size):
            yield row
            row, size = [], 0.0
        row.append(glyph)
        if glyph.size > size * 1.05:  # the largest letters say where the line is
            base, size = glyph.y, glyph.size
    if row:
        yield row


def _parts(row: Sequence[Glyph], rules: LineRules) -> Iterator[list[Glyph]]:
    """Yield the letters of a line parted at wide gaps; a letter printed twice to look bold is taken once."""
    part: list[Glyph] = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.text in {" ", "\u3000"}:
            if part:
                part.append(glyph)
            continue
        if last is not None:
            if glyph.text == last.text and abs(glyph.x - last.x) < 0.2 * glyph.size:
                continue
            if glyph.x - last.right > rules.split * max(glyph.size, last.size):
                yield part
                part = []
        part.append(glyph)
        last = glyph
    if last is not None:
        yield part


def _segment(part: Sequence[Glyph], rules: LineRules) -> Segment:
    printed = [glyph for glyph in part if not glyph.text.isspace()]
    size = _usual_size(printed)
    base = next(glyph.y for glyph in printed if glyph.size == size)
    bold = sum(glyph.bold for glyph in printed) * 2 > len(printed)
    return Segment(_text(part, rules), printed[0].x, max(glyph.right for glyph in printed), base, size, bold)


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    """Return the size that most letters have, the larger one of two."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        counts[glyph.size] = counts.get(glyph.size, 0) + 1
    return max(counts, key=lambda size: (counts[size], size))


def _text(part: Sequence[Glyph], rules: LineRules) -> str:
    pieces: list[str] = []
    last: Glyph | None = None
    blank = ""
    for glyph in part:
        if glyph.text.isspace():
            blank = "\u3000" if "\u3000" in blank + glyph.text else " "
            continue
        if last is not None:
            pieces.append(blank or _gap(last, glyph, rules, pieces))
        pieces.append(glyph.text)
        last, blank = glyph, ""
    return "".join(pieces)


def _gap(last: Glyph, glyph: Glyph, rules: LineRules, before: Sequence[str]) -> str:
    """Return the blank that a gap between two letters stands for, if any.

    Beside Japanese letters a narrow gap is none (typesetting spreads 「DX推進」), but behind a number that opens the
    line it is: 「1 策定の趣旨」.
    """
    gap = (glyph.x - last.right) / max(glyph.size, last.size)
    if gap > rules.japanese_space:
        return "\u3000"
    if gap <= rules.latin_space:
        return ""
    latin = last.text.isascii() and glyph.text.isascii()
    return " " if latin or (len(before) <= _LONGEST_NUMBER and _NUMBER.fullmatch("".join(before))) else ""

"""The lines of a plan's text that say something, each with its kind and what stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class LineKind(Enum):
    """What a line looks like on its own."""

    TEXT = "text"
    HASH = "hash"  # a Markdown heading
    ITEM = "item"  # begins with a list mark
    NOTE = "note"  # begins with a footnote mark
    ROW = "row"  # cells parted by tabs or pipes
    CELL = "cell"  # one cell with empty neighbours
    DIGITS = "digits"  # a number and nothing else


class Gap(Enum):
    """What stands between a line and the one before it."""

    NONE = 0
    BLANK = 1  # blank lines, a rule, an image
    FILE = 2  # the end of a file


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: ``text`` is ``plan.text[start:end]``, without the white space around it.

    A row keeps its tabs: leading ones are empty cells. ``indent`` counts the blanks before the text.
    """

    start: int
    end: int
    text: str
    kind: LineKind
    gap: Gap
    indent: int


_RAW = re.compile(r"[^\n\f]+")
_MARKS = "・･·●○■□◆◇◎▪◦➢▶►✓☆★•"
_ITEM = re.compile(rf"[-*+‐][ \t\u3000]+\S|[{_MARKS}]\s*[^\s{_MARKS}]")
_NOTE = re.compile(
    r"(?:[-*+][ \t]+)?※|\\\*|\*\d{1,2}[ \u3000]|<sup>|[(（]?注[\s0-9０-９:：)）]"
    r"|[(（]※\d|\[\^\d{1,3}\]:|[¹²³⁰⁴-⁹]{1,3}\s?\w"
)
_HASH = re.compile(r"#{1,6}[ \t\u3000]+\S")
_SKIPPED = re.compile(r"[-=_*─━—\s]{3,}$|!\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)$|</?[a-z]{1,8}[^<>]{0,200}>$")
_FIRST = frozenset(_MARKS + "-*+‐※\\<(（注#!=_─━—[¹²³⁰⁴⁵⁶⁷⁸⁹")


def scan(text: str, start: int, end: int) -> Iterator[Line]:
    """Yield the lines of ``text[start:end]`` that say something, in order: blank lines, rules and images only part."""
    previous, gap = start, Gap.NONE
    for match in _RAW.finditer(text, start, end):
        raw = match[0]
        gap = _wider(gap, text, previous, match.start())
        previous = match.end()
        stripped = raw.strip()
        if not stripped or (stripped[0] in _FIRST and _SKIPPED.match(stripped)):
            gap = Gap.BLANK if gap is Gap.NONE else gap
            continue
        yield _line(match.start(), raw, stripped, gap)
        gap = Gap.NONE


def _wider(gap: Gap, text: str, start: int, end: int) -> Gap:
    if text.find("\f", start, end) >= 0:
        return Gap.FILE
    return Gap.BLANK if gap is Gap.NONE and end - start > 1 else gap


def _line(at: int, raw: str, stripped: str, gap: Gap) -> Line:
    if "\t" in raw or stripped[0] == "|":
        kept = raw.strip(" \u3000\r")
        lead = len(raw) - len(raw.lstrip(" \u3000\r"))
        kind = LineKind.ROW if stripped[0] == "|" or "\t" in stripped else LineKind.CELL
        return Line(at + lead, at + lead + len(kept), kept, kind, gap, lead)
    indent = len(raw) - len(raw.lstrip())
    return Line(at + indent, at + indent + len(stripped), stripped, _kind(stripped), gap, indent)


def _kind(stripped: str) -> LineKind:
    first = stripped[0]
    if first in _FIRST:
        for pattern, kind in ((_HASH, LineKind.HASH), (_NOTE, LineKind.NOTE), (_ITEM, LineKind.ITEM)):
            if pattern.match(stripped):
                return kind
    if first.isdecimal() and len(stripped) <= 4 and stripped.isdecimal():  # noqa: PLR2004 - up to a year
        return LineKind.DIGITS
    return LineKind.TEXT

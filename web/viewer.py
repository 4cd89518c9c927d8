"""A plan's text laid out for the source viewer: sections with anchors, and the cited span marked.

What stands on the page, joined, is the plan's text as it is: nothing is cleaned, moved or left out.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Self

from corpus.plan import Section

_HEADING_SEARCH: Final = 2_000
_HASHES: Final = re.compile(r"^[\s#]*")
_DEEPEST: Final = 6
NO_PAGES: Final[Mapping[int, int]] = MappingProxyType({})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of source text; ``quiet`` text (blank lines, heading marks) is there but takes no room.

    ``page`` is the number of the source's page that begins with it, None where none does.
    """

    text: str
    anchors: tuple[str, ...]
    marked: bool
    quiet: bool
    page: int | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as shown: its heading in the source's words, or ``title`` where the words are not found there."""

    number: int
    tag: str
    title: str
    heading: tuple[Piece, ...]
    body: tuple[Piece, ...]

    @property
    def blank(self) -> bool:
        """Return whether nothing of it takes room."""
        return not self.title and all(piece.quiet for piece in (*self.heading, *self.body))


@dataclass(frozen=True, slots=True)
class Layout:
    """What of a text is to be shown and marked.

    ``anchors`` are element ids and ``pages`` numbers of pages by the offset where they begin, ``places`` the offsets
    of both, sorted.
    """

    text: str
    window: Span
    marked: Span
    anchors: Mapping[int, tuple[str, ...]]
    pages: Mapping[int, int]
    places: tuple[int, ...]

    @classmethod
    def of(
        cls,
        text: str,
        window: Span,
        marked: Span,
        anchors: Mapping[int, tuple[str, ...]],
        pages: Mapping[int, int] = NO_PAGES,
    ) -> Self:
        """Return the layout of a text."""
        return cls(text, window, marked, anchors, pages, tuple(sorted({*anchors, *pages})))

    def sections(self, sections: tuple[Section, ...]) -> tuple[SectionView, ...]:
        """Return the sections that reach into the window, each up to the next."""
        ends = (*(section.start for section in sections[1:]), len(self.text))
        return tuple(
            self._section(section, begin, end)
            for section, begin, end in zip(sections, section_starts(sections), ends, strict=True)
            if max(begin, self.window[0]) < min(end, self.window[1])
        )

    def _section(self, section: Section, begin: int, end: int) -> SectionView:
        start, stop = max(begin, self.window[0]), min(end, self.window[1])
        body = heading_end(self.text, section.title, start, stop) if start == begin else start
        return SectionView(
            number=section.number,
            tag=f"h{min(max(section.level, 1) + 1, _DEEPEST)}",
            title="" if body > start else section.title,
            heading=self._pieces(start, body, _words(self.text, start, body, _HASHES)),
            body=self._pieces(body, stop, _words(self.text, body, stop)),
        )

    def _pieces(self, start: int, end: int, words: Span) -> tuple[Piece, ...]:
        anchored = self.places[bisect_right(self.places, start) : bisect_left(self.places, end)]
        cuts = (cut for cut in (*anchored, *self.marked, *words) if start < cut < end)
        edges = sorted({start, end, *cuts})
        return tuple(self._piece(a, b, words) for a, b in pairwise(edges))

    def _piece(self, start: int, end: int, words: Span) -> Piece:
        return Piece(
            text=self.text[start:end],
            anchors=self.anchors.get(start, ()),
            marked=self.marked[0] <= start < self.marked[1],
            quiet=end <= words[0] or start >= words[1],
            page=self.pages.get(start),
        )


def section_starts(sections: tuple[Section, ...]) -> tuple[int, ...]:
    """Return where each section begins; the first takes what stands before it, so that nothing is left out."""
    return (0, *(section.start for section in sections[1:]))


def heading_end(text: str, title: str, start: int, end: int) -> int:
    """Return the offset after the lines that are the heading ``title``, or ``start`` where they say something else."""
    wanted, seen, position = _squeezed(title), "", start
    for line in text[start : min(end, start + _HEADING_SEARCH)].splitlines(keepends=True):
        position += len(line)
        seen += _squeezed(line)
        if seen == wanted or not wanted.startswith(seen):
            break
    return position if wanted and seen == wanted else start


def page_starts(starts: tuple[int, ...], text: str, limit: int) -> tuple[int, ...]:
    """Return where each page of at most ``limit`` characters begins: at a section, else at a line, else anywhere."""
    pages, last = [0], 0
    for boundary in (*starts, len(text)):
        while boundary - pages[-1] > limit:
            pages.append(last if last > pages[-1] else _line_cut(text, pages[-1], limit))
        last = boundary
    return tuple(pages)


def _line_cut(text: str, start: int, limit: int) -> int:
    cut = text.rfind("\n", start, start + limit) + 1
    return cut if cut > start else start + limit


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).replace("#", "").split())


def _words(text: str, start: int, end: int, skipped: re.Pattern[str] | None = None) -> Span:
    """Return the span inside start and end without blank lines around it, and without the marks ``skipped``."""
    part = text[start:end]
    if skipped is not None:
        lead = len(part) - len(skipped.sub("", part))
    else:
        lead = part.rfind("\n", 0, len(part) - len(part.lstrip())) + 1
    return start + lead, start + max(lead, len(part.rstrip()))

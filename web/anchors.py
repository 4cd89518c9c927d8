"""Where the chunks of a plan and the pages of its source begin, so that an address can point there."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from corpus.access import Access
from corpus.plan import Chunk, Section
from index.reader import IndexReader

_MOST_CHUNKS: Final = 1_000_000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where what is pointed at begins, by offset: ids of chunks (``#<chunk_id>``), numbers of pages (``#page-12``)."""

    chunks: dict[int, tuple[str, ...]]
    pages: dict[int, int]


@dataclass(frozen=True, slots=True)
class Anchors:
    """Looks up the chunks of one plan by their number in a section."""

    index: IndexReader
    plan_id: str
    access: Access

    def within(self, sections: tuple[Section, ...], window: Span, marked: Span) -> Places:
        """Return where the chunks that begin inside the window are anchored, and the pages they stand on.

        The chunk that holds the beginning of the marked span is anchored there: who follows a citation
        arrives at the words, not above them. A page is marked at the first chunk that begins on it, which is
        as near as the index knows; so it has no mark where no chunk begins on it.
        """
        chunks = tuple(chunk for section in sections for chunk in self._chunks(section, window))
        found: dict[int, tuple[str, ...]] = {}
        for chunk in chunks:
            place = marked[0] if chunk.start <= marked[0] < min(chunk.end, marked[1]) else chunk.start
            found[place] = (*found.get(place, ()), chunk.id)
        return Places(found, _page_places(chunks))

    def _chunks(self, section: Section, window: Span) -> Iterator[Chunk]:
        for number in count(self._first(section, window[0])):
            chunk = self._chunk(section, number)
            if chunk is None or chunk.start >= window[1]:
                return
            if chunk.start >= window[0]:
                yield chunk

    def _first(self, section: Section, start: int) -> int:
        """Return the number of the first chunk that reaches past ``start``; numbers run from 1."""
        if section.start >= start:
            return 1
        return bisect_left(range(_MOST_CHUNKS), True, lo=1, key=lambda n: self._reaches(section, n, start))  # noqa: FBT003

    def _reaches(self, section: Section, number: int, start: int) -> bool:
        chunk = self._chunk(section, number)
        return chunk is None or chunk.end > start

    def _chunk(self, section: Section, number: int) -> Chunk | None:
        return self.index.chunk(f"{self.plan_id}.{section.number}.{number}", access=self.access)


def _page_places(chunks: Iterable[Chunk]) -> dict[int, int]:
    """Return the number of each page by where its first chunk begins; each once, whatever the order of chunks."""
    first: dict[int, int] = {}
    for chunk in chunks:
        if chunk.page is not None:
            first[chunk.page] = min(chunk.start, first.get(chunk.page, chunk.start))
    return {start: page for page, start in first.items()}

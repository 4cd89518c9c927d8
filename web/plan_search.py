"""Search inside one plan: every place where the words stand, else the passages nearest in meaning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.access import Access
from corpus.japanese.width import normalise
from index.reader import IndexReader
from web import limits

_BEFORE = 30
_AFTER = 60
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"(?m)^#{1,6}(?=\s)|^\|?(?:\s*:?-{3,}:?\s*\|)+\s*$")  # Markdown's, not the plan's


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a plan: the words found with some around them, and the address that marks them."""

    heading: str
    before: str
    words: str
    after: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """The places where the words stand, at most ``FOUND_PLACES`` of ``count``; ``near`` where they stand nowhere."""

    count: int = 0
    places: tuple[Place, ...] = ()
    near: tuple[Place, ...] = ()


def search_in(index: IndexReader, plan_id: str, words: str, *, access: Access) -> Found:
    """Return where words stand in a plan, widths and letter case aside; nothing where no words are given."""
    if not words:
        return Found()
    text = index.text(plan_id, access=access) or ""
    spans = list(_spans(text, words))
    if not spans:
        return Found(near=tuple(_near(index, plan_id, words, text, access)))
    places = (_place(index, plan_id, text, span, access) for span in spans[: limits.FOUND_PLACES])
    return Found(len(spans), tuple(places))


def _spans(text: str, words: str) -> Iterator[tuple[int, int]]:
    folded = normalise(text)
    wanted = r"\s*".join(re.escape(part) for part in normalise(words).text.split())
    for match in re.finditer(wanted, folded.text, re.IGNORECASE):
        yield folded.source(match.start(), match.end())


def _near(index: IndexReader, plan_id: str, words: str, text: str, access: Access) -> Iterator[Place]:
    for hit in islice(index.search(words, access=access, plan_ids=[plan_id]), limits.NEAR_PLACES):
        yield _place(index, plan_id, text, (hit.best.start, hit.best.end), access)


def _place(index: IndexReader, plan_id: str, text: str, span: tuple[int, int], access: Access) -> Place:
    start, end = span
    chunk = index.chunk_at(plan_id, start, access=access)
    anchor = chunk.id if chunk else "cited"
    heading = chunk.heading[-1] if chunk and chunk.heading else ""
    url = f"/sources/{plan_id}?start={start}&end={end}#{anchor}"
    return Place(heading, _before(text, start), _line(text[start:end]), _after(text, end), url)


def _before(text: str, start: int) -> str:
    first = max(0, start - _BEFORE)
    return ("…" if first else "") + _line(text[first:start])


def _after(text: str, end: int) -> str:
    return _line(text[end : end + _AFTER]) + ("…" if end + _AFTER < len(text) else "")


def _line(text: str) -> str:
    return _BLANKS.sub(" ", _MARKS.sub("", text))

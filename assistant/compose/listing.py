"""A list: counted, with all its items in order; from list items, or from the headings under a heading."""

import re
from collections.abc import Sequence

from assistant.compose.choosing import best_cosine
from assistant.compose.framing import Framing, Placed
from assistant.compose.settings import compose_settings
from assistant.turn import Draft, Turn
from corpus.japanese.width import fold
from corpus.plan import Chunk, ChunkKind, Section, SentenceKind
from index.hits import Hit
from index.reader import IndexReader

_ASKED = re.compile(r"([0-9]+|[一二三四五六七八九十]|十[一二])(?:つ|個|点|項目|本|件|柱|種類)の?")
_KANJI = {letter: number for number, letter in enumerate("一二三四五六七八九十", 1)}


def listed(turn: Turn, framing: Framing) -> tuple[Draft, ...] | None:
    """Return a counted list with all its items, None where no hit holds the one asked for.

    Where the question says how many, only a list of so many; otherwise one that is as near as anything found.
    """
    asked = _asked_number(turn.question.text)
    hits = turn.hits[: compose_settings().hits]
    for hit in hits:
        found = _items(turn, hit, framing.index)
        if _fits(found, hit, hits, asked):
            return _drafts(found, framing)
    return _of_headings(turn, hits[0], asked, framing) if hits and asked else None


def _asked_number(question: str) -> int | None:
    found = _ASKED.search(fold(question))
    if found is None:
        return None
    return int(found[1]) if found[1].isdecimal() else sum(_KANJI[letter] for letter in found[1])


def _fits(items: Sequence[Placed], hit: Hit, hits: Sequence[Hit], asked: int | None) -> bool:
    settings = compose_settings()
    if len(items) <= 1 or sum(len(one.sentence.text) for one in items) > settings.list_letters:
        return False
    near = best_cosine([hit]) >= settings.list_close * best_cosine(hits)
    return len(items) == asked if asked else near


def _items(turn: Turn, hit: Hit, index: IndexReader) -> list[Placed]:
    if hit.chunk.kind is not ChunkKind.LIST:
        return []
    chunks = _whole_list(turn, hit.chunk, index)
    return [Placed(chunk, s) for chunk in chunks for s in chunk.sentences if s.kind is SentenceKind.ITEM]


def _whole_list(turn: Turn, chunk: Chunk, index: IndexReader) -> list[Chunk]:
    """Return the chunks over which a list was split: neighbours of the same section that are lists, too."""
    siblings = [
        other
        for other in index.chunks(chunk.plan_id, access=turn.question.access)
        if other.section == chunk.section and other.heading == chunk.heading
    ]
    first = last = next(at for at, other in enumerate(siblings) if other.id == chunk.id)
    while first > 0 and _goes_on(siblings[first], siblings[first - 1]):
        first -= 1
    while last + 1 < len(siblings) and _goes_on(siblings[last + 1], siblings[last]):
        last += 1
    return siblings[first : last + 1]


def _goes_on(chunk: Chunk, before: Chunk) -> bool:
    return chunk.kind is before.kind is ChunkKind.LIST and chunk.sentences[0].kind is SentenceKind.ITEM


def _drafts(items: Sequence[Placed], framing: Framing) -> tuple[Draft, ...]:
    chunk, start, end = items[0].chunk, items[0].sentence.start, items[-1].sentence.end
    head = Draft(chunk, start, end, "", framing.listed(chunk, len(items)), count=len(items))
    bullet = framing.frame("item")
    return (head, *(Draft(chunk, start, end, one.sentence.text, bullet, item=True) for one in items))


def _of_headings(turn: Turn, hit: Hit, asked: int, framing: Framing) -> tuple[Draft, ...] | None:
    """Return the headings directly under the first hit's as the list, None where they are not as many as asked for."""
    sections = framing.index.sections(hit.chunk.plan_id, access=turn.question.access)
    below = _below(sections, hit.chunk.section)
    if len(below) != asked or asked == 1:
        return None
    chunk, start, last = hit.chunk, below[0].start, below[-1]
    end = last.start + len((_span(turn, last, framing.index, chunk.plan_id) or last.title).split("\n", 1)[0])
    head = Draft(chunk, start, end, "", framing.listed(chunk, asked), count=asked)
    bullet = framing.frame("item")
    return (head, *(Draft(chunk, start, end, section.title, bullet, item=True) for section in below))


def _span(turn: Turn, section: Section, index: IndexReader, plan_id: str) -> str | None:
    return index.span(plan_id, section.start, section.end, access=turn.question.access)


def _below(sections: Sequence[Section], number: int) -> list[Section]:
    """Return the sections one level under this one, in order."""
    at = next((at for at, section in enumerate(sections) if section.number == number), None)
    if at is None:
        return []
    path = sections[at].heading
    inside = [one for one in sections[at + 1 :] if one.heading[: len(path)] == path and len(one.heading) > len(path)]
    nearest = min((len(one.heading) for one in inside), default=0)
    return [one for one in inside if len(one.heading) == nearest]

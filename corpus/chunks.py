"""Chunks: the passages of a section, packed into the units of retrieval."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.chunk_settings import ChunkSettings
from corpus.footnotes import find_footnotes
from corpus.glossary import is_glossary, with_entries
from corpus.outline.numbering import Numbering, numbering
from corpus.passages import Passage, PassageKind, cut, passages_of, sentences_in
from corpus.plan import Chunk, ChunkKind, Section, Sentence, SentenceKind
from corpus.sections import SectionBody, is_listing

_TABLE = (PassageKind.HEADER, PassageKind.ROW)
_KINDS = {PassageKind.ITEM: ChunkKind.LIST, PassageKind.ENTRY: ChunkKind.GLOSSARY}


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of a plan's text start, in order, with their numbers; empty where the source has none."""

    starts: tuple[int, ...] = ()
    numbers: tuple[int | None, ...] = ()

    def at(self, offset: int) -> int | None:
        """Return the page that ``offset`` is on, counting from 1, or None where the source has no pages."""
        place = bisect_right(self.starts, offset) - 1
        return self.numbers[place] if place >= 0 else None

    def start(self, offset: int) -> int:
        """Return where the page that ``offset`` is on starts, or ``offset`` where the source has no pages."""
        place = bisect_right(self.starts, offset) - 1
        return self.starts[place] if place >= 0 and self.numbers[place] is not None else offset


def chunk_section(
    text: str,
    plan_id: str,
    body: SectionBody,
    *,
    pages: Pages,
    settings: ChunkSettings,
    sections: Sequence[SectionBody] = (),
) -> Iterator[Chunk]:
    """Yield the chunks of a section, in order; their ids count from 1. A table of contents has none.

    A footnote that explains a word of another of the plan's ``sections`` stands under that section's heading.
    """
    section = body.section
    for number, group in enumerate(_groups(text, body, pages, settings, sections), 1):
        end = group[-1].end
        start = _with_eyebrow(body, group[0].start, end, settings) if number == 1 else group[0].start
        yield Chunk(
            id=f"{plan_id}.{section.number}.{number}",
            plan_id=plan_id,
            section=section.number,
            kind=_kind(group, glossary=is_glossary(section)),
            heading=_heading(section, group),
            text=text[start:end],
            start=start,
            end=end,
            page=pages.at(start),
            sentences=tuple(sentence for passage in group for sentence in passage.sentences),
        )


def _groups(
    text: str, body: SectionBody, pages: Pages, settings: ChunkSettings, sections: Sequence[SectionBody]
) -> Iterator[list[Passage]]:
    """Yield the passages of each chunk: those that say something, packed."""
    section, glossary = body.section, is_glossary(body.section)
    if section.contents:
        return
    blocks = [block for block in body.blocks if not is_listing(section, block)]
    notes = find_footnotes(text, blocks, min(section.start, pages.start(body.blocks[0].start))) if blocks else {}
    passages = with_entries(passages_of(text, blocks, glossary=glossary, notes=notes), glossary=glossary)
    if notes:
        passages = [_tied(passage, body, sections) for passage in passages]
    for group in _pack(text, _fitting(text, passages, settings.limit), settings):
        if any(passage.sentences for passage in group):
            yield group


def _with_eyebrow(body: SectionBody, start: int, end: int, settings: ChunkSettings) -> int:
    """Return where the first chunk starts: at the bracketed line over its heading, if there is one and it fits."""
    over = body.eyebrow.start if body.eyebrow else start
    return over if end - over <= settings.limit else start


def _kind(group: Sequence[Passage], *, glossary: bool) -> ChunkKind:
    kinds = {passage.kind for passage in group}
    if not kinds.isdisjoint(_TABLE):
        return ChunkKind.TABLE
    found = next((kind for passage, kind in _KINDS.items() if passage in kinds), ChunkKind.PROSE)
    return ChunkKind.GLOSSARY if glossary and found is ChunkKind.PROSE else found


def _heading(section: Section, group: Sequence[Passage]) -> tuple[str, ...]:
    """Return the section's path, with the column names for the later pieces of a table."""
    if group[0].under:
        return group[0].under
    headed = any(passage.kind is PassageKind.HEADER for passage in group)
    caption = next((passage.caption for passage in group if passage.kind is PassageKind.ROW), "")
    return section.heading if headed or not caption else (*section.heading, caption)


def _tied(passage: Passage, body: SectionBody, sections: Sequence[SectionBody]) -> Passage:
    """Return a footnote with the heading that its word stands under; a word in the section's heading leads it."""
    if passage.bearer is None:
        return passage
    section, bearer = body.section, passage.bearer
    if bearer >= section.start:
        return replace(passage, under=section.heading, bearer=max(bearer, body.blocks[0].start))
    place = bisect_right(sections, bearer, key=lambda other: other.section.start) - 1
    return replace(passage, under=sections[place].section.heading if place >= 0 else section.heading)


def _pack(text: str, passages: Sequence[Passage], settings: ChunkSettings) -> list[list[Passage]]:
    """Return the passages in groups, each a chunk: what belongs together stays together while it fits."""
    groups: list[list[Passage]] = []
    for at, passage in enumerate(passages):
        following = _run_length(passages, at)
        if groups and _joins(text, groups[-1], passage, following, settings):
            groups[-1].append(passage)
            continue
        lead = _taken_lead(text, groups, passage, settings)
        groups.append([*lead, passage])
    return [group for group in groups if group]


def _run_length(passages: Sequence[Passage], at: int) -> int:
    """Return how far the list that starts at passage ``at`` reaches, in characters."""
    end = at
    while end + 1 < len(passages) and passages[end + 1].kind is passages[at].kind is PassageKind.ITEM:
        end += 1
    return passages[end].end - passages[at].start


def _joins(text: str, group: Sequence[Passage], passage: Passage, following: int, settings: ChunkSettings) -> bool:
    last, length = group[-1], passage.end - group[0].start
    if length > settings.limit or _apart(group[0], passage):
        return False
    if passage.kind in _TABLE or last.kind in _TABLE or group[0].kind in _TABLE or group[1 % len(group)].kind in _TABLE:
        same = passage.kind in _TABLE and last.kind in _TABLE and passage.table == last.table
        return same or _is_note(text, passage)
    if PassageKind.ENTRY in (passage.kind, last.kind):
        return passage.kind is last.kind and length <= settings.entries
    if passage.kind is PassageKind.NOTE:
        return True
    if passage.kind is PassageKind.ITEM:
        return last.kind is PassageKind.ITEM or passage.start + following - group[0].start <= settings.limit
    return length <= settings.paragraphs


def _apart(first: Passage, passage: Passage) -> bool:
    """Return whether a footnote and what it does not explain would meet in the chunk that starts with ``first``."""
    if passage.bearer is None:
        return first.bearer is not None
    return passage.bearer < first.start and passage.under != first.under


def _is_note(text: str, passage: Passage) -> bool:
    """Return whether a passage remarks on the table before it: a note, a line in parentheses."""
    return passage.kind is PassageKind.NOTE or (passage.kind is PassageKind.REMARK and text[passage.start] in "(（")


def _taken_lead(text: str, groups: list[list[Passage]], passage: Passage, settings: ChunkSettings) -> list[Passage]:
    """Take from the last group what leads in ``passage`` and return it: a list's last sentence before, a caption.

    An item over a list that starts at 1 leads that list in.
    """
    if not groups or not groups[-1]:
        return []
    last = groups[-1][-1]
    if passage.kind is PassageKind.ITEM and last.kind in {PassageKind.PROSE, PassageKind.REMARK}:
        lead = _last_sentence(last)
    elif (passage.kind in _TABLE and last.kind is PassageKind.REMARK) or _heads(text, last, passage):
        lead = last
    else:
        return []
    if not last.sentences or passage.end - lead.start > settings.limit:
        return []
    groups[-1].pop()
    if lead is not last:
        rest = last.sentences[:-1]
        groups[-1].append(replace(last, end=rest[-1].end, sentences=rest))
    return [lead]


def _heads(text: str, last: Passage, passage: Passage) -> bool:
    """Return whether ``last`` is an item over the first of a numbered list that ``passage`` begins."""
    if not last.kind is passage.kind is PassageKind.ITEM:
        return False
    first, above = _numbering(text, passage), _numbering(text, last)
    return first is not None and first.number == 1 and (above is None or above.style != first.style)


def _numbering(text: str, passage: Passage) -> Numbering | None:
    return numbering(text[passage.start : passage.end].partition("\n")[0].lstrip("-*+‐・ \t\u3000"))


def _last_sentence(passage: Passage) -> Passage:
    if len(passage.sentences) <= 1:
        return passage
    return replace(passage, start=passage.sentences[-1].start, sentences=passage.sentences[-1:])


def _fitting(text: str, passages: Sequence[Passage], limit: int) -> list[Passage]:
    """Return the passages with those longer than ``limit`` cut between sentences, and longer sentences cut too."""
    result: list[Passage] = []
    for passage in passages:
        if passage.end - passage.start <= limit:
            result.append(passage)
        else:
            result.extend(_pieces(text, passage, limit))
    return result


def _pieces(text: str, passage: Passage, limit: int) -> Iterator[Passage]:
    waiting: list[Sentence] = []
    for sentence in _short_sentences(text, passage.sentences, limit):
        if waiting and sentence.end - waiting[0].start > limit:
            yield replace(passage, start=waiting[0].start, end=waiting[-1].end, sentences=tuple(waiting))
            waiting = []
        waiting.append(sentence)
    if waiting:
        yield replace(passage, start=waiting[0].start, end=waiting[-1].end, sentences=tuple(waiting))


def _short_sentences(text: str, sentences: Sequence[Sentence], limit: int) -> Iterator[Sentence]:
    for sentence in sentences:
        if sentence.end - sentence.start <= limit:
            yield sentence
            continue
        start = sentence.start
        while start < sentence.end:
            end = cut(text, start, sentence.end, limit)
            yield from _piece(text, start, end, sentence.kind)
            start = end


def _piece(text: str, start: int, end: int, kind: SentenceKind) -> Iterator[Sentence]:
    found = sentences_in(text, start, end, kind)
    if found:
        said = " ".join(sentence.text for sentence in found)
        yield Sentence(said, found[0].start, found[-1].end, kind)

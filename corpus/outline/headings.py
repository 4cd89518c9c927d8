"""Which blocks are headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.layout.blocks import Block, BlockKind
from corpus.layout.continuation import is_lone_number
from corpus.layout.lines import Gap, LineKind
from corpus.outline.bare import bare_headings
from corpus.outline.heading import Heading, HeadingKind
from corpus.outline.labels import is_bracketed, is_contents, is_entry, is_top, label_of, rules, title_of
from corpus.outline.numbering import Numbering, marks
from corpus.outline.tables import table_headings

_LONGEST = 100  # letters of a title; longer Markdown headings are debris
_SENTENCE = re.compile(r"[。．！？、，]$")
_RUNS_ON = re.compile(r"[、，をにはがとでのもや]$")
_LOOSE = Numbering("loose", 48, 0)  # under chapters and numbers, over (1)


def find_headings(text: str, blocks: Sequence[Block]) -> list[Heading]:
    """Return the headings among ``blocks``, in order. A block is part of one heading at most."""
    firm = {heading.first: heading for heading in _firm(text, blocks)}
    found = firm | {heading.first: heading for heading in bare_headings(text, blocks, firm)}
    for heading in (*table_headings(blocks, firm), *_unnamed_contents(blocks)):
        found.setdefault(heading.first, heading)
    return _with_eyebrows(text, blocks, [found[at] for at in sorted(found)])


def _firm(text: str, blocks: Sequence[Block]) -> Iterator[Heading]:
    """Yield the headings that their own form tells: Markdown marks, numbers, list marks over nested items."""
    listed = False
    at = 0
    while at < len(blocks):
        block = blocks[at]
        heading = None
        if block.kind is BlockKind.HASH:
            heading = _hash(text, block, at)
        elif block.kind is BlockKind.DIGITS:
            heading = _loose(text, blocks, at)
        elif block.kind is BlockKind.NUMBERED:
            listed = _in_list(blocks, at, listed=listed)
            heading = None if listed else _numbered(text, blocks, at)
        elif block.kind is BlockKind.ITEM:
            heading = _marked(text, blocks, at)
        if heading:
            yield heading
        at = heading.body if heading else at + 1


def _hash(text: str, block: Block, at: int) -> Heading | None:
    title = title_of(text, block)
    content = block.lines[0].text.lstrip("#").strip()
    sentence = len(title) > _LONGEST or (len(title) > rules().longest and title.endswith("。"))
    if not title or sentence or content[0] == "※" or rules().statement.fullmatch(title) or is_entry(content):
        return None
    depth = len(block.lines[0].text) - len(block.lines[0].text.lstrip("#"))
    heading = Heading(HeadingKind.HASH, at, at + 1, block.start, title, depth, contents=is_contents(title))
    if block.numbering:
        return replace(heading, kind=HeadingKind.NUMBERED, numbering=block.numbering)
    rank, top = _mark_rank(content), is_top(title)
    if rank and not top:
        return replace(heading, kind=HeadingKind.MARK, rank=rank)
    return replace(heading, top=True) if heading.contents or (depth == 1 and top) else heading


def _mark_rank(content: str) -> int:
    if content[0] in marks().brackets:
        return marks().bracket_rank
    return marks().ranked.get(content[0], 0)


def _loose(text: str, blocks: Sequence[Block], at: int) -> Heading | None:
    """Return the heading whose number 01..09 stands before it on a line of its own."""
    number = blocks[at].lines[0].text
    if not re.fullmatch("[0０][1-9１-９]", number) or at + 1 >= len(blocks):
        return None
    below = blocks[at + 1]
    title = title_of(text, below) if below.kind is BlockKind.HASH else label_of(text, below)
    if not title or below.numbering:
        return None
    depth = len(below.lines[0].text) - len(below.lines[0].text.lstrip("#"))
    counted = replace(_LOOSE, number=int(number))
    return Heading(
        HeadingKind.LOOSE, at, at + 2, blocks[at].start, f"{number} {title}", depth, counted.rank, numbering=counted
    )


def _in_list(blocks: Sequence[Block], at: int, *, listed: bool) -> bool:
    """Return whether a numbered block counts on in a list: its neighbour follows with nothing in between."""
    here = blocks[at].numbering
    before, after = _neighbour(blocks, at - 1), _neighbour(blocks, at + 1)
    if here and after and after.style == here.style and after.number == here.number + 1:
        return True
    return bool(listed and here and before and before.style == here.style and here.number == before.number + 1)


def _neighbour(blocks: Sequence[Block], at: int) -> Numbering | None:
    inside = 0 <= at < len(blocks) and blocks[at].kind is BlockKind.NUMBERED
    return blocks[at].numbering if inside else None


def _numbered(text: str, blocks: Sequence[Block], at: int) -> Heading | None:
    block = blocks[at]
    title = title_of(text, block)
    wrapped = len(block.lines) > (2 if is_lone_number(block.lines[0].text) else 1)
    if wrapped or len(title) > _LONGEST or _SENTENCE.search(title) or is_entry(block.lines[0].text):
        return None
    if rules().sentence_end.search(title) or not _alone(blocks, at):
        return None
    return Heading(HeadingKind.NUMBERED, at, at + 1, block.start, title, numbering=block.numbering)


def _alone(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a block is set off from what stands before it: the line before does not run on into it."""
    if at == 0 or blocks[at].gap is not Gap.NONE:
        return True
    before = blocks[at - 1]
    return before.kind is not BlockKind.PARAGRAPH or not _RUNS_ON.search(before.lines[-1].text)


def _marked(text: str, blocks: Sequence[Block], at: int) -> Heading | None:
    """Return the heading where an item such as 「- ◎財源の確保」 stands over items nested under it."""
    line = blocks[at].lines[0]
    content = line.text.lstrip("-*+‐ \t\u3000")
    if len(blocks[at].lines) > 1 or content[:1] not in marks().heads or at + 1 >= len(blocks):
        return None
    title = title_of(text, blocks[at])
    below = blocks[at + 1]
    nested = below.kind is BlockKind.ITEM and below.lines[0].text.lstrip("-*+‐ \t\u3000")[:1] != content[0]
    under = nested and (below.lines[0].indent > line.indent or line.kind is LineKind.ITEM)
    if not title or len(title) > rules().longest or _SENTENCE.search(title) or not (under or _over_text(blocks, at)):
        return None
    return Heading(HeadingKind.MARK, at, at + 1, blocks[at].start, title, rank=marks().ranked[content[0]])


def _over_text(blocks: Sequence[Block], at: int) -> bool:
    below = blocks[at + 1]
    return below.kind is BlockKind.PARAGRAPH and below.gap is Gap.BLANK and blocks[at].gap is Gap.BLANK


def _unnamed_contents(blocks: Sequence[Block]) -> Iterator[Heading]:
    """Yield a heading for each run of entries of a table of contents that has none."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and blocks[end].kind in _ENTRIES and _lists_pages(blocks[end]):
            end += 1
        if end > at and sum(len(block.lines) for block in blocks[at:end]) >= rules().fewest:
            yield Heading(HeadingKind.BARE, at, at, blocks[at].start, rules().unnamed_contents, contents=True, top=True)
        at = max(end, at + 1)


def _lists_pages(block: Block) -> bool:
    return all(is_entry(line.text) for line in block.lines)


_ENTRIES = {BlockKind.PARAGRAPH, BlockKind.NUMBERED, BlockKind.ITEM}


def _with_eyebrows(text: str, blocks: Sequence[Block], headings: list[Heading]) -> list[Heading]:
    """Return the headings, each with the bracketed line right over it (《…》×《…》) as the start of its section."""
    ends = {heading.body for heading in headings}
    result = []
    for heading in headings:
        over = heading.first - 1
        if (heading.numbering or heading.page) and over >= 0 and _is_eyebrow(text, blocks, over, ends):
            result.append(replace(heading, start=blocks[over].start))
        else:
            result.append(heading)
    return result


def _is_eyebrow(text: str, blocks: Sequence[Block], at: int, ends: set[int]) -> bool:
    block = blocks[at]
    if at + 1 in ends or block.kind is not BlockKind.PARAGRAPH or block.end - block.start > rules().longest_bracketed:
        return False
    title = title_of(text, block)
    return is_bracketed(title) and not rules().statement.fullmatch(title)

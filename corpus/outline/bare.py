"""Bare headings: short lines that stand alone over text, without mark or number."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.layout.blocks import Block, BlockKind
from corpus.layout.continuation import ENDS
from corpus.layout.lines import Gap
from corpus.outline.heading import Heading, HeadingKind
from corpus.outline.labels import is_bracketed, is_contents, is_remark, is_top, key_of, label_of, rules

_CONTENT = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NUMBERED, BlockKind.TABLE}
_LISTS = {BlockKind.ITEM, BlockKind.NUMBERED}


@dataclass(frozen=True, slots=True)
class _Label:
    at: int
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known of the whole plan: its blocks, its firm headings, how often each label comes, and under what."""

    blocks: Sequence[Block]
    firm: Mapping[int, Heading]
    taken: set[int]
    labels: Mapping[int, _Label]
    counts: Counter[str]
    headed: set[str]
    named: set[str]
    pages: set[str]

    def again(self, label: _Label) -> bool:
        """Return whether a label comes so often that it heads parts of the plan."""
        return self.counts[label.key] >= rules().repeated


def bare_headings(text: str, blocks: Sequence[Block], firm: Mapping[int, Heading]) -> Iterator[Heading]:
    """Yield the bare headings, in order; ``firm`` are the other headings by their first block."""
    taken = {at for heading in firm.values() for at in range(heading.first, heading.body)}
    labels = dict(_labels(text, blocks, taken))
    parts = {at for at, label in labels.items() if is_contents(label.title) or is_top(label.title)}
    bodies = {heading.body for heading in firm.values()}
    counts = Counter(label.key for label in labels.values())
    headed = {label.key for at, label in labels.items() if at in bodies}
    named = {key_of(heading.title) for heading in firm.values()}
    pages = _page_labels(labels, firm, blocks) - headed
    plan = _Plan(blocks, firm, taken | parts, labels, counts, headed, named, pages)
    at = 0
    while at < len(blocks):
        if at in taken:
            at += 1
            continue
        if at in parts:
            yield _heading(plan, labels[at], over=False)
            at += 1
            continue
        end = _run_end(plan, at)
        yield from _of_run(plan, at, end)
        at = max(end, at + 1)


def _page_labels(labels: Mapping[int, _Label], firm: Mapping[int, Heading], blocks: Sequence[Block]) -> set[str]:
    """Return the labels that come again and again and head pages rather than stand under other headings.

    They do where headings follow them directly, or where no other heading stands between one and the next of its kind.
    """
    places: dict[str, list[int]] = {}
    for at, label in labels.items():
        places.setdefault(label.key, []).append(at)
    starts = sorted(firm)
    return {
        key for key, found in places.items() if len(found) >= rules().repeated and _heads_pages(found, starts, blocks)
    }


def _heads_pages(places: Sequence[int], starts: Sequence[int], blocks: Sequence[Block]) -> bool:
    over = parted = 0
    for at, following in pairwise(places):
        place = bisect_right(starts, at)
        first = starts[place] if place < len(starts) and starts[place] <= following else None
        parted += first is not None
        over += first is not None and all(_is_junk(block) for block in blocks[at + 1 : first])
    return over * 2 > parted or parted * 2 < len(places)


def _labels(text: str, blocks: Sequence[Block], taken: set[int]) -> Iterator[tuple[int, _Label]]:
    for at, block in enumerate(blocks):
        if at in taken or not _set_off(blocks, at, taken):
            continue
        title = label_of(text, block)
        if title:
            yield at, _Label(at, title, key_of(title))


def _set_off(blocks: Sequence[Block], at: int, taken: set[int]) -> bool:
    """Return whether a block stands alone: blank lines around it, or its bracket or the indent under it sets it off."""
    block, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if is_bracketed(block.lines[0].text):
        return True
    above = at == 0 or block.gap is not Gap.NONE or at - 1 in taken or blocks[at - 1].lines[-1].text[-1] in ENDS
    indented = below is not None and below.lines[0].indent > block.lines[0].indent
    return above and (below is None or below.gap is not Gap.NONE or below.kind is not BlockKind.PARAGRAPH or indented)


def _run_end(plan: _Plan, at: int) -> int:
    """Return where the run of labels and other short lines that starts at ``at`` ends."""
    end = at
    while end < len(plan.blocks) and end not in plan.taken and (end in plan.labels or _is_junk(plan.blocks[end])):
        end += 1
    return end


def _is_junk(block: Block) -> bool:
    return block.kind is BlockKind.DIGITS or is_remark(block)


def _of_run(plan: _Plan, start: int, end: int) -> Iterator[Heading]:
    """Yield the headings of a run of short lines ``start`` to ``end``.

    A label alone over text is a heading; over a list it is the list's lead-in. Of several, the first stands over the
    rest and the last over the text; what is between is content: 「基本理念」, a slogan, text. Numbers between them are
    the remains of a table, of which nothing is known.
    """
    inside = range(max(0, start - 1), end)
    scrambled = any(plan.blocks[at].kind is BlockKind.DIGITS and at not in plan.taken for at in inside)
    content = end < len(plan.blocks) and end not in plan.taken and plan.blocks[end].kind in _CONTENT
    for at in range(start, end):
        label = plan.labels.get(at)
        if label and (plan.again(label) or not scrambled) and _is_heading(plan, label, start, end, content=content):
            over = end - start > 1 and at < end - 1
            yield _heading(plan, label, over=over or not content or label.key in plan.named)


def _is_heading(plan: _Plan, label: _Label, start: int, end: int, *, content: bool) -> bool:
    single, first, last = end - start == 1, label.at == start, label.at == end - 1
    again, named = plan.again(label), label.key in plan.named
    if not content:
        return again or (single and _over_first(plan, end) and not is_bracketed(label.title))
    if (first and not single) or again:
        return True
    if last and plan.blocks[end].kind in _LISTS:
        return False
    return named or (last and not is_bracketed(label.title))


def _over_first(plan: _Plan, below: int) -> bool:
    """Return whether a label stands over the first of numbered headings in a plan without Markdown headings."""
    following = plan.firm.get(below)
    plain = not any(heading.depth for heading in plan.firm.values())
    return bool(plain and following and following.numbering and following.numbering.number == 1)


def _heading(plan: _Plan, label: _Label, *, over: bool) -> Heading:
    contents, again = is_contents(label.title), plan.again(label)
    return Heading(
        HeadingKind.BARE,
        label.at,
        label.at + 1,
        plan.blocks[label.at].start,
        label.title,
        contents=contents,
        top=contents or is_top(label.title),
        over=over,
        page=again and label.key in plan.pages,
        bound=again and label.key in plan.headed,
    )

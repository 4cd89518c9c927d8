"""The section tree of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.layout.blocks import Block, BlockKind
from corpus.layout.lone_numbers import with_lone_numbers
from corpus.outline.heading import Heading
from corpus.outline.headings import find_headings
from corpus.outline.labels import is_contents, is_entry
from corpus.outline.tree import Placed, nest
from corpus.plan import Section


@dataclass(frozen=True, slots=True)
class SectionBody:
    """A section and the blocks under its heading, in order; ``eyebrow`` is a bracketed line right over the heading."""

    section: Section
    blocks: tuple[Block, ...]
    eyebrow: Block | None = None


def find_sections(
    text: str, blocks: Sequence[Block], *, title: str, end: int, authored: Sequence[tuple[int, int]] = ()
) -> list[SectionBody]:
    """Return the sections of a plan, in order, from section 0 before the first heading to ``end``.

    ``title`` is the plan's title, which heads nothing when it is printed over the text. Each block is in one section.
    ``authored`` are the spans of files whose headings' depths are the author's own.
    """
    blocks = list(with_lone_numbers(blocks))
    placed = nest([_told(heading, authored) for heading in find_headings(text, blocks)], title)
    starts = [item.heading.start for item in placed]
    first = starts[0] if starts else end
    before = placed[0].heading.first if placed else len(blocks)
    bodies = [SectionBody(Section(0, 0, "", (), 0, first), _visible(blocks, 0, before, first))]
    for number, item in enumerate(placed, 1):
        following = placed[number].heading.first if number < len(placed) else len(blocks)
        stop = starts[number] if number < len(placed) else end
        bodies.append(_body(blocks, number, item, following, stop))
    return bodies


def _told(heading: Heading, authored: Sequence[tuple[int, int]]) -> Heading:
    """Return the heading with the mark that its depth is the author's own, where it stands in such a file."""
    own = heading.depth > 0 and any(start <= heading.start < end for start, end in authored)
    return replace(heading, authored=True) if own else heading


def _body(blocks: Sequence[Block], number: int, item: Placed, following: int, stop: int) -> SectionBody:
    heading = item.heading
    inside = _visible(blocks, heading.body, following, stop)
    contents = heading.contents and not any(map(_says_something, inside))
    section = Section(number, len(item.path), item.path[-1], item.path, heading.start, stop, contents)
    over = blocks[heading.first - 1] if heading.first and heading.start < blocks[heading.first].start else None
    return SectionBody(section, inside, over)


def _visible(blocks: Sequence[Block], first: int, last: int, stop: int) -> tuple[Block, ...]:
    """Return the blocks ``first`` to ``last`` without one that opens the next section before its heading."""
    return tuple(block for block in blocks[first:last] if block.start < stop) if first < last else ()


def _says_something(block: Block) -> bool:
    entry = block.kind is BlockKind.TABLE or is_entry(block.lines[0].text)
    return not entry and any("。" in line.text for line in block.lines)


def is_listing(section: Section, block: Block) -> bool:
    """Return whether a block lists pages under a heading such as 目次, which is shown but not searched."""
    if not is_contents(section.title):
        return False
    entries = sum(1 for line in block.lines if is_entry(line.text))
    return 2 * entries >= len(block.lines)

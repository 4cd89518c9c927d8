"""Items whose number stands on a line of its own: 1 over 「窓口の予約」."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.layout.blocks import Block, BlockKind
from corpus.layout.lines import Gap
from corpus.outline.numbering import numbering

# One number alone may be a page's.
_FEWEST = 2


def with_lone_numbers(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with each bare number put to its paragraph, where they take turns and count on from 1.

    Page numbers do not: several paragraphs stand between two of them, and few plans print their cover as page 1.
    """
    run: list[Block] = []
    for block in blocks:
        if _goes_on(run, block):
            run.append(block)
            continue
        if run:
            yield from _items(run)
        run = [block] if _number(block) == 1 else []
        if not run:
            yield block
    yield from _items(run)


def _number(block: Block) -> int:
    if block.kind is not BlockKind.DIGITS or block.lines[0].text[0] in "0０":
        return 0
    return int(block.lines[0].text)


def _goes_on(run: Sequence[Block], block: Block) -> bool:
    if not run or block.gap is Gap.FILE:
        return False
    if run[-1].kind is BlockKind.DIGITS:
        return block.kind is BlockKind.PARAGRAPH
    return _number(block) == len(run) // 2 + 1


def _items(run: Sequence[Block]) -> Iterator[Block]:
    """Yield a run of numbers and paragraphs as items, or as it is where it is too short."""
    pairs = list(zip(run[::2], run[1::2], strict=False))
    if len(pairs) < _FEWEST:
        yield from run
        return
    for number, paragraph in pairs:
        found = numbering(f"{number.lines[0].text} あ")
        yield replace(paragraph, kind=BlockKind.NUMBERED, lines=(*number.lines, *paragraph.lines), numbering=found)
    yield from run[2 * len(pairs) :]

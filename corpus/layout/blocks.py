"""Blocks: the lines of a plan grouped into paragraphs, items, tables and lines that may be headings."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from corpus.layout.continuation import ENDS, TAIL, in_paragraph, is_lone_number, over_gap
from corpus.layout.lines import Gap, Line, LineKind
from corpus.layout.tables import starts_table
from corpus.outline.numbering import Numbering, numbering


class BlockKind(Enum):
    """What a block is."""

    HASH = "hash"  # a Markdown heading
    NUMBERED = "numbered"  # a paragraph that opens with a number: a heading or an item, as its neighbours tell
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    TABLE = "table"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, in order; of a very long paragraph the first ones and the last."""

    kind: BlockKind
    lines: tuple[Line, ...]
    numbering: Numbering | None = None

    @property
    def start(self) -> int:
        """Return where the first line starts in the plan's text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return where the last line ends in the plan's text."""
        return self.lines[-1].end

    @property
    def gap(self) -> Gap:
        """Return what stands before the block."""
        return self.lines[0].gap


_KINDS = {
    LineKind.HASH: BlockKind.HASH,
    LineKind.ITEM: BlockKind.ITEM,
    LineKind.NOTE: BlockKind.NOTE,
    LineKind.DIGITS: BlockKind.DIGITS,
    LineKind.TEXT: BlockKind.PARAGRAPH,
}
_ROWS = (LineKind.ROW, LineKind.CELL)
_HASH_MARK = re.compile(r"#{1,6}[ \t\u3000]+")
_SENTENCE_END = re.compile(r"[。．！？、，]$")
_LONGEST_TITLE = 60
_PROSE = re.compile("[、。，]")
# 【現状と課題】 stands alone wherever it stands.
_BRACKETED = re.compile(r"【[^【】。]{1,30}】|≪[^≪≫。]{1,30}≫|《[^《》。]{1,30}》")
# A line that a page end broke is a full one; shorter ones with a comma are headings.
_SHORTEST_BROKEN = 28
# The first lines of a paragraph tell what it is; more are not kept.
_MOST_LINES = 400
# Rows of a table that are read at once; the rest of a longer table is a table of its own, without heading row.
_MOST_ROWS = 2000


class _Ahead:
    """Lines with a look at those to come."""

    __slots__ = ("_lines", "_seen")

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._seen: deque[Line] = deque()

    def peek(self, place: int = 0) -> Line | None:
        """Return the line ``place`` lines ahead, or None behind the last."""
        while len(self._seen) <= place:
            line = next(self._lines, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[place]

    def take(self) -> Line:
        """Return the next line and step over it; there must be one."""
        self.peek()
        return self._seen.popleft()


def group(lines: Iterable[Line]) -> Iterator[Block]:
    """Yield the lines as blocks, in order; no line is lost. Paragraphs broken over a page gap are one block."""
    ahead = _Ahead(lines)
    while line := ahead.peek():
        if line.kind in _ROWS:
            yield from _table(_rows(ahead))
        else:
            yield _text_block(ahead)


def _text_block(ahead: _Ahead) -> Block:
    line = ahead.take()
    kind = _KINDS[line.kind]
    if kind is BlockKind.HASH:
        return Block(kind, (line,), numbering(_HASH_MARK.sub("", line.text)))
    if kind is BlockKind.DIGITS:
        return Block(kind, (line,))
    taken, said = [line], line.text
    if _numbers(line, ahead):
        taken.append(ahead.take())
        said += f" {taken[-1].text}"
    found = numbering(said) if kind is BlockKind.PARAGRAPH else None
    if found:
        kind = BlockKind.NUMBERED
        if _titles(taken[-1], ahead.peek()):
            return Block(kind, tuple(taken), found)
    while (following := ahead.peek()) and _goes_on(kind, taken, following):
        if len(taken) > _MOST_LINES:
            taken.pop()
        taken.append(ahead.take())
    return Block(kind, tuple(taken), found)


def _numbers(line: Line, ahead: _Ahead) -> bool:
    """Return whether a line is the number of the line below it."""
    if line.kind is not LineKind.TEXT or not is_lone_number(line.text):
        return False
    below = ahead.peek()
    plain = below is not None and below.kind is LineKind.TEXT and below.gap is not Gap.FILE
    return plain and below is not None and numbering(below.text) is None


def _titles(line: Line, below: Line | None) -> bool:
    """Return whether a numbered line stands over the paragraph in the next line rather than being its first line."""
    if below is None or len(line.text) > _LONGEST_TITLE or _SENTENCE_END.search(line.text):
        return False
    if below.kind is not LineKind.TEXT or below.gap is not Gap.NONE or below.indent < line.indent:
        return False
    if below.indent > line.indent or _BRACKETED.fullmatch(below.text):
        return bool(_PROSE.search(below.text) or _BRACKETED.fullmatch(below.text))
    return len(below.text) > len(line.text) + 5 or in_paragraph(line.text, below.text) != ""


def _goes_on(kind: BlockKind, taken: Sequence[Line], following: Line) -> bool:
    """Return whether ``following`` belongs to the paragraph or item that ``taken`` are the lines of."""
    line = taken[-1]
    if following.gap is Gap.FILE:
        return False
    if following.kind is LineKind.ITEM and following.gap is Gap.NONE and TAIL.match(following.text):
        return True
    if following.kind is not LineKind.TEXT:
        return False
    if following.gap is Gap.BLANK:
        return len(line.text) >= _SHORTEST_BROKEN and over_gap(line.text, following.text)
    if numbering(following.text) or _BRACKETED.fullmatch(following.text) or _BRACKETED.fullmatch(line.text):
        return False
    return not _set_off(kind, taken[0], line, following)


def _set_off(kind: BlockKind, first: Line, line: Line, following: Line) -> bool:
    """Return whether ``following`` begins something else, though no blank line stands before it.

    Paragraphs are indented under their heading and after a full stop; a label may follow a full stop; an item ends
    where its indent does or its line does not run on.
    """
    if kind is BlockKind.PARAGRAPH and following.indent > line.indent:
        return line.text[-1] in ENDS or (line is first and _is_label(line.text))
    if kind in (BlockKind.PARAGRAPH, BlockKind.NUMBERED):
        return line.text[-1] in ENDS and _is_label(following.text)
    if kind is BlockKind.ITEM and following.indent <= first.indent:
        return following.indent < first.indent or in_paragraph(line.text, following.text) != ""
    return False


def _is_label(text: str) -> bool:
    return len(text) < _SHORTEST_BROKEN and not _PROSE.search(text)


def _rows(ahead: _Ahead) -> list[Line]:
    """Take the run of rows that comes next; a line of text between two rows is part of a cell."""
    rows = [ahead.take()]
    while (line := ahead.peek()) and line.gap is Gap.NONE and len(rows) < _MOST_ROWS:
        if line.kind not in _ROWS:
            below = ahead.peek(1)
            between = below is not None and below.gap is Gap.NONE and below.kind in _ROWS
            if line.kind is not LineKind.TEXT or not between:
                break
        rows.append(ahead.take())
    return rows


def _table(lines: Sequence[Line]) -> list[Block]:
    """Return a run of rows as a table, or as tables where a numbered heading row comes again.

    Rows of one cell each are paragraphs.
    """
    if any(line.kind is LineKind.ROW for line in lines):
        cuts = [0, *(at for at in range(1, len(lines)) if starts_table(lines[at])), len(lines)]
        return [Block(BlockKind.TABLE, tuple(lines[start:end])) for start, end in pairwise(cuts)]
    return [Block(BlockKind.PARAGRAPH, (_single(line, first=line is lines[0]),)) for line in lines]


def _single(line: Line, *, first: bool) -> Line:
    text = line.text.strip()
    start = line.start + line.text.index(text)
    gap = line.gap if first else Gap.BLANK
    return replace(line, start=start, end=start + len(text), text=text, kind=LineKind.TEXT, gap=gap)

"""Passages: the blocks of a section as sentences with their spans."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from corpus.display import DisplayText, clean, one_line
from corpus.footnotes import Footnote
from corpus.japanese.sentences import split_sentences
from corpus.layout.blocks import Block, BlockKind
from corpus.layout.cells import Row
from corpus.layout.paged_tables import whole_tables
from corpus.layout.row_labels import with_whole_labels
from corpus.layout.tables import Table
from corpus.outline.labels import is_remark
from corpus.outline.numbering import Numbering
from corpus.plan import Sentence, SentenceKind


class PassageKind(Enum):
    """What a passage is: it decides what may stand with it in a chunk."""

    PROSE = "prose"
    REMARK = "remark"  # a caption or label: goes with what follows
    NOTE = "note"  # goes with what stands before
    ITEM = "item"
    HEADER = "header"  # heading rows of a table
    ROW = "row"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that belongs together, with its sentences; ``start`` to ``end`` takes in list marks.

    ``table`` counts tables and lists over the plan's section, so that rows of two tables stay apart; ``caption`` are
    the names of a table's columns. ``bearer`` is where the word stands that a footnote explains, ``under`` the
    heading that it stands under.
    """

    kind: PassageKind
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    table: int = 0
    caption: str = ""
    bearer: int | None = None
    under: tuple[str, ...] = ()


_LETTER = re.compile(r"[A-Za-zぁ-んァ-ヺ一-鿿]")
# Items longer than this are cut into their sentences; shorter ones are one sentence each.
LONGEST_ITEM = 160
_MOST_AT_ONCE = 20_000
_CUTS = ("。！？\n", "\t、，", " \u3000")


def passages_of(
    text: str, blocks: Sequence[Block], *, glossary: bool, notes: Mapping[int, Footnote] | None = None
) -> list[Passage]:
    """Return the passages of a section's blocks, in order; ``glossary``: it stands under a heading such as 用語集.

    ``notes`` are the section's footnotes by their start.
    """
    found: list[Passage] = []
    tables = dict(whole_tables(blocks))
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            found.extend(_of_table(tables[at], at, glossary=glossary) if at in tables else ())
        elif note := (notes or {}).get(block.start):
            found.append(_of_note(text, block, note))
        elif block.kind is not BlockKind.DIGITS:
            found.extend(_of_text(text, block, _kind(blocks, at)))
    return found


def sentences_in(text: str, start: int, end: int, kind: SentenceKind) -> tuple[Sentence, ...]:
    """Return the sentences of ``text[start:end]`` that hold a letter, in order."""
    display = clean(text, start, end)
    spans = split_sentences(display.text)
    if kind is SentenceKind.ITEM and len(display.text) <= LONGEST_ITEM:
        spans = _whole(display)
    return tuple(_sentences(display, spans, kind))


def _whole(display: DisplayText) -> list[tuple[int, int]]:
    return [(0, len(display.text))] if display.text else []


def _sentences(display: DisplayText, spans: Iterable[tuple[int, int]], kind: SentenceKind) -> Iterator[Sentence]:
    for first, last in spans:
        said = one_line(display.text[first:last])
        if _says_something(said):
            yield Sentence(said, *display.source(first, last), kind)


def _says_something(said: str) -> bool:
    return bool(_LETTER.search(said)) or any(map(str.isalpha, said))


def _of_text(text: str, block: Block, kind: PassageKind) -> Iterator[Passage]:
    """Yield a block as a passage, or as several where it is longer than is read at once."""
    said = SentenceKind.ITEM if kind is PassageKind.ITEM else SentenceKind.PROSE
    start = block.start
    while start < block.end:
        end = cut(text, start, block.end, _MOST_AT_ONCE)
        yield Passage(kind, start, end, sentences_in(text, start, end, said))
        start = end


def _of_note(text: str, block: Block, note: Footnote) -> Passage:
    """Return a footnote as a passage whose first sentence opens with the term that it explains."""
    said = sentences_in(text, note.content if note.lead else block.start, block.end, SentenceKind.PROSE)
    if said:
        said = (replace(said[0], text=note.lead + said[0].text, start=block.start), *said[1:])
    return Passage(PassageKind.NOTE, block.start, block.end, said, bearer=note.bearer)


def cut(text: str, start: int, end: int, limit: int) -> int:
    """Return where to cut ``text[start:end]``: after the last sentence, comma or blank in the second half, or hard."""
    if end - start <= limit:
        return end
    for marks in _CUTS:
        place = max(text.rfind(mark, start + limit // 2, start + limit) for mark in marks)
        if place > start:
            return place + 1
    return start + limit


def _kind(blocks: Sequence[Block], at: int) -> PassageKind:
    block = blocks[at]
    if block.kind is BlockKind.ITEM:
        return PassageKind.ITEM
    if block.kind is BlockKind.NOTE:
        below = blocks[at + 1].kind if at + 1 < len(blocks) else None
        return PassageKind.PROSE if below is BlockKind.ITEM else PassageKind.NOTE
    if block.kind is BlockKind.NUMBERED and _counts(blocks, at):
        return PassageKind.ITEM
    return PassageKind.REMARK if is_remark(block) else PassageKind.PROSE


def _counts(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a numbered block has a numbered neighbour of its style, over nested items: both are items."""
    here = blocks[at].numbering
    near = (_over_items(blocks, at, step) for step in (-1, 1))
    return any(other and here and other.style == here.style for other in near)


def _over_items(blocks: Sequence[Block], at: int, step: int) -> Numbering | None:
    at += step
    while 0 <= at < len(blocks) and blocks[at].kind is BlockKind.ITEM:
        at += step
    return blocks[at].numbering if 0 <= at < len(blocks) else None


def _of_table(table: Table, at: int, *, glossary: bool) -> Iterator[Passage]:
    term = 0 if table.term is None and glossary and table.narrow else table.term
    caption = table.caption
    if table.header and table.rows:
        yield Passage(PassageKind.HEADER, table.header[0].start, table.header[-1].end, (), at, caption)
    for row in with_whole_labels(table.rows or table.header):
        kind = PassageKind.ROW if term is None else PassageKind.ENTRY
        sentence = _entry(row, term) if term is not None else _row(row)
        kept = (sentence,) if _says_something(sentence.text) else ()
        yield Passage(kind, row.start, row.end, kept, at, caption)


def _row(row: Row) -> Sentence:
    return Sentence(row.display(), row.start, row.end, SentenceKind.ROW)


def _entry(row: Row, term: int) -> Sentence:
    """Return a glossary's row as one sentence, 「用語：解説」, without the column of initial letters.

    Where the term's own column is empty, the term has slipped into the column before it.
    """
    line = row.lines[0]
    first = term if term < len(line) and line[term].text else 0
    cells = [cell for cell in line[first:] if cell.text] or row.filled
    word, *rest = row.columns(first) or row.columns() or [""]  # a cell of control characters alone shows nothing
    said = f"{word}：{' '.join(rest)}" if rest else word
    return Sentence(said, cells[0].start, row.end, SentenceKind.ENTRY)

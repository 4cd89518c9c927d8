"""Tables that go on over pages, with their heading row again or without."""

from collections.abc import Iterator, Sequence

from corpus.layout.blocks import Block, BlockKind
from corpus.layout.cells import rule
from corpus.layout.lines import Gap, Line
from corpus.layout.tables import Table, read_table


def whole_tables(blocks: Sequence[Block]) -> Iterator[tuple[int, Table]]:
    """Yield the tables among ``blocks``, each with its first block's place; the parts of one on several pages are one.

    A part follows directly, as wide as the one above, and has the same heading row or none.
    """
    at = 0
    while at < len(blocks):
        if blocks[at].kind is not BlockKind.TABLE:
            at += 1
            continue
        lines, end = list(_without_repeats(blocks[at].lines)), at + 1
        table = read_table(lines)
        while table.header and end < len(blocks) and (more := _part(table, blocks[end])):
            lines.extend(more)
            end += 1
        yield at, read_table(lines) if end > at + 1 else table
        at = end


def _part(table: Table, block: Block) -> tuple[Line, ...]:
    """Return the lines of a block that goes on with ``table``, or none."""
    if block.kind is not BlockKind.TABLE or block.gap is Gap.NONE or not table.rows:
        return ()
    part = read_table(block.lines)
    if part.header and part.caption != table.caption:
        return ()
    widths = {len(row.lines[0]) for row in part.rows}
    lines = block.lines[_heading_lines(block.lines, len(part.header)) :]
    return lines if widths <= {len(row.lines[0]) for row in (*table.header, *table.rows)} else ()


def _without_repeats(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of a table without its heading row where that stands there again."""
    if lines[0].text not in {line.text for line in lines[1:]} or not read_table(lines).header:
        return lines
    return (lines[0], *(line for line in lines[1:] if line.text != lines[0].text))


def _heading_lines(lines: Sequence[Line], rows: int) -> int:
    """Return how many lines the first ``rows`` rows take, with the rule under them."""
    ruled = rows and len(lines) > rows and rule(lines[rows])
    return rows + 1 if ruled else rows

"""Tables that head a part of the plan: those of values by year whose columns come again and again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from corpus.display import CELL_SEPARATOR
from corpus.layout.blocks import Block, BlockKind
from corpus.layout.tables import Table, read_header
from corpus.outline.heading import Heading, HeadingKind
from corpus.outline.labels import rules
from corpus.outline.numbering import Numbering

_TITLED = Numbering("table", 120, 0)  # under every other number
_LONGEST = 40  # letters of a title made of columns' names
# So many more headings of one mark than tables: the tables stand under what is over the marks.
_MARKS_PER_TABLE = 1.5


def table_headings(blocks: Sequence[Block], firm: Mapping[int, Heading]) -> Iterator[Heading]:
    """Yield the headings that tables are; ``firm`` are the headings of other kinds by their first block.

    A table of values by year whose form comes at least as often as a label that heads pages is one:
    「1⇥担い手の確保⇥KPI⇥R3⇥R4…」 is headed 「1 担い手の確保」, one without such a title by its columns' names. So is a
    table whose columns come again under several headings, once after all the ◎ of each: it belongs to no single ◎.
    """
    tables = {at: read_header(block.lines) for at, block in enumerate(blocks) if block.kind is BlockKind.TABLE}
    forms = Counter(table.form for table in tables.values() if table.form)
    shared = _shared_columns(tables, firm)
    for at, table in tables.items():
        if table.form and forms[table.form] >= rules().repeated:
            yield _heading(blocks[at], at, table)
        elif table.caption in shared:
            yield Heading(
                HeadingKind.TABLE, at, at, blocks[at].start, _title(table.caption), form=table.caption, over=True
            )


def _shared_columns(tables: Mapping[int, Table], firm: Mapping[int, Heading]) -> set[str]:
    """Return the captions of tables that come once after several headings with a mark."""
    places: dict[str, list[int]] = {}
    for at, table in tables.items():
        if table.caption and table.term is None and not table.form:
            places.setdefault(table.caption, []).append(at)
    marked = [
        at for at, heading in firm.items() if heading.kind is HeadingKind.MARK and heading.title[0] not in "【《<"
    ]
    shared = set()
    for caption, found in places.items():
        before = sum(1 for at in marked if at < found[-1])
        if len(found) >= rules().repeated and before >= _MARKS_PER_TABLE * len(found):
            shared.add(caption)
    return shared


def _heading(block: Block, at: int, table: Table) -> Heading:
    if table.number is None:
        return Heading(HeadingKind.TABLE, at, at, block.start, _title(table.label), form=table.form)
    numbering = Numbering(_TITLED.style, _TITLED.rank, table.number)
    title = f"{table.number} {table.title}"
    return Heading(HeadingKind.TABLE, at, at, block.start, title, numbering=numbering, form=table.form)


def _title(names: str) -> str:
    """Return as many of the columns' names as a title holds."""
    title = ""
    for name in names.split(CELL_SEPARATOR):
        if title and len(title) + len(name) > _LONGEST:
            break
        title += CELL_SEPARATOR + name if title else name
    return title

"""The body of a web page as pieces, put together while its elements open and close, however deep they nest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.readers.notation import Box, Piece, PieceKind, table
from corpus.readers.webpage.elements import Attributes, item_mark, list_style, whole_number
from corpus.readers.webpage.inline import BREAK, Inline

# Pages that were laid out with tables nest them six deep; what is deeper is read as paragraphs.
MOST_TABLES = 20
# A cell with a heading over so many pieces is a part of the page, not of a table.
_PART = 3
_TO_THE_END = 65_534  # rows: what rowspan="0" means, and the most that HTML allows


@dataclass(slots=True)
class _List:
    """An open list: ``mark`` is that of an item whose text has not come yet, ``item`` tells whether one is open."""

    style: str
    number: int
    mark: str | None = None
    item: bool = False
    stray: bool = False


@dataclass(slots=True)
class _Place:
    """The page, or a cell of a table: pieces are put here."""

    pieces: list[Piece] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    heading: int = 0
    spans: tuple[int, int] = (1, 1)
    caption: bool = False


@dataclass(slots=True)
class _Table:
    """An open table or glossary list; a ``flat`` one is read as paragraphs."""

    flat: bool
    glossary: bool = False
    cell: bool = False
    caption: list[Piece] = field(default_factory=list)
    rows: list[list[Box]] = field(default_factory=list)


class Body:
    """The pieces of a page: one method for each kind of element that shapes them.

    ``rank`` tells whether what comes stands in the main content.
    """

    def __init__(self) -> None:
        self.rank = 0
        self._inline = Inline()
        self._places = [_Place()]
        self._tables: list[_Table] = []
        self._pre = 0
        self._raised: list[bool] = []

    @property
    def pieces(self) -> Sequence[Piece]:
        """Return the page's pieces in order."""
        return self._places[0].pieces

    def add(self, text: str) -> None:
        """Take up text; in <pre> its line ends count."""
        self._inline.add(text.replace("\n", BREAK) if self._pre else text)

    def close(self) -> None:
        """Close all that is open."""
        self.flush()
        while self._tables:
            self.close_table()

    def flush(self) -> None:
        """Put the text since the last block element where it belongs: a heading is only put when it ends."""
        place = self._places[-1]
        if place.heading:
            self._inline.add(" ")
        elif text := self._inline.take():
            place.pieces.append(self._piece(place, text))

    def _piece(self, place: _Place, text: str) -> Piece:
        listed = place.lists[-1] if place.lists else None
        if listed is None or not listed.item:
            return Piece(PieceKind.PARAGRAPH, text, main=self.rank)
        depth = len(place.lists) - 1
        if listed.mark is None:
            return Piece(PieceKind.MORE, text, depth, main=self.rank)
        mark, listed.mark = listed.mark, None
        return Piece(PieceKind.ITEM, text, depth, mark, self.rank)

    def open_heading(self, tag: str, _attributes: Attributes) -> None:
        """Begin a heading."""
        self.close_heading()
        self.flush()
        self._inline.take_pictures()
        self._places[-1].heading = int(tag[1])

    def close_heading(self, _tag: str = "") -> None:
        """Put the open heading, if any; without text of its own it is named by its pictures."""
        place = self._places[-1]
        if not place.heading:
            return
        text = self._inline.take() or self._inline.take_pictures()
        listed = place.lists[-1] if place.lists else None
        mark = (listed.mark or "") if listed else ""
        if text:
            place.pieces.append(Piece(PieceKind.HEADING, text, place.heading, mark, self.rank))
            if listed:
                listed.mark, listed.item = None, False
        place.heading = 0

    def open_list(self, tag: str, attributes: Attributes) -> None:
        """Begin a list."""
        self.flush()
        first = whole_number(attributes, "start")
        self._places[-1].lists.append(_List(list_style(tag, attributes), 1 if first is None else first))

    def close_list(self, _tag: str) -> None:
        """End the innermost list."""
        self.flush()
        if self._places[-1].lists:
            self._places[-1].lists.pop()

    def open_item(self, _tag: str, attributes: Attributes) -> None:
        """Begin a list item; its mark goes before its first text."""
        self.flush()
        lists = self._places[-1].lists
        if not lists:
            lists.append(_List("bullet", 1, stray=True))
        listed = lists[-1]
        value = whole_number(attributes, "value")
        listed.number = listed.number if value is None else value
        listed.mark, listed.item = item_mark(listed.style, listed.number), True
        listed.number += 1

    def close_item(self, _tag: str) -> None:
        """End a list item."""
        self.flush()
        lists = self._places[-1].lists
        if lists and lists[-1].stray:
            lists.pop()
        elif lists:
            lists[-1].item = False

    def open_table(self, tag: str, attributes: Attributes) -> None:
        """Begin a table or glossary list."""
        self.close_heading()
        self.flush()
        flat = len(self._tables) >= MOST_TABLES or attributes.get("role", "").lower() in {"presentation", "none"}
        self._tables.append(_Table(flat, glossary=tag == "dl"))

    def close_table(self, _tag: str = "") -> None:
        """End the innermost table, with the cell that is open in it."""
        self.close_cell()
        if not self._tables:
            return
        closed = self._tables.pop()
        place = self._places[-1]
        place.pieces.extend(closed.caption)
        place.pieces.extend(_resolved(closed, self.rank))

    def open_row(self, _tag: str, _attributes: Attributes) -> None:
        """Begin a table's row."""
        self.close_cell()
        if self._tables:
            self._tables[-1].rows.append([])

    def open_cell(self, tag: str, attributes: Attributes) -> None:
        """Begin a table's cell or caption, or a term or explanation of a glossary list."""
        self.close_cell()
        if not self._tables or len(self._tables) > MOST_TABLES:
            return
        opened = self._tables[-1]
        if tag == "dt" or not opened.rows:
            opened.rows.append([])
        rows, columns = whole_number(attributes, "rowspan"), whole_number(attributes, "colspan")
        spans = (_TO_THE_END if rows == 0 else max(rows or 1, 1), max(columns or 1, 1))
        opened.cell = True
        self._inline.take_pictures()
        self._places.append(_Place(spans=spans, caption=tag == "caption"))

    def close_cell(self, _tag: str = "") -> None:
        """Put an open cell into its row, or take it as the table's caption."""
        self.close_heading()
        self.flush()
        if not self._tables or not self._tables[-1].cell:
            return
        opened, place = self._tables[-1], self._places.pop()
        opened.cell = False
        if not place.pieces and (picture := self._inline.take_pictures()):
            place.pieces.append(Piece(PieceKind.PARAGRAPH, picture, main=self.rank))
        if place.caption:
            opened.caption.extend(place.pieces)
        elif opened.glossary and len(opened.rows[-1]) > 1:
            opened.rows[-1][-1] = Box([*opened.rows[-1][-1].pieces, *place.pieces])
        else:
            opened.rows[-1].append(Box(place.pieces, *place.spans))

    def open_raised(self, _tag: str, _attributes: Attributes) -> None:
        """Begin raised text."""
        self._raised.append(self._inline.open_raised())

    def close_raised(self, _tag: str) -> None:
        """End raised text."""
        if self._raised and self._raised.pop():
            self._inline.close_raised()

    def open_pre(self, _tag: str, _attributes: Attributes) -> None:
        """Begin text whose line ends count."""
        self.flush()
        self._pre += 1

    def close_pre(self, _tag: str) -> None:
        """End text whose line ends count."""
        self.flush()
        self._pre = max(self._pre - 1, 0)

    def break_line(self, _tag: str, _attributes: Attributes) -> None:
        """End a line within a paragraph."""
        self._inline.add(BREAK)

    def picture(self, _tag: str, attributes: Attributes) -> None:
        """Take up a picture."""
        self._inline.add_picture(attributes.get("alt", ""))


def _resolved(closed: _Table, rank: int) -> list[Piece]:
    """Return a table's pieces: of one that lays out parts of the page, the pieces of its cells."""
    boxes = [box for row in closed.rows for box in row]
    if closed.flat or any(_holds_part(box, glossary=closed.glossary) for box in boxes):
        return [piece for box in boxes for piece in box.pieces]
    return table(closed.rows, rank)


def _holds_part(box: Box, *, glossary: bool) -> bool:
    kinds = [piece.kind for piece in box.pieces]
    if glossary:
        return PieceKind.HEADING in kinds or PieceKind.TABLE in kinds
    return PieceKind.HEADING in kinds and (PieceKind.TABLE in kinds or len(kinds) > _PART)

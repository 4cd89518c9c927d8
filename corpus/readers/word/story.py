"""The story of a Word file: its paragraphs, tables and text boxes as pieces, in order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import _Element as Element

from corpus.readers.counting import counted
from corpus.readers.notation import Box, Piece, PieceKind, table
from corpus.readers.word.elements import Tally, blocks, kind_of, rules
from corpus.readers.word.numbering import Mark, Numbering
from corpus.readers.word.package import W, WordParts
from corpus.readers.word.styles import Style, Styles, left_indent, value, whole
from corpus.readers.word.words import NoteMark, Words, words_of
from corpus.remarks.grammar import line_of
from corpus.remarks.parts import PartCode

_BLOCKS = ("p", "tbl")
_DEEPEST_HEADING = 8
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # Word's own
_BLANK = Style()


class Story:
    """Reads a file's body once, counting its lists and notes; ``tally`` then says what was not taken."""

    def __init__(self, parts: WordParts) -> None:
        self.tally = Tally()
        self._body = parts.document
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering)
        self._notes = {"footnote": _notes(parts.footnotes), "endnote": _notes(parts.endnotes)}
        self._forms = {kind: _form(parts, kind) for kind in _FORMS}
        self._counts: Counter[str] = Counter()
        self._indents: list[int] = []  # of the list items that the next one may be nested in
        self._marks: list[NoteMark] = []  # whose notes have not come yet
        self._carried: list[str] = []  # texts before deleted paragraph ends
        self._depth = 0

    def pieces(self) -> list[Piece]:
        """Return the pieces of the body."""
        return self._content(self._body)

    def _content(self, container: Element) -> list[Piece]:
        """Return the pieces in the body, in a cell or a text box."""
        self._depth += 1
        pieces: list[Piece] = []
        for block in blocks(container, _BLOCKS, self.tally):
            if kind_of(block) == "p" or self._depth > rules().nested:
                pieces.extend(self._paragraph(block))
            else:
                pieces.extend(self._due_text())
                self._indents.clear()
                pieces.extend(table(list(self._rows(block))))
            if self._depth == 1:
                pieces.extend(self._due_notes())
        pieces.extend(self._due_text())
        self._depth -= 1
        return pieces

    def _paragraph(self, paragraph: Element) -> Iterator[Piece]:
        """Yield the pieces of a paragraph, and of the text boxes in it; a table that is nested too deep is one too."""
        style = _BLANK if kind_of(paragraph) == "tbl" else self._styles.of_paragraph(paragraph)
        if kind_of(paragraph) == "tbl":
            self.tally.nested += 1
        words = words_of(paragraph, style, self._styles, self._next_mark, self.tally)
        self._marks.extend(words.notes)
        self._carried.append(words.text)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None:
            text = "".join(self._carried)
            self._carried.clear()
            yield from self._said(paragraph, text, style)
        yield from self._boxed(words)

    def _said(self, paragraph: Element, text: str, style: Style) -> Iterator[Piece]:
        mark = self._numbering.mark(style.number, style.step, style.id)
        printed = mark.text if mark else ""
        if style.level is not None and style.level <= _DEEPEST_HEADING:
            self._indents.clear()
            yield Piece(PieceKind.HEADING, text, style.level + 1, printed)
        elif mark:
            yield Piece(PieceKind.ITEM, text, self._item_depth(paragraph, style, mark), printed)
        elif text:
            self._indents.clear()
            yield Piece(PieceKind.PARAGRAPH, text)

    def _due_text(self) -> Iterator[Piece]:
        """Yield the text of paragraphs whose deleted ends no other paragraph follows."""
        text = "".join(self._carried)
        self._carried.clear()
        if text:
            yield Piece(PieceKind.PARAGRAPH, text)

    def _boxed(self, words: Words) -> Iterator[Piece]:
        if words.boxes:
            yield from self._due_text()
        for box in words.boxes:
            if self._depth > rules().nested:
                self.tally.nested += 1
            yield from self._content(box) if self._depth <= rules().nested else ()

    def _item_depth(self, paragraph: Element, style: Style, mark: Mark) -> int:
        """Return how deep an item is nested: by its indent among the items before it, at least by its list's level."""
        said = left_indent(paragraph.find(f"{W}pPr"))
        indent = next((found for found in (said, mark.indent, style.indent) if found is not None), 0)
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        return max(len(self._indents) - 1, mark.step)

    def _rows(self, block: Element) -> Iterator[list[Box]]:
        for row in blocks(block, ("tr",), self.tally):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.tally.left_out[line_of(PartCode.DELETED)] += 1
            elif properties is not None and properties.find(f"{W}hidden") is not None:
                self.tally.hidden.append(sum(len(text.text or "") for text in row.iter(f"{W}t")))
            else:
                yield [*_gap(properties), *(self._cell(cell) for cell in blocks(row, ("tc",), self.tally))]

    def _cell(self, cell: Element) -> Box:
        properties = cell.find(f"{W}tcPr")
        pieces = self._content(cell)
        self._indents.clear()
        if properties is None:
            return Box(pieces)
        if _covered(properties):
            pieces = self._unseen(pieces)
        return Box(pieces, 1, max(whole(properties, "gridSpan") or 1, 1))

    def _unseen(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return no pieces, and count the letters of those that are there: Word shows nothing of a covered cell."""
        if letters := sum(len(piece.text) for piece in pieces):
            self.tally.hidden.append(letters)
        return []

    def _next_mark(self, kind: str) -> str:
        self._counts[kind] += 1
        return counted(self._forms[kind], self._counts[kind])

    def _due_notes(self) -> Iterator[Piece]:
        """Yield the notes whose marks have come, in order."""
        marks, self._marks = self._marks, []
        for mark in marks:
            note = self._notes[mark.kind].get(mark.id)
            if note is None:
                continue
            paragraphs = (
                words_of(block, _BLANK, self._styles, lambda _kind: "", self.tally)
                for block in blocks(note, ("p",), self.tally)
            )
            text = "\n\n".join(words.text for words in paragraphs if words.text)
            yield Piece(PieceKind.NOTE, text, mark=mark.mark)


def _notes(root: Element | None) -> Mapping[str, Element]:
    """Return the notes of a part by their ids, without the lines that part them from the text."""
    notes: Sequence[Element] = [] if root is None else list(root)
    return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type", "normal") == "normal"}


def _form(parts: WordParts, kind: str) -> str:
    """Return how notes are counted: as the sections say, or the settings, or as Word does by itself."""
    roots = [root for root in (parts.document, parts.settings) if root is not None]
    said = (value(found, "numFmt") for root in roots for found in root.iter(f"{W}{kind}Pr"))
    return next(filter(None, said), _FORMS[kind])


def _gap(properties: Element | None) -> Iterator[Box]:
    """Yield an empty cell where a row starts further right than its table."""
    columns = whole(properties, "gridBefore") or 0
    if columns > 0:
        yield Box([], 1, columns)


def _covered(properties: Element) -> bool:
    """Return whether a cell is covered by the one above or before it, with which it is merged."""
    merged = (properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge"))
    return any(found is not None and found.get(f"{W}val", "continue") == "continue" for found in merged)

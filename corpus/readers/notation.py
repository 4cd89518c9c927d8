"""Notation: the pieces of a document in the plain marks that plans are written in."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from corpus.layout.continuation import STARTS
from corpus.readers.grid import MergedCell, one_cell, rows_as_text, spread

# Items nested deeper are indented like these: no page shows more, and blanks must not outgrow the text.
DEEPEST = 8
_BULLET = "-"
# Control characters but tab and line end, marks of no width or of direction, and letters that Unicode does not have.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_FOOTNOTE = re.compile(r"[※*＊†‡#＃注\d０-９a-z()（）\[\]［］〔〕,、，.:：~〜～\-–ー\s]{1,20}")
_EXPONENT = re.compile(r"(?:(?<![A-Za-z])[kcmμ]?[mｍ㎞㎝㎜]|10)$")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[+\-−]?\d")


class PieceKind(Enum):
    """What a piece of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    MORE = "more"  # a further paragraph of the item above it
    NOTE = "note"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Piece:
    r"""A piece of a document: ``text`` holds its lines, parted by ``\n``; a table's rows have tabs between cells.

    ``depth`` is the level of a heading (1 to 6) or item (0 for the outermost); ``mark`` the number of an item as
    printed, or empty for a bullet, or the mark of a note. ``main`` ranks where it stands: higher is nearer the matter.
    """

    kind: PieceKind
    text: str
    depth: int = 0
    mark: str = ""
    main: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that holds pieces and covers ``colspan`` columns and ``rowspan`` rows."""

    pieces: Sequence[Piece]
    rowspan: int = 1
    colspan: int = 1


def written(pieces: Iterable[Piece]) -> str:
    """Return pieces as a plan's text: blank lines between paragraphs, none between items nor before notes."""
    parts: list[str] = []
    above: PieceKind | None = None
    for piece in pieces:
        if not piece.text.strip():
            continue
        if above is not None:
            parts.append("\n" if _joins(above, piece.kind) else "\n\n")
        parts.append(_WRITERS[piece.kind](piece))
        above = piece.kind
    return "".join([*parts, "\n"]) if parts else ""


def seen(text: str) -> str:
    """Return ``text`` without what has no width: control characters, marks of direction, tags."""
    return _UNSEEN.sub("", text)


def table(rows: Sequence[Sequence[Box]], main: int = 0) -> list[Piece]:
    """Return a table as a piece; where one cell at most is filled, it is a frame and its pieces are returned."""
    filled = [box for row in rows for box in row if any(piece.text for piece in box.pieces)]
    if len(filled) <= 1:
        return [piece for box in filled for piece in box.pieces]
    cells = ([MergedCell(cell_text(box.pieces), box.rowspan, box.colspan) for box in row] for row in rows)
    return [Piece(PieceKind.TABLE, rows_as_text(spread(cells)), main=main)]


def cell_text(pieces: Iterable[Piece]) -> str:
    """Return pieces as the text of one cell, on one line; items open with 「・」 or their number."""
    return one_cell("\n\n".join(_in_cell(piece) for piece in pieces if piece.text.strip()))


def superscript(before: str, text: str) -> str:
    """Return raised ``text`` behind ``before``: ``<sup>1</sup>`` for a footnote mark, m² for a power, else itself."""
    text = text.strip()
    if _POWER.fullmatch(text) and _EXPONENT.search(before[-3:]):
        return text.translate(_RAISED)
    return f"<sup>{text}</sup>" if _FOOTNOTE.fullmatch(text) and not text.isalpha() else text


def _joins(above: PieceKind, kind: PieceKind) -> bool:
    listed = above in {PieceKind.ITEM, PieceKind.MORE}
    return kind is PieceKind.NOTE or (listed and kind in {PieceKind.ITEM, PieceKind.MORE})


def _heading(piece: Piece) -> str:
    return f"{'#' * min(max(piece.depth, 1), 6)} {_marked(piece.mark, one_cell(piece.text))}"


def _item(piece: Piece) -> str:
    indent = "  " * min(piece.depth, DEEPEST)
    return indent + _marked(piece.mark or _BULLET, _lines(piece.text, f"{indent}  "))


def _more(piece: Piece) -> str:
    indent = "  " * (min(piece.depth, DEEPEST) + 1)
    return indent + _lines(piece.text, indent)


def _note(piece: Piece) -> str:
    return _marked(f"<sup>{piece.mark}</sup>" if piece.mark else "", one_cell(piece.text))


def _lines(text: str, indent: str) -> str:
    return re.sub(r"\s*\n\s*", f"\n{indent}", text)


def _marked(mark: str, text: str) -> str:
    return f"{mark} {text}" if mark else text


def _in_cell(piece: Piece) -> str:
    text = piece.text
    if piece.kind is PieceKind.TABLE:
        return text.replace("\t", " ").replace("\n", "\n\n")
    if piece.kind is PieceKind.ITEM:
        return _marked(piece.mark, text) if piece.mark or STARTS.match(text) else f"・{text}"
    return _marked(piece.mark, text) if piece.kind in {PieceKind.HEADING, PieceKind.NOTE} else text


_WRITERS: dict[PieceKind, Callable[[Piece], str]] = {
    PieceKind.HEADING: _heading,
    PieceKind.PARAGRAPH: lambda piece: piece.text,
    PieceKind.ITEM: _item,
    PieceKind.MORE: _more,
    PieceKind.NOTE: _note,
    PieceKind.TABLE: lambda piece: piece.text,
}

"""The order in which the pieces of a page are read: down each column, columns from the left."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.lines import Segment
from corpus.readers.pdf.settings import ColumnRules, settings
from corpus.readers.pdf.tables import TableItem

Piece = Segment | TableItem

_SPLITS = 2  # a page has four columns at most


@dataclass(frozen=True, slots=True)
class Column:
    """Pieces that are read from above, within the sides ``left`` and ``right``."""

    pieces: tuple[Piece, ...]
    left: float
    right: float


def in_columns(pieces: Sequence[Piece]) -> list[Column]:
    """Return the pieces of a page as columns in reading order: bands over the full width are columns of their own."""
    return list(_split(sorted(pieces, key=lambda piece: (piece.top, piece.x0)), _SPLITS)) if pieces else []


def _split(pieces: Sequence[Piece], depth: int) -> Iterator[Column]:
    gutter = _gutter(pieces, settings().columns) if depth else None
    if gutter is None:
        yield _column(pieces)
        return
    band: list[Piece] = []
    for piece in (*pieces, None):
        if piece is None or piece.x0 < gutter < piece.x1:
            yield from _band(band, gutter, depth)
            band = []
        if piece is not None and piece.x0 < gutter < piece.x1:
            yield _column([piece])
        elif piece is not None:
            band.append(piece)


def _band(band: Sequence[Piece], gutter: float, depth: int) -> Iterator[Column]:
    """Yield the columns of a band; what stands on one side only is read as it is."""
    for side in ([piece for piece in band if piece.x1 <= gutter], [piece for piece in band if piece.x0 >= gutter]):
        if side:
            yield from _split(side, depth - 1)


def _column(pieces: Sequence[Piece]) -> Column:
    return Column(tuple(pieces), min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces))


def _gutter(pieces: Sequence[Piece], rules: ColumnRules) -> float | None:
    """Return where a gutter parts the pieces plainly: full lines on both sides, hardly any across, or None."""
    segments = [piece for piece in pieces if isinstance(piece, Segment)]
    if len(segments) < 2 * rules.lines:
        return None
    starts = Counter(round(segment.x0 / 4) for segment in segments)
    for start, count in starts.most_common(8):
        if count >= rules.lines:
            place = min(segment.x0 for segment in segments if round(segment.x0 / 4) == start) - 1
            if _plain(segments, place, rules):
                return place
    return None


def _plain(segments: Sequence[Segment], gutter: float, rules: ColumnRules) -> bool:
    left = [segment for segment in segments if segment.x1 <= gutter]
    right = [segment for segment in segments if segment.x0 >= gutter]
    if not (_prose(left, rules) and _prose(right, rules)):
        return False
    size = sum(segment.size for segment in segments) / len(segments)
    nearest = sorted(segment.x1 for segment in left)[int(0.95 * len(left)) - 1]
    across = len(segments) - len(left) - len(right)
    beside = min(segment.bottom for segment in (max(left, key=_foot), max(right, key=_foot))) - max(
        left[0].top, right[0].top
    )
    return gutter - nearest >= rules.gutter * size - 1 and across <= len(segments) / 4 and beside > rules.lines * size


def _foot(segment: Segment) -> float:
    return segment.bottom


def _prose(side: Sequence[Segment], rules: ColumnRules) -> bool:
    """Return whether the lines of one side fill it as running text does."""
    if len(side) < rules.lines:
        return False
    mean = sum(segment.width for segment in side) / len(side)
    size = sum(segment.size for segment in side) / len(side)
    width = max(segment.x1 for segment in side) - min(segment.x0 for segment in side)
    return mean >= rules.width * size and mean >= rules.filled * width

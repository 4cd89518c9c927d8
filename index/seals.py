"""Seals: a check sum beside each row and each piece of a plan's text.

A disk or a hand may alter a file while it is open. What is read is compared with its seal, so that an altered text is
told and never quoted. CRC-32 finds every flip of up to three bits and every burst of 32 in pieces of this size; it
takes a millionth of a second a piece. Against somebody who forges seals too there are the digests of the manifest.
"""

import zlib
from collections.abc import Sequence
from typing import Final

from index.errors import IndexDamagedError
from index.store_database import Row

PIECE: Final = 2_048
"""Code points of a sealed piece: more would be read for nothing around a quote, fewer would make many seals."""


def sealed(values: tuple[object, ...]) -> tuple[object, ...]:
    """Return the values of a row with their seal behind them."""
    return (*values, _seal(_joined(values)))


def unbroken(row: Row, size: int, table: str) -> Row:
    """Return a row whose first ``size`` columns fit its ``seal``.

    Raises:
        IndexDamagedError: they do not.

    """
    if _seal(_joined(tuple(row)[:size])) != row["seal"]:
        raise damaged(f"a row of {table} is altered")
    return row


def text_seals(text: str) -> list[int]:
    """Return the seals of a text's pieces, in order."""
    return [_seal(text[first : first + PIECE]) for first in range(0, len(text), PIECE)]


def pieces_of(start: int, end: int) -> range:
    """Return the numbers of the pieces that a span lies in."""
    return range(start // PIECE, -(-end // PIECE))


def check_text(pieces: str, seals: Sequence[int]) -> None:
    """Return where these pieces, one after the other, fit their seals.

    Raises:
        IndexDamagedError: they do not.

    """
    if text_seals(pieces) != list(seals):
        raise damaged("a plan's text is altered")


def damaged(what: str) -> IndexDamagedError:
    """Return the error to raise where the database holds something else than was written."""
    return IndexDamagedError(f"index database damaged ({what}); run `assistant ingest`")


def _joined(values: Sequence[object]) -> str:
    return "\x1f".join([value if isinstance(value, str) else _plain(value) for value in values])


def _plain(value: object) -> str:
    return "\x00" if value is None else str(value)


def _seal(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))

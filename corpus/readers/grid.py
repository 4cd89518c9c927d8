"""Grids: the cells of a table as the rows of a plan's text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.layout.continuation import ENDS, LETTER, STARTS

# HTML stops at as many columns; wider merges are slips or attacks.
WIDEST = 1000
# The largest table of a plan has some 20,000 cells; beyond these, merged cells and short rows are no longer filled up.
MOST_CELLS = 2_000_000
_BLANKS = re.compile(r"\s+")
_BREAKS = re.compile(r"[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]")
_JAPANESE = re.compile(rf"[{LETTER}、，）」』】〕・〜～（「『【〔]")
_REACH = 40  # characters behind a break that show whether something new starts there


@dataclass(frozen=True, slots=True)
class MergedCell:
    """A cell that covers ``colspan`` columns and ``rowspan`` rows, one or more each."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def rows_as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines of cells parted by tabs, all of the same width, without a line end behind the last.

    Rows without any text are left out; no cell holds a tab or line end.
    """
    lines = [line for row in rows if any(line := [one_cell(cell) for cell in row])]
    width = max(map(len, lines), default=0)
    if width * len(lines) > MOST_CELLS:
        width = 0
    return "\n".join("\t".join([*line, *[""] * (width - len(line))]) for line in lines)


def one_cell(text: str) -> str:
    r"""Return a cell's text on one line: words that a line end broke are joined, items and sentences stay apart.

    「情報政\n策課」 -> 「情報政策課」, 「・窓口\n・電話」 -> 「・窓口 ・電話」, 「Web\nGIS」 -> 「Web GIS」.
    A blank line parts: 「総務課\n\n財政課」 -> 「総務課 財政課」.
    """
    text = text.strip()
    return _BLANKS.sub(_joint, text) if _BREAKS.search(text) else text


def spread(rows: Iterable[Sequence[MergedCell]]) -> list[list[str]]:
    """Return the rows with each merged cell's text in its first column and row, and empty cells for the rest of it.

    So a 予定 and a 実績 row that share a label read 「窓口⇥予定⇥3」, 「⇥実績⇥4」. Spans that reach below the last row
    end there. In a table of more than 2,000,000 cells the later cells are taken as not merged.
    """
    held: dict[int, int] = {}  # column -> rows below that a merged cell still covers
    laid = 0
    placed: list[list[str]] = []
    for row in rows:
        if laid > MOST_CELLS:
            placed.append([cell.text for cell in row])
            continue
        placed.append(_placed(row, held))
        laid += len(placed[-1])
    return placed


def _placed(row: Sequence[MergedCell], held: dict[int, int]) -> list[str]:
    """Return one row with gaps where cells from above reach into it, and note in ``held`` what reaches below it."""
    placed: list[str] = []
    below: dict[int, int] = {}
    for cell in row:
        while len(placed) in held:
            placed.append("")
        start = len(placed)
        columns = max(min(cell.colspan, WIDEST - start), 1)
        placed += [cell.text, *[""] * (columns - 1)]
        if cell.rowspan > 1:
            below.update(dict.fromkeys(range(start, start + columns), cell.rowspan - 1))
    placed += [""] * (max(held, default=-1) + 1 - len(placed))
    kept = {column: left - 1 for column, left in held.items() if left > 1}
    held.clear()
    held.update(kept | below)
    return placed


def _joint(match: re.Match[str]) -> str:
    """Return what takes the place of blanks within a cell: a blank, nothing in a Japanese word, else what they are."""
    text, blanks = match.string, match[0]
    if not _BREAKS.search(blanks):
        return blanks
    left, right = text[match.start() - 1], text[match.end() : match.end() + _REACH]
    if blanks.count("\n") > 1 or left in ENDS or STARTS.match(right):
        return " "
    return "" if _JAPANESE.match(left) and _JAPANESE.match(right) else " "

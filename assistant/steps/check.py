"""Does a sentence rest on its source? The check that everything shown must pass."""

import re
from collections.abc import Iterable, Sequence

from corpus.display import CELL_SEPARATOR, clean
from corpus.japanese.era import find_years
from corpus.japanese.numerals import find_quantities
from corpus.japanese.width import fold

_LEAD = re.compile(r"(.{1,80}?)（[注※][^（）]{1,6}）：")
_LETTERS = re.compile(r"[\W_]+")
_PIECE = re.compile(r"[\n\t\f|]|<[^<>\n]{1,200}>")  # where a line or cell ends
_NAMED = re.compile(r"「([^「」]*(?:「[^「」]*」[^「」]*)*)」")


def stands_in(quoted: str, source: str) -> bool:
    """Return whether a quoted sentence stands in its source.

    Its letters (folded to one width, no punctuation) must follow each other in the source without its debris; only
    whole lines and cells may be passed over, and only from one end of a line or cell to the next: those of a row are
    looked for one by one, since a cell that is wrapped over lines stands between the lines of its neighbours. Each of
    its quantities and years must be one of the source's.
    """
    whole = _letters(clean(source, 0, len(source)).text)
    pieces = [letters for piece in _PIECE.split(source) if (letters := _letters(clean(piece, 0, len(piece)).text))]
    cells = [_letters(cell) for cell in quoted.split(CELL_SEPARATOR.strip())]
    found = all(cell in whole or _over_pieces(cell, pieces) for cell in cells)
    return found and not unsupported_numbers(quoted, [source])


def split_lead(quoted: str) -> tuple[str, str]:
    """Return what a footnote's display opens with (the word that it explains) and the footnote; 「」 for other text."""
    found = _LEAD.match(quoted)
    return (found[1], quoted[found.end() :]) if found else ("", quoted)


def unsupported_numbers(text: str, sources: Iterable[str]) -> list[str]:
    """Return the quantities and years of a text that stand in none of the sources, as written.

    Values are compared with their unit: 1,250千円 stands in 「125万円」, 85% does not stand in 「85ポイント」; and
    令和5年度 does not stand in 「令和5年」.
    """
    sources = list(sources)
    years = {(mention.year, mention.fiscal) for source in sources for mention in find_years(source)}
    values = {quantity.base for source in sources for quantity in find_quantities(source)}
    missing = [m for m in find_years(text) if (m.year, m.fiscal) not in years]
    lacking = [q for q in find_quantities(text) if q.base not in values]
    return [text[m.start : m.end] for m in missing] + [text[q.start : q.end] for q in lacking]


def named_in_frame(frame: str) -> list[str]:
    """Return what a frame puts into 「」: titles and headings that it claims."""
    return _NAMED.findall(frame)


def _letters(text: str) -> str:
    return _LETTERS.sub("", fold(text))


def _over_pieces(letters: str, pieces: Sequence[str]) -> bool:
    """Return whether the letters are the end of one piece, then whole pieces, then the start of one, in order.

    ``reached`` holds how many letters may be behind; pieces between may be passed over whole.
    """
    reached: set[int] = set()
    for piece in pieces:
        if letters in piece or any(piece.startswith(letters[at:]) for at in reached):
            return True
        reached |= {at + len(piece) for at in reached if letters.startswith(piece, at)}
        reached |= {size for size in range(1, min(len(piece), len(letters)) + 1) if piece.endswith(letters[:size])}
    return not letters

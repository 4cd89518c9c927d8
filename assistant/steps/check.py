"""Does a sentence rest on its source? The check that everything shown must pass."""

import re
from collections.abc import Iterable

from corpus.display import CELL_SEPARATOR
from corpus.japanese.era import find_years
from corpus.japanese.numerals import find_quantities
from corpus.japanese.width import fold

_LEAD = re.compile(r"(.{1,80}?)（[注※][^（）]{1,6}）：")
_LETTERS = re.compile(r"[\W_]+")
_NAMED = re.compile(r"「([^「」]*(?:「[^「」]*」[^「」]*)*)」")


def stands_in(quoted: str, source: str) -> bool:
    """Return whether a quoted sentence stands in its source.

    Its letters must follow each other in the source's, where only marks of layout may come between (folded to one
    width, no punctuation), and each of its quantities and years must be one of the source's. The cells of a row are
    looked for one by one, since a cell that is wrapped over lines stands between the lines of its neighbours.
    """
    letters = _letters(source)
    cells = quoted.split(CELL_SEPARATOR.strip())
    return all(_in_order(_letters(cell), letters) for cell in cells) and not unsupported_numbers(quoted, [source])


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


def _in_order(letters: str, source: str) -> bool:
    """Return whether the letters are a subsequence of the source's."""
    remaining = iter(source)
    return all(letter in remaining for letter in letters)

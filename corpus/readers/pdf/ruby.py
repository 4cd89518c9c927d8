"""Readings printed small over kanji: left out, since they stand between the lines of a sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.readers.pdf.glyphs import Glyph
from corpus.readers.pdf.settings import RubyRules, settings

_KANA = re.compile("[ぁ-んァ-ヺー・]")
_KANJI = re.compile("[一-鿿々〆ヶ]")


def without_readings(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], int]:
    """Return the letters without readings over kanji, and how many letters those had."""
    rules = settings().ruby
    limit = rules.smaller * max((glyph.size for glyph in glyphs), default=0.0)
    if not any(glyph.size <= limit for glyph in glyphs):
        return list(glyphs), 0
    kanji = sorted((glyph for glyph in glyphs if _KANJI.match(glyph.text)), key=_height)
    heights = [glyph.y for glyph in kanji]
    kept = [
        glyph
        for glyph in glyphs
        if glyph.size > limit or not _KANA.match(glyph.text) or not _over(glyph, kanji, heights, rules)
    ]
    return kept, len(glyphs) - len(kept)


def _height(glyph: Glyph) -> float:
    return glyph.y


def _over(glyph: Glyph, kanji: Sequence[Glyph], heights: Sequence[float], rules: RubyRules) -> bool:
    """Return whether a kana stands small right over a kanji, or beside it over the same word."""
    lowest = glyph.size / rules.smaller * rules.nearest
    first = bisect_left(heights, glyph.y + lowest)
    last = bisect_right(heights, glyph.y + rules.farthest * glyph.size / rules.smallest)
    return any(
        glyph.size <= rules.smaller * base.size
        and rules.nearest * base.size <= base.y - glyph.y <= rules.farthest * base.size
        and base.x - rules.beside * base.size <= glyph.x <= base.right + rules.beside * base.size
        for base in kanji[first:last]
    )

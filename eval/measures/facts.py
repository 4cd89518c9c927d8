"""Fact coverage: how many facts of a gold passage a text holds."""

import re
import unicodedata
from functools import lru_cache

from corpus.japanese.width import fold
from eval.cases import Gold


def fact_coverage(text: str, gold: Gold) -> float:
    """Return the share, 0 to 1, of the gold's facts of which the text holds a spelling.

    Compared after NFKC, in lower case, without white space. A figure must stand whole: 「12」 is not in 「120件」,
    「3.12」 or 「12,000人」.
    """
    return sum(held_facts(text, gold)) / len(gold.facts)


def held_facts(text: str, gold: Gold) -> list[bool]:
    """Return for each of the gold's facts, in order, whether the text holds a spelling."""
    folded, spaced = fold(text), unicodedata.normalize("NFKC", text).lower()
    return [any(_holds(folded, spaced, spelling) for spelling in fact) for fact in gold.facts]


def _holds(folded: str, spaced: str, spelling: str) -> bool:
    letters = fold(spelling)
    if letters not in folded:
        return False
    return not (letters[:1].isdecimal() or letters[-1:].isdecimal()) or _whole(letters).search(spaced) is not None


@lru_cache(maxsize=4096)
def _whole(letters: str) -> re.Pattern[str]:
    """Return the pattern of a spelling whose figures at its edges go no further; blanks may stand between letters."""
    before = r"(?<!\d)(?<!\d[.,])" if letters[0].isdecimal() else ""
    after = r"(?!\d|[.,]\d)" if letters[-1].isdecimal() else ""
    return re.compile(before + r"\s*".join(map(re.escape, letters)) + after)

"""Fact coverage: how many facts of a gold passage a text holds."""

from corpus.japanese.width import fold
from eval.cases import Gold


def fact_coverage(text: str, gold: Gold) -> float:
    """Return the share, 0 to 1, of the gold's facts of which the text holds a spelling.

    Compared after NFKC, in lower case, without white space.
    """
    folded = fold(text)
    return sum(any(fold(spelling) in folded for spelling in fact) for fact in gold.facts) / len(gold.facts)

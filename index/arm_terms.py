"""The terms of each chunk of a plan, for each keyword index by its name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from index.headings import heading_terms
from index.prepared import PreparedPlan
from index.tokens import bigrams

Terms: TypeAlias = Iterable[Sequence[str]]


def _bigrams(prepared: PreparedPlan) -> Terms:
    return (bigrams("\n".join((*chunk.heading, chunk.text))) for chunk in prepared.plan.chunks)


ARM_TERMS: Mapping[str, Callable[[PreparedPlan], Terms]] = {
    "words": lambda prepared: prepared.words,
    "headings": lambda prepared: heading_terms(prepared.plan),
    "bigrams": _bigrams,
}

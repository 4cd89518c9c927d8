"""Which chunks answer a passage question."""

from corpus.japanese.width import fold
from corpus.plan import Chunk
from eval.cases import Gold, PassageCase
from eval.measures.facts import fact_coverage

_ENOUGH = 0.5  # of the facts: a list that was split over chunks is still found by either


def answers(chunk: Chunk, case: PassageCase) -> bool:
    """Return whether a chunk is one of the case's gold passages: right plan, under the heading, half of the facts."""
    return any(_matches(chunk, gold) for gold in case.gold)


def _matches(chunk: Chunk, gold: Gold) -> bool:
    whole = "\n".join((*chunk.heading, chunk.text))
    return (
        chunk.plan_id == gold.plan_id
        and fold(gold.heading) in fold(whole)
        and fact_coverage("\n".join((*chunk.heading, *(s.text for s in chunk.sentences))), gold) >= _ENOUGH
    )

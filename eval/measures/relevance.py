"""Which found chunks answer: the right plan, under the heading, with at least half of the facts."""

from collections.abc import Sequence

from corpus.japanese.width import fold
from corpus.plan import Chunk
from eval.answer_file import AnswerRow, GivenHit
from eval.cases import AnyCase, Gold
from eval.measures.expected import gold_of
from eval.measures.facts import fact_coverage
from eval.measures.shown import readable

_ENOUGH = 0.5  # of the facts: a list that was split over chunks is still found by either


def judged(case: AnyCase, row: AnswerRow) -> list[bool] | None:
    """Return for each hit of a row, by rank, whether it answers; None where that is undefined.

    Undefined: the case has no gold passage, or the file says nothing of hits. A row without an answer found nothing.
    """
    if not gold_of(case) or ("hits" not in row.model_fields_set and row.answer is not None):
        return None
    return [hit_answers(hit, case) for hit in sorted(row.hits, key=lambda hit: hit.rank)]


def hit_answers(hit: GivenHit, case: AnyCase) -> bool:
    """Return whether a hit is one of the case's gold passages."""
    return any(_answers(hit.plan_id, hit.heading, hit.text, readable(hit.text), gold) for gold in gold_of(case))


def chunk_answers(chunk: Chunk, gold: Gold) -> bool:
    """Return whether a chunk is this gold passage."""
    return _answers(chunk.plan_id, chunk.heading, chunk.text, "\n".join(s.text for s in chunk.sentences), gold)


def _answers(plan_id: str, heading: Sequence[str], text: str, said: str, gold: Gold) -> bool:
    return (
        plan_id == gold.plan_id
        and fold(gold.heading) in fold("\n".join((*heading, text)))
        and fact_coverage("\n".join((*heading, said)), gold) >= _ENOUGH
    )

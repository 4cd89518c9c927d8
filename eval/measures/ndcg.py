"""nDCG@10: how early the chunks that answer stand in what search found."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.expected import gold_of
from eval.measures.passages import gold_spans
from eval.measures.relevance import hit_answers, judged
from eval.measures.retrieval import discounted_gain


def ndcg_at_10(case: AnyCase, row: AnswerRow, sources: Mapping[str, str]) -> float:
    """Return nDCG@10 with binary gains, 0 to 1 (Järvelin and Kekäläinen 2002); NaN as R@1.

    Relevant are the hits that answer and the gold passages of the plan's text that none of them overlaps, so that
    a program which cuts chunks in its own way is measured against what it could have found; at least one.
    """
    relevant = judged(case, row)
    if relevant is None:
        return math.nan
    found = [(hit.plan_id, hit.start, hit.end) for hit in row.hits if hit_answers(hit, case)]
    spans = {(gold.plan_id, *span) for gold in gold_of(case) for span in gold_spans(gold, sources)}
    missed = sum(not any(_overlap(span, one) for one in found) for span in spans)
    return discounted_gain(relevant, max(1, len(found) + missed), 10)


def _overlap(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]

"""MRR: how early the first chunk that answers stands in what search found."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.relevance import judged
from eval.measures.retrieval import reciprocal_rank


def mrr(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return the reciprocal rank of the first hit that answers, 0 where none does; NaN as R@1.

    Its mean over questions is the mean reciprocal rank (Voorhees 1999).
    """
    relevant = judged(case, row)
    return math.nan if relevant is None else reciprocal_rank(relevant)

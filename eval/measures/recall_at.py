"""R@1, R@5, R@10: whether search found a passage that answers among its first chunks."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.relevance import judged
from eval.measures.retrieval import find_at


def recall_at_1(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return R@1, 0 or 1; NaN without a gold passage or without hits in the file (ir-measures: Success@1)."""
    return _at(1, case, row)


def recall_at_5(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return R@5, as R@1."""
    return _at(5, case, row)


def recall_at_10(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return R@10, as R@1."""
    return _at(10, case, row)


def _at(k: int, case: AnyCase, row: AnswerRow) -> float:
    relevant = judged(case, row)
    return math.nan if relevant is None else find_at(relevant, k)

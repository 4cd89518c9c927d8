"""Fact coverage: how much of a gold passage the answer says."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.expected import answered, gold_of
from eval.measures.facts import fact_coverage
from eval.measures.shown import shown_text


def answer_facts(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return the share of facts, 0 to 1, of the gold passage that the answer covers best.

    0 where the question was not answered; NaN without a gold passage. (Nugget recall: Voorhees 2003, TREC QA.)
    """
    gold = gold_of(case)
    if not gold:
        return math.nan
    answer = answered(row)
    return max(fact_coverage(shown_text(answer), one) for one in gold) if answer else 0.0

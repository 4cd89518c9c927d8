"""Citation recall: how much of a gold passage the cited quotes hold."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase, Gold
from eval.measures.expected import answered, gold_of
from eval.measures.facts import fact_coverage
from eval.measures.shown import is_exact, readable


def citation_recall(case: AnyCase, row: AnswerRow, sources: Mapping[str, str]) -> float:
    """Return the share of facts, 0 to 1, that stand in the answer's quotes of the right plan; of the best gold passage.

    Only a quote that stands at its offsets counts. 0 where the question was not answered; NaN without a gold passage.
    """
    gold = gold_of(case)
    if not gold:
        return math.nan
    answer = answered(row)
    return max(_quoted(one, answer, sources) for one in gold) if answer else 0.0


def _quoted(gold: Gold, answer: GivenAnswer, sources: Mapping[str, str]) -> float:
    quotes = [one.quote for one in answer.citations if one.plan_id == gold.plan_id and is_exact(one, sources)]
    return fact_coverage("\n".join(map(readable, quotes)), gold)

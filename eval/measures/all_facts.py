"""All facts: whether the answer says all of a gold passage, cites its plan and keeps to its length."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase
from eval.measures.expected import answered, gold_of, length_limit
from eval.measures.facts import fact_coverage
from eval.measures.shown import shown_text


def all_facts(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return 1 or 0; NaN without a gold passage.

    1: the text holds every fact of one gold passage, a citation is of that passage's plan, and the text has at most
    600 characters, or 1,200 where a list, table or series is asked for.
    """
    if not gold_of(case):
        return math.nan
    answer = answered(row)
    return float(answer is not None and len(answer.text) <= length_limit(case) and holds_all_facts(case, answer))


def holds_all_facts(case: AnyCase, answer: GivenAnswer) -> bool:
    """Return whether the text holds every fact of one gold passage whose plan is cited, however long it is."""
    cited, text = {citation.plan_id for citation in answer.citations}, shown_text(answer)
    return any(gold.plan_id in cited and fact_coverage(text, gold) == 1.0 for gold in gold_of(case))

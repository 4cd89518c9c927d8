"""Difference exactness: whether the answer states the difference between two values, with its direction."""

import math
from collections.abc import Mapping
from decimal import Decimal

from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase, KpiCase
from eval.measures.expected import answered
from eval.measures.kpi_values import Stated, in_english, same_value, stated_values
from eval.measures.wording import says_down


def difference_exactness(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return 1 where the text states the gold difference (later less earlier) with its unit and direction, else 0.

    A number with a sign (「-17回」) has its direction; one without (「17回減りました」) takes it from the words of its
    sentence: down where they tell of less and not of more. 0 where the question was not answered; NaN where no
    difference is asked for.
    """
    if not isinstance(case, KpiCase) or case.difference is None:
        return math.nan
    answer = answered(row)
    return float(answer is not None and _states(case, answer, case.difference.value, case.difference.unit))


def _states(case: KpiCase, answer: GivenAnswer, value: Decimal, unit: str) -> bool:
    return any(_signed(said, value, unit, english=in_english(case)) for said in stated_values(answer))


def _signed(said: Stated, value: Decimal, unit: str, *, english: bool) -> bool:
    if said.base[0] < 0 or value == 0:
        return same_value(said.base, value, unit, english=english)
    size = same_value(said.base, abs(value), unit, english=english)
    return size and says_down(said.sentence) == (value < 0)

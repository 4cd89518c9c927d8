"""Verdict exactness: whether the answer says rightly that a target was reached or missed."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase, KpiCase
from eval.measures.expected import answered
from eval.measures.kpi_values import is_series_of
from eval.measures.shown import shown_text
from eval.measures.wording import said_verdicts


def verdict_exactness(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return 1 where the answer's verdict is the gold one and it gives no other, else 0.

    The verdicts of the asked indicator and years count; where the answer shows none, the words of its text do. 0 where
    the question was not answered; NaN where no verdict is asked for.
    """
    if not isinstance(case, KpiCase) or case.verdict is None:
        return math.nan
    answer = answered(row)
    return float(answer is not None and (_typed(case, answer) or said_verdicts(shown_text(answer))) == {case.verdict})


def _typed(case: KpiCase, answer: GivenAnswer) -> set[str]:
    return {
        shown.verdict
        for value in case.values
        for series in answer.kpis
        if is_series_of(series, value)
        for shown in series.verdicts
        if shown.fiscal_year == value.fiscal_year and shown.verdict is not None
    }

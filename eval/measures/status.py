"""Status as expected: answered, asked back, held back or refused, as the case wants it."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.expected import wanted_statuses


def status_as_expected(case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return 1 where the answer's status is one that the case wants, else 0; NaN where any status is right."""
    wanted = wanted_statuses(case)
    if not wanted:
        return math.nan
    return float(row.answer is not None and row.answer.status in wanted)

"""Answer length: how much there is to read."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.expected import answered


def answer_length(_case: AnyCase, row: AnswerRow, _sources: Mapping[str, str]) -> float:
    """Return the characters of the whole text, marks included, as the contract counts them; NaN where held back."""
    answer = answered(row)
    return float(len(answer.text)) if answer else math.nan

"""Abstention: whether the assistant is silent where, and only where, the plans hold no answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.answer_file import AnswerRow
from eval.cases import AnyCase, FollowUpCase, KpiCase, PassageCase, UnanswerableCase
from eval.measures.matching import matched


@dataclass(frozen=True, slots=True)
class Silence:
    """Counts: held back rightly, held back wrongly, answered though nothing answers (an error is no silence)."""

    right: int
    wrong: int
    missing: int


def abstention_precision(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> float:
    """Return the share, 0 to 1, of questions held back that no plan answers; NaN where none was held back."""
    silence = count_silence(cases, rows)
    held_back = silence.right + silence.wrong
    return silence.right / held_back if held_back else math.nan


def abstention_recall(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> float:
    """Return the share, 0 to 1, of questions that no plan answers which were held back; NaN where there are none."""
    silence = count_silence(cases, rows)
    unanswerable = silence.right + silence.missing
    return silence.right / unanswerable if unanswerable else math.nan


def abstention_f1(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> float:
    """Return the harmonic mean of precision and recall (van Rijsbergen 1979), 0 where nothing was right.

    NaN where there are no unanswerable questions and none was held back.
    """
    silence = count_silence(cases, rows)
    total = 2 * silence.right + silence.wrong + silence.missing
    return 2 * silence.right / total if total else math.nan


def count_silence(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> Silence:
    """Return the counts over unanswerable questions and empty KPI cells on one side, answerable ones on the other.

    Held back is every status but ``answered``. Questions that want to be asked back, access and injection rows are in
    neither.
    """
    judged = [(answerable(case), row.answer) for case, row in matched(cases, rows)]
    return Silence(
        right=sum(wanted is False and answer is not None and answer.status != "answered" for wanted, answer in judged),
        wrong=sum(wanted is True and answer is not None and answer.status != "answered" for wanted, answer in judged),
        missing=sum(wanted is False and (answer is None or answer.status == "answered") for wanted, answer in judged),
    )


def answerable(case: AnyCase) -> bool | None:
    """Return whether the plans answer a question; None where that is not what the case is about."""
    if isinstance(case, PassageCase | FollowUpCase):
        return True
    if isinstance(case, UnanswerableCase):
        return False
    if isinstance(case, KpiCase):
        return {"answered": True, "abstained": False}.get(case.expected_status)
    return None

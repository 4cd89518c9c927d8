"""Follow-up success: whether the last question of a conversation was understood and answered."""

import math
from collections.abc import Mapping

from eval.answer_file import AnswerRow
from eval.cases import AnyCase, FollowUpCase
from eval.measures.all_facts import all_facts
from eval.measures.expected import answered
from eval.measures.numeric import numeric_exactness

TOPIC = "topic"


def follow_up_success(case: AnyCase, row: AnswerRow, sources: Mapping[str, str]) -> float:
    """Return 1 where the answer is right and what it carried over is, else 0; NaN for other kinds.

    Right: all facts, or every value, of the case. Carried: each item that the case requires stands in the answer's
    context (``topic`` as any ``topic:…``); a case that does not require the topic is a new question, and nothing
    else may be carried into it.
    """
    if not isinstance(case, FollowUpCase):
        return math.nan
    answer = answered(row)
    if answer is None:
        return 0.0
    asked = [measure(case, row, sources) for measure in (all_facts, numeric_exactness)]
    right = all(value == 1.0 or math.isnan(value) for value in asked)
    return float(right and _carries(case, answer.context.carried))


def _carries(case: FollowUpCase, carried: tuple[str, ...]) -> bool:
    names = {TOPIC if item.startswith(f"{TOPIC}:") else item for item in carried}
    required = set(case.carried)
    return required <= names and (TOPIC in required or names <= required)

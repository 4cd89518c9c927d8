"""Risk and coverage: how often an answer is wrong, by how many of the questions are answered."""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.abstention import answerable
from eval.measures.expected import answered
from eval.measures.matching import matched


def risk_coverage(
    cases: Sequence[AnyCase],
    rows: Sequence[AnswerRow],
    passed: Mapping[str, bool | None],
    confidence: Mapping[str, float] | None = None,
) -> list[tuple[float, float]]:
    """Return points (coverage, risk), by rising coverage (El-Yaniv and Wiener 2010); empty without questions.

    Coverage is the share of questions answered, risk the share of those that did not pass, each 0 to 1; ``passed`` is
    by question id. With a confidence by id there is a point for each threshold, the surest answers first, equals in
    one point and unknown ones last; without, the single point of this run. Risk is NaN where nothing was answered.
    Questions that want to be asked back, access and injection are left out.
    """
    asked = [(case, row) for case, row in matched(cases, rows) if answerable(case) is not None]
    if not asked:
        return []
    shown = [case.id for case, row in asked if answered(row) is not None]
    if not shown:
        return [(0.0, math.nan)]
    sure = {one: -(confidence or {}).get(one, -math.inf) for one in shown}
    points, count, wrong = [], 0, 0
    for _, group in groupby(sorted(shown, key=sure.__getitem__), key=sure.__getitem__):
        members = list(group)
        count += len(members)
        wrong += sum(not passed.get(one) for one in members)
        points.append((count / len(asked), wrong / count))
    return points

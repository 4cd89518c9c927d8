"""The share of questions of a kind that pass, asked in process: for the gate."""

import datetime
from collections.abc import Sequence

from assistant.assembly import Assistant
from corpus.access import Access
from eval.answer_file import AnswerRow
from eval.askers import InProcessAsker
from eval.cases import AnyCase
from eval.measures.retrieval import mean
from eval.scoring import score_questions

_TODAY = datetime.date(2026, 11, 22)  # so that 「昨年度」 means the same every day


def share_passed(assistant: Assistant, cases: Sequence[AnyCase]) -> float:
    """Return the share, 0 to 1, of these questions that pass (``eval.scoring.passed``); NaN where there are none."""
    asker = InProcessAsker(assistant, _TODAY, 10)
    rows = [AnswerRow.model_validate_json(asker.ask(case).line()) for case in cases]
    scored = score_questions(cases, rows, asker.asked(access=Access.STAFF).sources)
    return mean([float(bool(one.passed)) for one in scored])

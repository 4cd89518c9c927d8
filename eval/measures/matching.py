"""Which row of an answer file belongs to which case."""

from collections.abc import Sequence

from eval.answer_file import AnswerRow, GivenError
from eval.cases import AnyCase
from eval.errors import EvalError


def matched(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> list[tuple[AnyCase, AnswerRow]]:
    """Return each case with its row, in the order of the cases; a case without one has a row with an error.

    Rows of other cases are left out: a file may hold more than is scored. Where any row has hits (or drafts), a row
    that does not say has none; where no row has, nothing is known of them, and ``model_fields_set`` tells so.

    Raises:
        EvalError: two rows have one id.

    """
    by_id: dict[str, AnswerRow] = {}
    known = {name: () for name in ("hits", "drafts") if any(getattr(row, name) for row in rows)}
    for row in rows:
        if row.id in by_id:
            raise EvalError(f"answer file: id {row.id!r} stands twice; keep one row a question")
        by_id[row.id] = row.model_copy(update={k: v for k, v in known.items() if k not in row.model_fields_set})
    return [(case, by_id.get(case.id) or _missing(case)) for case in cases]


def _missing(case: AnyCase) -> AnswerRow:
    return AnswerRow(id=case.id, error=GivenError(code="missing", message="the answer file has no row for it"))

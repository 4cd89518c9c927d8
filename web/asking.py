"""One question answered: the plans looked up, the time taken, the ending counted."""

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Final

from assistant.turn import Question
from corpus.access import Access
from index.plans import PlanRecord
from index.reader import IndexReader
from web.deps import Room
from web.errors import NotFoundError
from web.recording import GivenAnswer, record
from web.serving.log_rows import tell_question

_NO_PLAN: Final = "no such plan (GET /api/plans lists them)"


def visible_plan(index: IndexReader, plan_id: str, *, access: Access) -> PlanRecord:
    """Return a plan that this asker may see.

    Raises:
        NotFoundError: there is no such plan, or it is not for this asker; the error is the same.

    """
    record = index.plan(plan_id, access=access)
    if record is None:
        raise NotFoundError(_NO_PLAN, field="plan_id")
    return record


def check_plans(index: IndexReader, plan_ids: Iterable[str], *, access: Access, field: str) -> None:
    """Return nothing when this asker may see every one of these plans.

    Raises:
        NotFoundError: one of them is absent, or not for this asker; the error is the same.

    """
    visible = {plan.manifest.id for plan in index.plans(access=access)}
    if not visible.issuperset(plan_ids):
        raise NotFoundError(_NO_PLAN, field=field)


def answer(room: Room, question: Question, started: Callable[[str], None] | None = None) -> GivenAnswer:
    """Return the assistant's answer, stored with an id, and count it by its status; what fails counts as ``error``.

    ``started`` is told the name of each step as it begins, from the thread that answers.
    """
    begun = perf_counter()
    status, given = "error", None
    try:
        given = room.assistant.ask(question, started)
        status = given.status.value
        room.metrics.stages(given.receipt.seconds)
        return record(room.desk, question, given, room.visitor)
    finally:
        room.metrics.count(status, perf_counter() - begun)
        tell_question(room.index, question, given)

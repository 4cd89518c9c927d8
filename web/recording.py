"""An answer given an id and remembered, without personal data; a database that fails costs the id, not the answer."""

from dataclasses import dataclass, fields
from time import time

from assistant.personal_information import mask
from assistant.turn import Answer, AnswerStatus, Question
from web.desk import Desk
from web.store.answers import StoredAnswer, add_answer, new_answer_id
from web.store.conversations import add_question
from web.store.engine import Connection
from web.store.pruning import prune_daily

_LONGEST = 500  # letters of a question that are kept; the longest that is answered is shorter


@dataclass(frozen=True, slots=True)
class GivenAnswer(Answer):
    """An answer with the id that feedback names it by; None where it could not be stored."""

    answer_id: str | None = None


def record(desk: Desk, question: Question, answer: Answer, visitor: str) -> GivenAnswer:
    """Return the answer with its id, stored under the visitor's session (empty: none).

    A refused question is no part of the conversation.
    """
    stored = _stored(question, answer, visitor)

    def keep(connection: Connection) -> bool:
        prune_daily(connection, stored.time, desk.days)
        add_answer(connection, stored)
        if visitor and answer.status is not AnswerStatus.REFUSED:
            add_question(connection, visitor, stored.time, stored.question)
        return True

    done = desk.database.quietly(keep, otherwise=False)
    shown = {field.name: getattr(answer, field.name) for field in fields(Answer)}
    return GivenAnswer(**shown, answer_id=stored.answer_id if done else None)


def _stored(question: Question, answer: Answer, visitor: str) -> StoredAnswer:
    cited = ((one.plan_id, one.heading[-1] if one.heading else "") for one in answer.citations)
    return StoredAnswer(
        answer_id=new_answer_id(),
        time=time(),
        session=visitor,
        question=mask(question.text).text[:_LONGEST],
        language=question.language,
        status=answer.status.value,
        reason=answer.reason.value if answer.reason else "",
        plan_ids=tuple(dict.fromkeys((*question.plan_ids, *answer.context.plan_ids))),
        cited=tuple(dict.fromkeys(cited)),
        access=question.access.value,
    )

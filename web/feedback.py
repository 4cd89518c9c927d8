"""What a person says of an answer: checked, masked, stored."""

from time import time
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.personal_information import mask
from assistant.turn import Language
from web import limits
from web.deps import Room
from web.desk import Desk
from web.errors import NotFoundError, StaleFormError, StoreDownError
from web.schemas import Line
from web.store.answers import find_answer
from web.store.conversations import questions_of
from web.store.engine import Connection
from web.store.errors import StoreFault
from web.store.feedback import Feedback, Rating, put_feedback

REASONS: Final = ("wrong", "source", "missing", "hard", "other")
"""Reasons offered on the page; programs may give others."""

_AnswerId = Annotated[str, Field(min_length=1, max_length=100)]


class FeedbackRequest(BaseModel):
    """Feedback over the API."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer_id: _AnswerId
    rating: Rating
    reason: Annotated[Line | None, Field(max_length=200)] = None
    comment: Annotated[Line | None, Field(max_length=1_000)] = None

    def to_feedback(self, session: str) -> Feedback:
        """Return what is stored: the words masked."""
        reason, comment = (mask(text or "").text for text in (self.reason, self.comment))
        return Feedback(self.answer_id, session, time(), self.rating, reason, comment)


class FeedbackForm(FeedbackRequest):
    """Feedback from the page; ``token`` is what the form was given."""

    token: str = ""
    language: Language = "ja"


class Stored(BaseModel):
    """What was sent is stored."""

    stored: bool = True

    @classmethod
    def put(cls, desk: Desk, feedback: Feedback) -> tuple[Self, bool]:
        """Store feedback and return the answer to it, and whether it is new or replaced an earlier one.

        Raises:
            NotFoundError: there is no such answer (any more).
            StoreDownError: the database cannot be used.

        """
        try:
            new = desk.database.run(lambda connection: put_feedback(connection, feedback))
        except StoreFault as error:
            raise StoreDownError("feedback cannot be stored at the moment: try again later") from error
        if new is None:
            raise NotFoundError("no such answer, or it is too old", field="answer_id")
        return cls(), new


def form_session(room: Room, token: str) -> str:
    """Return the session that a form belongs to; one without a cookie is told by the form's token alone.

    Raises:
        StaleFormError: the token is missing, altered, or that of another session.

    """
    session = room.desk.sessions.token_session(token)
    if session is None or (room.visitor and session != room.visitor):
        raise StaleFormError("token: missing or of another session: open the page again", field="token")
    return session


def is_listed(room: Room, answer_id: str) -> bool:
    """Return whether the question page lists for this visitor the question that an answer was given to.

    A refused question, one that was deleted and one of a visitor without a cookie are not listed.
    """

    def look(connection: Connection) -> bool:
        answer = find_answer(connection, answer_id)
        if answer is None or answer.session != room.visitor:
            return False
        return answer.question in questions_of(connection, room.visitor, limits.STORED_ROWS)

    return bool(room.visitor) and room.desk.database.quietly(look, otherwise=False, reading=True)

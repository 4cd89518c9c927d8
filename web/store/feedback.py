"""What people said of answers: one row an answer and session."""

from dataclasses import dataclass
from typing import Final, Literal

from web.store.answers import COLUMNS, StoredAnswer, find_answer, stored_answer
from web.store.engine import Connection

Rating = Literal["good", "bad"]
_ANSWER: Final = ", ".join(f"a.{column}" for column in COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Feedback:
    """A rating with its reason and comment, both empty where none was given; personal data is masked."""

    answer_id: str
    session: str
    time: float
    rating: Rating
    reason: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating and the answer it is about; ``drafted``: a draft evaluation row was made of it."""

    feedback: Feedback
    drafted: bool
    answer: StoredAnswer


def put_feedback(connection: Connection, feedback: Feedback) -> bool | None:
    """Return whether the feedback is new (True) or replaced an earlier one (False); None: there is no such answer."""
    if find_answer(connection, feedback.answer_id) is None:
        return None
    values = (feedback.time, feedback.rating, feedback.reason, feedback.comment, feedback.answer_id, feedback.session)
    added = connection.execute(
        "INSERT INTO feedback (time, rating, reason, comment, answer_id, session) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (answer_id, session) DO NOTHING",
        values,
    )
    if added.rowcount == 1:
        return True
    connection.execute(
        "UPDATE feedback SET time = ?, rating = ?, reason = ?, comment = ? WHERE answer_id = ? AND session = ?", values
    )
    return False


def last_feedback(connection: Connection, most: int) -> tuple[Rated, ...]:
    """Return the last ``most`` ratings with their answers, newest first."""
    rows = connection.execute(
        f"SELECT f.answer_id, f.session, f.time, f.rating, f.reason, f.comment, f.drafted, {_ANSWER}"  # noqa: S608  (a constant)
        " FROM feedback f JOIN answers a USING (answer_id) ORDER BY f.time DESC LIMIT ?",
        (most,),
    )
    return tuple(Rated(Feedback(*row[:6]), bool(row[6]), stored_answer(row[7:])) for row in rows)


def mark_drafted(connection: Connection, answer_id: str) -> None:
    """Remember that a draft evaluation row was made of the feedback to an answer."""
    connection.execute("UPDATE feedback SET drafted = 1 WHERE answer_id = ?", (answer_id,))

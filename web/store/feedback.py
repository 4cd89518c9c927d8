"""What people said of answers: one row an answer and session."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from web.store.answers import StoredAnswer, find_answer, stored_answer

Rating = Literal["good", "bad"]


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


def put_feedback(connection: sqlite3.Connection, feedback: Feedback) -> bool | None:
    """Return whether the feedback is new (True) or replaced an earlier one (False); None: there is no such answer."""
    if find_answer(connection, feedback.answer_id) is None:
        return None
    key = (feedback.answer_id, feedback.session)
    known = connection.execute("SELECT 1 FROM feedback WHERE answer_id = ? AND session = ?", key).fetchone()
    connection.execute(
        "INSERT INTO feedback (answer_id, session, time, rating, reason, comment) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (answer_id, session) DO UPDATE SET"
        " time = excluded.time, rating = excluded.rating, reason = excluded.reason, comment = excluded.comment",
        (*key, feedback.time, feedback.rating, feedback.reason, feedback.comment),
    )
    return known is None


def last_feedback(connection: sqlite3.Connection, most: int) -> tuple[Rated, ...]:
    """Return the last ``most`` ratings with their answers, newest first."""
    rows = connection.execute(
        "SELECT f.answer_id, f.session, f.time, f.rating, f.reason, f.comment, f.drafted, a.*"
        " FROM feedback f JOIN answers a USING (answer_id) ORDER BY f.time DESC LIMIT ?",
        (most,),
    )
    return tuple(Rated(Feedback(*row[:6]), bool(row[6]), stored_answer(row[7:])) for row in rows)


def mark_drafted(connection: sqlite3.Connection, answer_id: str) -> None:
    """Remember that a draft evaluation row was made of the feedback to an answer."""
    connection.execute("UPDATE feedback SET drafted = 1 WHERE answer_id = ?", (answer_id,))

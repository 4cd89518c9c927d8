"""Answers that were given: what was asked, masked, and how it ended; never the answer's text."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from web.store.engine import Connection

COLUMNS: Final = "answer_id, time, session, question, language, status, reason, plan_ids, cited, access"
_CITED: Final = TypeAdapter(tuple[tuple[str, str], ...])
_PLANS: Final = TypeAdapter(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One answer; ``time`` in seconds since 1970, ``cited`` pairs of plan id and innermost heading."""

    answer_id: str
    time: float
    session: str
    question: str
    language: str
    status: str
    reason: str
    plan_ids: tuple[str, ...]
    cited: tuple[tuple[str, str], ...]
    access: str

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the plans that it is about: those cited, else those that the question named."""
        return tuple(dict.fromkeys(plan_id for plan_id, _ in self.cited)) or self.plan_ids


def new_answer_id() -> str:
    """Return a random id that nobody can guess, safe in an address."""
    return secrets.token_urlsafe(16)


def add_answer(connection: Connection, answer: StoredAnswer) -> None:
    """Store one answer."""
    plans, cited = json.dumps(answer.plan_ids), json.dumps(answer.cited, ensure_ascii=False)
    connection.execute(
        f"INSERT INTO answers ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  (a constant)
        (
            answer.answer_id, answer.time, answer.session, answer.question, answer.language, answer.status,
            answer.reason, plans, cited, answer.access,
        ),
    )  # fmt: skip


def find_answer(connection: Connection, answer_id: str) -> StoredAnswer | None:
    """Return an answer, None where there is none (any more)."""
    row = connection.execute(f"SELECT {COLUMNS} FROM answers WHERE answer_id = ?", (answer_id,)).fetchone()  # noqa: S608  (a constant)
    return stored_answer(row) if row else None


def last_answers(connection: Connection, most: int) -> tuple[StoredAnswer, ...]:
    """Return the last ``most`` answers, newest first."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM answers ORDER BY time DESC, rowid DESC LIMIT ?", (most,))  # noqa: S608  (a constant)
    return tuple(map(stored_answer, rows))


def unanswered(connection: Connection, most: int) -> tuple[StoredAnswer, ...]:
    """Return the last ``most`` answers that found nothing in the plans or had to ask back, newest first."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM answers WHERE status IN ('abstained', 'clarify')"  # noqa: S608  (a constant)
        " ORDER BY time DESC, rowid DESC LIMIT ?",
        (most,),
    )
    return tuple(map(stored_answer, rows))


def count_by_status(connection: Connection) -> tuple[tuple[str, str, int], ...]:
    """Return status, reason and how many answers ended so, the most frequent first."""
    rows = connection.execute(
        "SELECT status, reason, count(*) FROM answers GROUP BY status, reason ORDER BY count(*) DESC, status, reason"
    )
    return tuple((status, reason, count) for status, reason, count in rows)


def stored_answer(row: Sequence[object]) -> StoredAnswer:
    """Return a row of ``COLUMNS`` as an answer."""
    id_, time, session, question, language, status, reason, plans, cited, access = row
    return StoredAnswer(
        str(id_), float(str(time)), str(session), str(question), str(language), str(status), str(reason),
        _PLANS.validate_json(str(plans)), _CITED.validate_json(str(cited)), str(access),
    )  # fmt: skip

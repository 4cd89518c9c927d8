"""What the log says of requests, questions and the service: closed sets of fields without a word of anybody."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, TypeAlias

from assistant.turn import Answer, Question
from corpus.access import Access
from index.errors import IndexFault
from index.reader import IndexReader

_LOG = logging.getLogger(__name__)
ROW: Final = "row"
"""The attribute of a log record that holds a row."""

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; it is made here and never taken from what was sent."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request: ``route`` is the pattern of its address, ``bytes`` the length of the body sent back."""

    method: str
    route: str
    status: int
    milliseconds: float
    bytes: int
    event: str = "request"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: how it ended, which public plans it named, and the seconds of each stage."""

    status: str
    reason: str | None
    language: str
    plans: tuple[str, ...]
    seconds: Mapping[str, float]
    event: str = "question"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """The service started, stopped, or answers from another index."""

    event: str
    index: str
    version: str | None = None


Row: TypeAlias = RequestRow | QuestionRow | ServiceRow


def tell(row: Row) -> None:
    """Write one row to the log."""
    _LOG.info(row.event, extra={ROW: row})


def tell_question(index: IndexReader, question: Question, given: Answer | None) -> None:
    """Write how a question ended; ``given`` None: no answer could be made. Plans of staff are not named."""
    if not _LOG.isEnabledFor(logging.INFO):
        return
    tell(
        QuestionRow(
            status=given.status.value if given else "error",
            reason=given.reason.value if given and given.reason else None,
            language=question.language,
            plans=_public(index, question.plan_ids),
            seconds=given.receipt.seconds if given else {},
        )
    )


def _public(index: IndexReader, plan_ids: Sequence[str]) -> tuple[str, ...]:
    if not plan_ids:
        return ()
    with suppress(IndexFault):  # a log line never ends an answer
        known = {plan.manifest.id for plan in index.plans(access=Access.PUBLIC)}
        return tuple(plan_id for plan_id in plan_ids if plan_id in known)
    return ()

"""What people said of answers, and draft evaluation rows made of it."""

import json
import os
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.turn import Language
from web.deps import RoomDep
from web.errors import NotFoundError, StoreDownError
from web.links import with_language
from web.staff.gate import StaffDep, check_token
from web.staff.questions import titles
from web.staff.rendering import StaffForm, looked_up, staff_page
from web.store.answers import StoredAnswer, find_answer
from web.store.feedback import last_feedback, mark_drafted

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SHOWN = 200
_TO_FILL = "（ここに事実を書く）"


class DraftForm(StaffForm):
    """Which answer's question becomes a draft row."""

    answer_id: Annotated[str, Field(min_length=1, max_length=100)]


@router.get("/staff/feedback")
def feedback(room: RoomDep, staff: StaffDep, language: Language = "ja") -> HTMLResponse:
    """Return the ratings, newest first."""
    rows = looked_up(room, lambda connection: last_feedback(connection, _SHOWN))
    content = {"rows": rows, "titles": titles(room)}
    return staff_page(room, staff, "staff_feedback.html", language, content, here="/staff/feedback")


@router.post("/staff/feedback/draft")
def draft(form: Annotated[DraftForm, Form()], room: RoomDep, staff: StaffDep) -> Response:
    """Add a draft evaluation row for an answer's question to the drafts file."""
    check_token(room, staff, form.token)
    answer = looked_up(room, lambda connection: find_answer(connection, form.answer_id))
    if answer is None:
        raise NotFoundError("no such answer, or it is too old", field="answer_id")
    line = json.dumps(draft_row(answer), ensure_ascii=False) + "\n"
    try:
        _append(room.desk.drafts, line)
    except OSError as error:
        raise StoreDownError("the drafts file cannot be written: see its folder") from error
    looked_up(room, lambda connection: mark_drafted(connection, form.answer_id), reading=False)
    return RedirectResponse(with_language("/staff/feedback", form.language), 303)


def draft_row(answer: StoredAnswer) -> dict[str, object]:
    """Return a proposed row of a question set: its key ``draft`` keeps it out of every run until a person edited it.

    A question that was answered becomes a passage row with the section cited, any other an unanswerable one.
    """
    row: dict[str, object] = {
        "draft": f"{answer.status} {answer.reason}".strip(),
        "id": f"draft-{answer.answer_id.lower().replace('_', '-')}",
        "half": "tune",
        "question": answer.question,
        "wording": "everyday",
        "audience": "staff" if answer.access == "staff" else "citizen",
        "difficulty": "medium",
        "type": "fact",
        "plan_ids": list(answer.plan_ids),
    }
    gold = [{"plan_id": plan, "heading": heading, "facts": [[_TO_FILL]]} for plan, heading in answer.cited if heading]
    if gold:
        return row | {"kind": "passage", "gold": gold[:1]}
    near = answer.plan_ids[0] if answer.plan_ids else None
    return row | {"kind": "unanswerable", "near_plan_id": near, "why": "no_such_fact"}


def _append(path: Path, line: str) -> None:
    """Add a line in one write, so that two people at once do not mix theirs; the file is its owner's alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)

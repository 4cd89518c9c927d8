"""The question log: what was asked, masked, how it ended, and where the plans give no answer."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from assistant.suggestions import nearest_headings
from assistant.turn import Language
from corpus.access import Access
from web.deps import Room, RoomDep
from web.staff.gate import StaffDep
from web.staff.rendering import looked_up, staff_page
from web.store.answers import StoredAnswer, count_by_status, last_answers, unanswered

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SHOWN = 200
_PLACED = 100  # unanswered questions that are searched again for the section next to them: a page in a second


@dataclass(frozen=True, slots=True)
class Gap:
    """A section that questions came near and found no answer; empty names: near no section, of no plan."""

    plan_id: str
    heading: str
    count: int


@router.get("/staff/questions")
def questions(
    room: RoomDep, staff: StaffDep, language: Language = "ja", most: Annotated[int, Query(ge=1, le=1_000)] = _SHOWN
) -> HTMLResponse:
    """Return the log, newest first, with the counts by status and the gaps by plan and section."""
    rows, counts, open_ones = looked_up(
        room,
        lambda connection: (
            last_answers(connection, most), count_by_status(connection), unanswered(connection, _PLACED)
        ),
    )  # fmt: skip
    content = {"rows": rows, "counts": counts, "gaps": gaps_of(room, open_ones), "titles": titles(room)}
    return staff_page(room, staff, "staff_questions.html", language, content, here="/staff/questions")


def titles(room: Room) -> dict[str, str]:
    """Return the plans' titles by id, staff plans too."""
    return {plan.manifest.id: plan.manifest.title for plan in room.index.plans(access=Access.STAFF)}


def gaps_of(room: Room, answers: tuple[StoredAnswer, ...]) -> tuple[Gap, ...]:
    """Return how many of these unanswered questions each section lies nearest to, most first."""
    counts = Counter(_nearest(room, answer) for answer in answers)
    return tuple(Gap(plan_id, heading, count) for (plan_id, heading), count in counts.most_common())


def _nearest(room: Room, answer: StoredAnswer) -> tuple[str, str]:
    known = {plan.manifest.id for plan in room.index.plans(access=Access.STAFF)}
    plan_ids = [plan_id for plan_id in answer.plan_ids if plan_id in known]
    hits = room.index.search(answer.question, access=Access(answer.access), plan_ids=plan_ids, top=1)
    if not hits:
        return (plan_ids[0] if plan_ids else "", "")
    return hits[0].chunk.plan_id, next(iter(nearest_headings(hits)), "")

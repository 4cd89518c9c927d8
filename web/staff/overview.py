"""The first staff page and the health of each plan."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from assistant.turn import Language
from corpus.access import Access
from web.deps import RoomDep
from web.staff.gate import StaffDep
from web.staff.remarks import RemarkWords
from web.staff.rendering import staff_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SHOWN = 50  # lines of one kind and plan: a badly read table gives hundreds


@router.get("/staff")
def overview(room: RoomDep, staff: StaffDep, language: Language = "ja") -> HTMLResponse:
    """Return the links to all staff pages."""
    content = {"off": room.desk.switch.note() is not None}
    return staff_page(room, staff, "staff.html", language, content, here="/staff")


@router.get("/staff/health")
def health(room: RoomDep, staff: StaffDep, language: Language = "ja") -> HTMLResponse:
    """Return how well each plan was read."""
    plans = [
        (plan, found)
        for plan in room.index.plans(access=Access.STAFF)
        if (found := room.index.health(plan.manifest.id, access=Access.STAFF))
    ]
    remarks = RemarkWords(room.renderer.wording(language))
    content = {"plans": plans, "index_id": room.index.index_id, "most": _SHOWN, "remarks": remarks}
    return staff_page(room, staff, "staff_health.html", language, content, here="/staff/health")

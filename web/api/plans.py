"""Plans and their texts over the API."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse

from web.api.trouble import in_json, unread
from web.asking import visible_plan
from web.deps import AccessDep, RoomDep
from web.schemas import SpanQuery
from web.views import Plans, PlanView

router = APIRouter(tags=["plans"], responses=unread())


@router.get("/api/plans")
def plans(room: RoomDep, access: AccessDep) -> Plans:
    """Return the plans that the asker may see, by id."""
    return Plans(plans=tuple(map(PlanView.of, room.index.plans(access=access))))


@router.get("/api/plans/{plan_id}/text", response_class=PlainTextResponse, responses=in_json())
def text(plan_id: str, span: Annotated[SpanQuery, Query()], room: RoomDep, access: AccessDep) -> PlainTextResponse:
    """Return a plan's text, or the span of it from `start` to `end`, in code points."""
    visible_plan(room.index, plan_id, access=access)
    whole = room.index.text(plan_id, access=access) or ""
    start, end = span.clamped(len(whole))
    return PlainTextResponse(whole[start:end])

"""Search over the API."""

from typing import Annotated

from fastapi import APIRouter, Query

from web.access import granted
from web.api.trouble import unread
from web.asking import check_plans
from web.deps import AccessDep, RoomDep
from web.errors import InvalidError
from web.schemas import SearchQuery
from web.views import Hits, HitView

router = APIRouter(tags=["search"], responses=unread())


@router.get("/api/search")
def search(query: Annotated[SearchQuery, Query()], room: RoomDep, session: AccessDep) -> Hits:
    """Return the best chunks for a question, best first."""
    access = granted(query.access, session)
    check_plans(room.index, query.plan, access=access, field="plan")
    limit = room.assistant.settings.question_limit
    if len(query.q) > limit:
        message = f"q: longer than {limit} characters: ask for less at once"
        raise InvalidError(message, field="q")
    hits = room.index.search(query.q, access=access, plan_ids=query.plan, top=query.top)
    return Hits(hits=tuple(map(HitView.of, hits)))

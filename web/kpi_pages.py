"""The KPI explorer: list, CSV, one indicator, several side by side; all without JavaScript."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.access import Access
from web.asking import check_plans
from web.deps import AccessDep, Room, RoomDep
from web.errors import InvalidError
from web.kpi_csv import kpi_download
from web.kpi_detail import ComparePage, DetailPage, found
from web.kpi_list import ListPage, listed, records_of
from web.kpi_query import COMPARED, CompareQuery, DetailQuery, ExplorerQuery
from web.links import with_language, without_language

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_BOTH = ["GET", "HEAD"]


@router.api_route("/kpis", methods=_BOTH)
def kpis(query: Annotated[ExplorerQuery, Query()], request: Request, room: RoomDep, access: AccessDep) -> HTMLResponse:
    """Return the indicators that match the filters of the address."""
    _check(room, query, access)
    page = ListPage.read(room, query, access)
    here = without_language(request.url)
    return HTMLResponse(room.renderer.page("kpis.html", query.language, here=here, page=page, most=COMPARED))


@router.api_route("/kpis.csv", methods=_BOTH)
def kpi_file(query: Annotated[ExplorerQuery, Query()], room: RoomDep, access: AccessDep) -> Response:
    """Return all values of the indicators that match the filters, in the columns of ``kpi.csv``."""
    _check(room, query, access)
    text = kpi_download(records_of(listed(room, query, access)))
    headers = {"content-disposition": 'attachment; filename="kpis.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.api_route("/kpis/compare", methods=_BOTH)
def compare(
    query: Annotated[CompareQuery, Query()], request: Request, room: RoomDep, access: AccessDep
) -> HTMLResponse:
    """Return up to six indicators side by side; with more, what to do about it, HTTP 422."""
    here, many = without_language(request.url), len(query.keys) > COMPARED
    page = None if many else ComparePage.read(room, query, access)
    content = {"page": page, "keys": query.keys, "most": COMPARED}
    return HTMLResponse(
        room.renderer.page("kpi_compare.html", query.language, here=here, **content), 422 if many else 200
    )


@router.api_route("/kpis/{plan_id}", methods=_BOTH)
def kpi(
    plan_id: str, query: Annotated[DetailQuery, Query()], request: Request, room: RoomDep, access: AccessDep
) -> Response:
    """Return the page of one indicator; where the names of the address fit several, the way to their list."""
    rows = found(room, plan_id, query, access)
    if len(rows) > 1:
        names = query.model_dump(include={"table", "field", "issue", "indicator"}, exclude_none=True)
        narrowed = ExplorerQuery(plan=plan_id, **names)
        return RedirectResponse(with_language(narrowed.address(), query.language), 303)
    page = DetailPage.read(room, rows[0], access)
    here = without_language(request.url)
    return HTMLResponse(room.renderer.page("kpi.html", query.language, here=here, page=page))


def _check(room: Room, query: ExplorerQuery, access: Access) -> None:
    """Return nothing when the plan is visible and the search short enough.

    Raises:
        NotFoundError: the plan is absent, or not for this asker.
        InvalidError: the search is longer than a question may be.

    """
    check_plans(room.index, filter(None, (query.plan,)), access=access, field="plan")
    limit = room.assistant.settings.question_limit
    if query.q and len(query.q) > limit:
        raise InvalidError(f"q: longer than {limit} characters: search for less at once", field="q")

"""KPI series over the API."""

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.kpis.series import grouped
from web.access import granted
from web.api.trouble import unread
from web.asking import check_plans
from web.deps import AccessDep, RoomDep
from web.schemas import KpiQuery
from web.series import SeriesFilter
from web.views import Kpis

router = APIRouter(tags=["kpis"], responses=unread())


@router.get("/api/kpis")
def kpis(query: Annotated[KpiQuery, Query()], room: RoomDep, session: AccessDep) -> Kpis:
    """Return the KPI series whose values match every filter given; a series shows its matching values only."""
    access = granted(query.access, session)
    check_plans(room.index, query.plan, access=access, field="plan")
    records = room.index.kpis(access=access, plan_ids=query.plan, field=query.field, indicator=query.indicator)
    plan_ids = dict.fromkeys(record.plan_id for record in records)
    indicators = [(plan_id, one) for plan_id in plan_ids for one in room.index.indicators(plan_id, access=access)]
    series = grouped(records, indicators)
    return Kpis(kpis=SeriesFilter(query.year, query.kind, query.verdict).choose(series))

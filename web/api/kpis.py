"""KPI series over the API."""

from typing import Annotated

from fastapi import APIRouter, Query

from web.access import granted
from web.asking import check_plans
from web.deps import AccessDep, RoomDep
from web.schemas import KpiQuery
from web.series import SeriesKey, directions_of, judged, to_series
from web.views import Kpis

router = APIRouter(tags=["kpis"])


@router.get("/api/kpis")
def kpis(query: Annotated[KpiQuery, Query()], room: RoomDep, session: AccessDep) -> Kpis:
    """Return the KPI series whose values match every filter given; a series shows its matching values only."""
    access = granted(query.access, session)
    check_plans(room.index, query.plan, access=access, field="plan")
    records = room.index.kpis(
        access=access,
        plan_ids=query.plan,
        field=query.field,
        indicator=query.indicator,
        fiscal_year=query.year,
        kind=query.kind,
    )
    directions: dict[SeriesKey, str] = {}
    for plan_id in {record.plan_id for record in records}:
        directions |= directions_of(plan_id, room.index.indicators(plan_id, access=access))
    return Kpis(kpis=tuple(series for series in to_series(records, directions) if judged(series, query.verdict)))

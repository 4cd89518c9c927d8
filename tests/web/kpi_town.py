"""The two invented plans with KPI values enough for the explorer: judged, doubtful, in words, in two fields."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import cast

from fastapi import FastAPI

from assistant.assembly import Assistant
from assistant.kpis.series import grouped
from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from tests.web.fake_assistant import FakeAssistant
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import INDICATORS, KPIS, PUBLIC, PUBLIC_TEXT, STAFF, STAFF_TEXT, kpi
from web.app import create_app
from web.kpi_keys import key_of

ONLINE, HALLS, PAPER = "オンライン届出の割合", "公民館の予約件数", "紙の書類の枚数"
STAFF_ONLY = "金庫点検回数"

RECORDS = (
    *KPIS,
    kpi(PUBLIC, ONLINE, 2025, KpiKind.TARGET, "50"),
    kpi(PUBLIC, ONLINE, 2024, KpiKind.ACTUAL, "33"),
    kpi(PUBLIC, ONLINE, 2024, KpiKind.ACTUAL, "12", field="施設"),
    replace(kpi(PUBLIC, PAPER, 2024, KpiKind.TARGET, "900", field="施設"), unit="枚", table=KpiTable.ACTIVITY),
    replace(
        kpi(PUBLIC, PAPER, 2024, KpiKind.ACTUAL, "1000", field="施設"),
        unit="枚",
        table=KpiTable.ACTIVITY,
        certainty=Certainty.UNCERTAIN,
    ),
    replace(kpi(PUBLIC, "=HYPERLINK(1)", 2023, KpiKind.ACTUAL, "-5", field="@施設"), unit="度", raw="-5度"),
    kpi(STAFF, ONLINE, 2024, KpiKind.ACTUAL, "77", field="金庫室"),
)


def fake_of(records: Iterable[KpiRecord] = RECORDS, *, with_staff: bool = True) -> FakeAssistant:
    plans = [FakePlan.of(PUBLIC, PUBLIC_TEXT)]
    if with_staff:
        plans.insert(0, FakePlan.of(STAFF, STAFF_TEXT))
    return FakeAssistant(index=FakeIndex(tuple(plans), tuple(records), INDICATORS))


def app_of(fake: FakeAssistant) -> FastAPI:
    return create_app(cast("Assistant", fake))


def key(indicator: str, field: str, plan_id: str = PUBLIC.id) -> str:
    """Return the key of the series of that name."""
    about = [(PUBLIC.id, one) for one in INDICATORS]
    series = grouped(RECORDS, about)
    return next(key_of(one) for one in series if (one.plan_id, one.indicator, one.field) == (plan_id, indicator, field))


def many(count: int) -> tuple[KpiRecord, ...]:
    """Return as many series, of one value each."""
    return tuple(
        replace(kpi(PUBLIC, f"指標{n:03}", 2024, KpiKind.ACTUAL, "1"), value=Decimal(n), start=n) for n in range(count)
    )

"""Two invented plans: one that everybody may read, one for staff. No word of them comes from a real plan."""

from decimal import Decimal
from typing import Literal

from corpus.access import Access
from corpus.kpi.record import Certainty, Indicator, KpiKind, KpiRecord, KpiTable
from corpus.plan import PlanManifest

PUBLIC = PlanManifest(
    id="midorino-kurashi",
    title="みどり野市くらし便利計画",
    city="みどり野市",
    language="ja",
    access=Access.PUBLIC,
    prefecture="架空県",
    published="2024-04",
    period="令和6年度～令和10年度",
    status="adopted",
    source_url="javascript:alert(1)",
    contact="みどり野市 企画課",
    restated=True,
)

PUBLIC_TEXT = """\
# みどり野市くらし便利計画

この計画は、窓口に来なくても手続きが済むまちを目指してつくりました。

## 1 計画の目的

市民が手続きに使う時間を、五年間で半分にします。
引っ越しの手続きは、スマートフォンから二十四時間いつでも届け出られるようにします。

## 2 三つの重点目標

重点目標は次のとおりです。

・書かない窓口を全支所に広げる
・公民館の予約をすべてオンラインにする
・災害時の連絡を十分以内に届ける

## 3 推進体制

### (1) 会議

副市長が議長となる推進会議を、年に四回開きます。

<script>alert("本文")</script> は画面でそのまま文字として見えます。

### (2) 進み具合の公表

進み具合は毎年六月に市のウェブサイトで公表します。
"""

STAFF = PlanManifest(
    id="kakurezawa-naibu",
    title="かくれ沢市内部点検手順",
    city="かくれ沢市",
    language="ja",
    access=Access.STAFF,
    contact="かくれ沢市 監察室",
)

STAFF_TEXT = """\
# かくれ沢市内部点検手順

## 1 抜き打ち点検の目標

金庫の抜き打ち点検は、霜月の第二水曜日に行います。
"""

SECRETS = (STAFF.id, "かくれ沢", "内部点検手順", "抜き打ち", "霜月", "監察室", "金庫点検回数")
"""Words that only the staff plan holds: none may reach a public asker."""


def kpi(
    plan: PlanManifest, indicator: str, fiscal_year: int | None, kind: KpiKind, value: str | None, field: str = "窓口"
) -> KpiRecord:
    """Return one KPI value of a plan."""
    return KpiRecord(
        plan_id=plan.id,
        table=KpiTable.KPI,
        field=field,
        issue="手続き",
        indicator=indicator,
        project_id="",
        fiscal_year=fiscal_year,
        period="",
        kind=kind,
        value=None if value is None else Decimal(value),
        unit="%",
        raw=value or "上昇",
        qualifier="" if value else "上昇",
        certainty=Certainty.CERTAIN,
        start=0,
        end=5,
        cell_start=0,
        cell_end=5,
        evidence="kpi.csv",
    )


KPIS = (
    kpi(PUBLIC, "オンライン届出の割合", 2025, KpiKind.ACTUAL, "41.5"),
    kpi(PUBLIC, "オンライン届出の割合", 2024, KpiKind.TARGET, "30"),
    kpi(PUBLIC, "オンライン届出の割合", None, KpiKind.TARGET, None),
    kpi(PUBLIC, "公民館の予約件数", 2024, KpiKind.ACTUAL, "1200", field="施設"),
    kpi(STAFF, "金庫点検回数", 2024, KpiKind.ACTUAL, "7"),
)

INDICATORS = (
    Indicator(
        table=KpiTable.KPI,
        field="窓口",
        issue="手続き",
        indicator="オンライン届出の割合",
        project_id="",
        direction="up",
        formula="",
        department="",
        priority_issue="",
        project_name="",
        leading=None,
        years="",
        definition="",
        note="",
        start=0,
        end=5,
    ),
)

Mood = Literal["well", "index", "crash"]

"""The health of a plan: nothing that was unsure or left out may be lost on the way to it."""

from dataclasses import replace
from decimal import Decimal

from corpus.health import Extent, FileHealth, Reading, count_series, health_of
from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from corpus.notice import Notice, NoticeCode
from corpus.plan import PlanManifest, Rejection, SourceFile

MANIFEST = PlanManifest.model_validate(
    {"id": "morikawa-dx", "title": "森川市DX計画", "city": "森川市", "language": "ja", "access": "public"}
)
READING = Reading(
    (SourceFile("本編.PDF", 0, 900), SourceFile("kpi.csv", 901, 950)),
    (12, 0),
    14,
    3,
    (Rejection("kpi.csv", "line 3", "value = 多い: not a number"),),
    tuple(Notice("本編.PDF", f"page {place}", code, code.name) for place, code in enumerate(NoticeCode, 1)),
)
SURE = KpiRecord(
    "morikawa-dx", KpiTable.KPI, "窓口", "", "申請件数", "", 2024, "", KpiKind.TARGET, Decimal(120), "件", "120件", "",
    Certainty.CERTAIN, 0, 9, 3, 5, "heading row",
)  # fmt: skip
UNSURE = replace(SURE, kind=KpiKind.ACTUAL, raw="96件", certainty=Certainty.UNCERTAIN, evidence="row one cell longer")
EXTENT = Extent(950, 4, 9, 30)


def test_every_notice_stands_in_exactly_one_list() -> None:
    health = health_of(MANIFEST, READING, EXTENT, [])
    lists = (health.failed_tables, health.not_taken, health.converted, health.instructions, health.damage)
    assert sorted(notice.code for notices in lists for notice in notices) == sorted(NoticeCode)
    assert [notice.code.name for notice in health.not_taken] == ["LEFT_OUT", "HIDDEN", "NO_TEXT", "LIMIT"]


def test_files_are_named_with_format_pages_and_length() -> None:
    health = health_of(MANIFEST, READING, EXTENT, [])
    assert health.files == (FileHealth("本編.PDF", "pdf", 900, 12), FileHealth("kpi.csv", "csv", 49, 0))
    assert (health.plan_id, health.title, health.pages, health.tables) == ("morikawa-dx", "森川市DX計画", 14, 3)
    assert health.extent == EXTENT
    assert health.rejections == READING.rejections


def test_uncertain_values_are_listed_with_their_evidence() -> None:
    health = health_of(MANIFEST, READING, EXTENT, [SURE, UNSURE])
    assert (health.kpi_series, health.kpi_values) == (1, 2)
    assert [(value.fiscal_year, value.raw, value.evidence) for value in health.uncertain] == [
        (2024, "96件", "row one cell longer")
    ]


def test_a_series_is_an_indicator_of_a_field_issue_and_project() -> None:
    others = [replace(SURE, field="福祉"), replace(SURE, project_id="窓口1-1"), replace(SURE, table=KpiTable.ACTIVITY)]
    assert count_series([SURE, UNSURE, *others]) == 4
    assert count_series([]) == 0

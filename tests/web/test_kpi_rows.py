"""Citations of KPI values in words."""

from dataclasses import replace
from typing import cast

from assistant.turn import Citation, Language
from corpus.access import Access
from corpus.kpi.record import Certainty, KpiKind, KpiRecord
from index.reader import IndexReader
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import PUBLIC, PUBLIC_TEXT, STAFF, STAFF_TEXT, kpi
from web.kpi_rows import ValueInWords, row_at, rows_of

ROW = (len(PUBLIC_TEXT) + 1, len(PUBLIC_TEXT) + 9)  # behind the text: where kpi.csv stands


def at(record: KpiRecord, span: tuple[int, int] = ROW) -> KpiRecord:
    return replace(record, start=span[0], end=span[1])


def index_of(*records: KpiRecord) -> IndexReader:
    plans = (FakePlan.of(STAFF, STAFF_TEXT), FakePlan.of(PUBLIC, PUBLIC_TEXT))
    return cast("IndexReader", FakeIndex(plans, records))


def cited(marker: int, span: tuple[int, int], chunk_id: str = "", plan_id: str = PUBLIC.id) -> Citation:
    return Citation(marker, plan_id, "", "", (), None, chunk_id, "", *span, "", "", restated=False, published=None)


def found(record: KpiRecord, language: Language = "ja") -> ValueInWords | None:
    return row_at(index_of(at(record)), PUBLIC.id, *ROW, access=Access.PUBLIC, language=language)


TARGET = kpi(PUBLIC, "オンライン届出の割合", 2024, KpiKind.TARGET, "30")


def test_a_row_tells_field_indicator_year_kind_and_what_is_printed() -> None:
    expected = ValueInWords("窓口", "手続き", "オンライン届出の割合", "令和6(2024)年度", "target", "30", certain=True)
    assert found(TARGET) == expected
    in_english = found(TARGET, "en")
    assert in_english
    assert in_english.time == "FY2024"


def test_a_doubtful_value_and_a_period_say_so() -> None:
    row = found(replace(TARGET, certainty=Certainty.UNCERTAIN, fiscal_year=None, period="令和6年度～令和8年度"))
    assert row
    assert (row.certain, row.time) == (False, "令和6年度～令和8年度")


def test_only_the_exact_span_of_a_row_is_one() -> None:
    index = index_of(at(TARGET))
    for span in ((ROW[0], ROW[1] - 1), (ROW[0] + 1, ROW[1]), (0, 5)):
        assert row_at(index, PUBLIC.id, *span, access=Access.PUBLIC, language="ja") is None


def test_a_value_inside_the_text_is_quoted_as_text() -> None:
    start = PUBLIC_TEXT.index("市民が手続き")
    index = index_of(at(TARGET, (start, start + 5)))
    assert row_at(index, PUBLIC.id, start, start + 5, access=Access.PUBLIC, language="ja") is None


def test_a_row_of_a_staff_plan_is_none_for_the_public() -> None:
    index = index_of(at(kpi(STAFF, "金庫点検回数", 2024, KpiKind.ACTUAL, "7")))
    citations = [cited(1, ROW, plan_id=STAFF.id)]
    assert row_at(index, STAFF.id, *ROW, access=Access.PUBLIC, language="ja") is None
    assert rows_of(citations, index, access=Access.PUBLIC, language="ja") == {}
    assert [row.raw for row in rows_of(citations, index, access=Access.STAFF, language="ja").values()] == ["7"]


def test_rows_come_by_the_marker_of_their_citation() -> None:
    second = (ROW[1] + 1, ROW[1] + 9)
    index = index_of(at(TARGET), at(replace(TARGET, fiscal_year=2025, raw="50"), second))
    citations = [cited(1, (0, 5), chunk_id="a.1.1"), cited(2, second), cited(3, ROW)]
    rows = rows_of(citations, index, access=Access.PUBLIC, language="ja")
    assert {marker: row.raw for marker, row in rows.items()} == {2: "50", 3: "30"}
    assert rows_of(citations[:1], index, access=Access.PUBLIC, language="ja") == {}

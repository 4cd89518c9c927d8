from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from corpus.kpi.surveys.finder import find_surveys
from tests.corpus.kpi.finding import assert_sound, careful, keyed, original, source_of
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS

SURVEY = """# 2 これまでの成果

## (1) 意識調査の結果

設問\t令和 4 (2022) 年度\t(2023)\tR6
住みやすいと思う市民\t71.2%\t70. 8%\t
窓口に満足している市民\t65.0%\t未定\t66.1%
"""
TARGETS = """# 3 数値目標

| 指標 | 単位 | 現状値（令和5年度） | 目標値（令和11年度） |
|---|---|---|---|
| 図書館の貸出冊数 | 冊 | 120,500 | 150,000 |
| 窓口の待ち時間（分） | 分 | 18 | 10以下 |
| 住みやすいと思う市民の割合 |  | 62.5% | 上昇↑ |
"""
FIGURES = """# 4 職員数

項目\t(参考) 平成27年度\t(開始年度) 令和2年度\t令和6年度\t計画期間中増減
職員数\t520人\t512人\t508人\t▲4人
人口(住民基本台帳\t52, 100人\t51,000人\t49,800人\t▲1,200人
4月1日時点)\t52,100人\t51,000人\t49,800人\t▲1,200人
人口1,000人当たり\t9.98人\t10.04人\t10.20人\t0.16人
の職員数\t9.93人\t10.04人\t10.20人\t0.16人

(いずれも4月1日時点)
"""
FORECAST = """# 5 財政の見通し

(単位：百万円)

区分\t令和6年度\t令和7年度\t令和8年度
歳入\t32,100\t31,500\t31,000
収支\t300\t▲100\t-
"""
BY_ROW = """# 6 人口の推移

年度\t人口\t世帯数\t高齢化率
平成27年度\t52,100人\t20,100世帯\t25.1%
令和2年度\t51,000人\t20,900世帯\t28.4%
令和6年度\t49,800人\t/\t30.2%
"""
GROUPED = """# 7 指標一覧

分野\t指標\t基準値\t中間目標(R9)\t最終目標(R12)\t担当課
福祉\t認知症サポーター数\t3,200人\t3,600人\t4,000人\t高齢課
\t教室の参加者数\t450人(R5)\t500人\t維持\t高齢課
環境\tリサイクル率※1\t21.5%\t25%\t30%\t環境課

※1 令和4年4月1日～令和5年12月末の実績値
"""
CALENDAR = """# 8 人口

区分\t平成27年\t令和2年\t令和6年
総人口\t52,100\t51,000\t49,800
"""
TITLED = """# 9 令和12年度の目標

指標\t現状\t目標
空き家の件数\t320件\t250件
"""
REPEATED = """# 10 回答

区分\tR4\tR6
男性\t40%\t41%
男性\t50%\t52%
女性\t45%
"""
OTHERS = (
    "# 1 工程\n\n取組\tR7\tR8\tR9\n窓口の予約\t検討\t実施\t→\n電子化\t→\t→\t→\n",
    "# 1 事業\n\nKPI\t\tR5\tR6\tR7\n手続き数\t予定\t10\t20\t30\n\t実績\t8\t21\t\n",
    "# 1 事業\n\nプロジェクト\t活動指標\tR5\tR6\n窓口\t5件\t6件\t7件\n",
    "# 8 用語集\n\n用語\t解説\nRPA\t作業を自動で行う仕組み\n目標\t100%\n",
    "# 目次\n\n1 はじめに\t1\n2 目標\t3\n",
    "# 1 体制\n\n区分\t所管\n目標\t企画課\n",
    "# 1 目標\n\n基本目標\t施策\n1 安心\t10の施策\n",
    "# 1 空\n\n指標\t現状値\t目標値\n受診率\t\t\n相談件数\t/\t未定\n",
)


def found_in(text: str, **options: str | None) -> list[KpiRecord]:
    source = source_of(text, **options)
    found = find_surveys(source)
    assert_sound(source, found)
    return list(found.records)


def said(records: list[KpiRecord]) -> list[tuple[str, int | None, str, str, str]]:
    """Return name, year, kind, value and unit of each record."""
    return [
        (one.indicator, one.fiscal_year, one.kind.value, str(one.value if one.value is not None else ""), one.unit)
        for one in records
    ]


def test_survey_columns_are_years() -> None:
    records = found_in(SURVEY)
    assert said(records) == [
        ("住みやすいと思う市民", 2022, "actual", "71.2", "%"),
        ("住みやすいと思う市民", 2023, "actual", "70.8", "%"),
        ("窓口に満足している市民", 2022, "actual", "65.0", "%"),
        ("窓口に満足している市民", 2024, "actual", "66.1", "%"),
    ]
    assert {(one.table, one.issue, one.certainty) for one in records} == {
        (KpiTable.KPI, "意識調査の結果", Certainty.CERTAIN)
    }
    assert records[1].raw == "70. 8%"


def test_a_cell_that_states_no_value_is_named() -> None:
    (rejection,) = find_surveys(source_of(SURVEY)).rejections
    assert "未定" in rejection.reason


def test_targets_stand_beside_what_they_start_from() -> None:
    records = found_in(TARGETS)
    assert said(records) == [
        ("図書館の貸出冊数", 2023, "baseline", "120500", "冊"),
        ("図書館の貸出冊数", 2029, "target", "150000", "冊"),
        ("窓口の待ち時間", 2023, "baseline", "18", "分"),
        ("窓口の待ち時間", 2029, "target", "10", "分"),
        ("住みやすいと思う市民の割合", 2023, "baseline", "62.5", "%"),
        ("住みやすいと思う市民の割合", 2029, "target", "", "%"),
    ]
    assert [one.qualifier for one in records] == ["", "", "", "以下", "", "上昇"]
    ways = [indicator.direction for indicator in find_surveys(source_of(TARGETS)).indicators]
    assert ways == ["up", "down", "up"]


def test_one_indicator_of_two_tables_is_one_series() -> None:
    records = [one for one in found_in(SURVEY + TARGETS) if one.indicator.startswith("住みやすい")]
    assert {(one.indicator, one.issue) for one in records} == {("住みやすいと思う市民の割合", "数値目標")}
    assert [one.kind for one in records].count(KpiKind.ACTUAL) == 2


def test_figures_by_year_with_their_change() -> None:
    records = found_in(FIGURES)
    assert said(records)[:4] == [
        ("職員数", 2015, "actual", "520", "人"),
        ("職員数", 2020, "actual", "512", "人"),
        ("職員数", 2024, "actual", "508", "人"),
        ("職員数の計画期間中増減", None, "actual", "-4", "人"),
    ]
    assert [(one.qualifier, one.period) for one in records[:4]] == [
        ("参考", "4月1日時点"),
        ("開始年度", "4月1日時点"),
        ("", "4月1日時点"),
        ("増減", "計画期間中"),
    ]
    assert {one.table for one in records} == {KpiTable.FIGURE}


def test_a_label_over_two_rows_is_one_row() -> None:
    records = found_in(FIGURES)
    assert list(dict.fromkeys(one.indicator for one in records if one.fiscal_year)) == [
        "職員数",
        "人口(住民基本台帳4月1日時点)",
        "人口1,000人当たりの職員数",
    ]


def test_contradicting_lines_of_a_row_are_uncertain() -> None:
    (unsure,) = (one for one in found_in(FIGURES) if one.certainty is Certainty.UNCERTAIN)
    assert (unsure.indicator, unsure.fiscal_year, unsure.value) == ("人口1,000人当たりの職員数", 2015, Decimal("9.98"))
    assert "9.93人" in unsure.evidence


def test_the_caption_says_the_unit_and_years_to_come_are_forecasts() -> None:
    assert said(found_in(FORECAST)) == [
        ("歳入", 2024, "forecast", "32100", "百万円"),
        ("歳入", 2025, "forecast", "31500", "百万円"),
        ("歳入", 2026, "forecast", "31000", "百万円"),
        ("収支", 2024, "forecast", "300", "百万円"),
        ("収支", 2025, "forecast", "-100", "百万円"),
    ]


def test_years_may_stand_in_the_rows() -> None:
    records = said(found_in(BY_ROW))
    assert len(records) == 8
    assert records[0] == ("人口", 2015, "actual", "52100", "人")
    assert records[-1] == ("高齢化率", 2024, "actual", "30.2", "%")


def test_groups_cell_years_and_footnotes_are_read() -> None:
    records = found_in(GROUPED)
    assert [(one.field, one.fiscal_year, one.raw) for one in records] == [
        ("福祉", None, "3,200人"),
        ("福祉", 2027, "3,600人"),
        ("福祉", 2030, "4,000人"),
        ("福祉", 2023, "450人(R5)"),
        ("福祉", 2027, "500人"),
        ("福祉", 2030, "維持"),
        ("環境", None, "21.5%"),
        ("環境", 2027, "25%"),
        ("環境", 2030, "30%"),
    ]
    assert records[6].period == "令和4年4月1日~令和5年12月末"
    assert records[6].indicator == "リサイクル率"


def test_a_month_beside_a_year_is_no_fiscal_year() -> None:
    records = found_in("# 1 目標\n\n指標\t現状\t目標\n電子決裁率\t35.5%(R6.3)\t100%\n")
    assert [(one.fiscal_year, one.period) for one in records] == [(None, "R6.3"), (None, "")]


def test_a_change_between_two_years_is_of_neither() -> None:
    records = found_in("# 1 満足度\n\n施策\t第1回(R3)\t第2回(R6)\t差(R6-R3)\n防災\t55.0\t58.8\t+3.8\n")
    assert [(one.indicator, one.fiscal_year) for one in records] == [
        ("防災", 2021),
        ("防災", 2024),
        ("防災の差(R6-R3)", None),
    ]


def test_calendar_years_are_periods() -> None:
    records = found_in(CALENDAR)
    assert [(one.fiscal_year, one.period, one.unit) for one in records] == [
        (None, "平成27年", "人"),
        (None, "令和2年", "人"),
        (None, "令和6年", "人"),
    ]


def test_the_heading_may_say_the_year_of_the_target() -> None:
    assert said(found_in(TITLED)) == [
        ("空き家の件数", None, "baseline", "320", "件"),
        ("空き家の件数", 2030, "target", "250", "件"),
    ]


def test_rows_that_cannot_be_told_apart_are_uncertain() -> None:
    records = found_in(REPEATED)
    assert [one.certainty for one in records] == [Certainty.UNCERTAIN] * 5
    assert "cells missing" in records[-1].evidence


def test_a_row_with_too_many_cells_is_rejected() -> None:
    found = find_surveys(source_of("# 1 推移\n\n項目\tR4\tR5\n来館者数\t10人\t11人\n貸出数\t1\t2\t3\n"))
    assert len(found.records) == 2
    assert found.rejections[0].reason == "a table row with 4 cells under 3 columns"


@pytest.mark.parametrize("text", OTHERS)
def test_other_tables_give_nothing(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
def test_what_a_careful_reader_found_is_found() -> None:
    source = original("nagareyama-keiei")
    found = find_surveys(source)
    assert_sound(source, found)
    gold = careful("nagareyama-keiei")
    certain = keyed(one for one in found.records if one.certainty is Certainty.CERTAIN)
    assert all(gold.get(key, "none") == value for key, value in certain.items())
    right = [key for key, value in keyed(found.records).items() if gold.get(key, "none") == value]
    assert len(right) == len(found.records) == 41


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
@pytest.mark.parametrize("plan", ["kitakyushu-dx", "saga-smart", "sasebo-dx", "tsukubamirai-reform"])
def test_plans_without_such_tables_give_nothing(plan: str) -> None:
    assert find_surveys(original(plan)).records == ()


CELLS = st.sampled_from(
    [
        "",
        "指標",
        "項目",
        "R5",
        "令和6年度",
        "(2022)",
        "現状値",
        "目標",
        "増減",
        "単位",
        "%",
        "12.3%",
        "1,2 00人",
        "維持",
        "/",
        "※1",
    ]
)
LINES = st.one_of(
    st.lists(CELLS, min_size=1, max_size=6).map("\t".join),
    st.lists(CELLS, min_size=1, max_size=5).map(lambda cells: f"| {' | '.join(cells)} |"),
    st.sampled_from(["", "|---|---|---|", "# 1 目標", "(単位：千円)", "※1 令和5年度の値", "人口は5人です。", "\f"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_any_rows_are_read(text: str) -> None:
    source = source_of(text)
    assert_sound(source, find_surveys(source))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read(text: str) -> None:
    source = source_of(text, published=None)
    assert_sound(source, find_surveys(source))


def test_dashes_are_empty_cells() -> None:
    rows = "見守りの参加者数\t-\t-\t-\t12人\n講座の回数\t-\t－\t/\t-\n"
    found = find_surveys(source_of(f"# 1 実績\n\n指標\tR3\tR4\tR5\tR6\n{rows}"))
    assert [(one.indicator, one.fiscal_year, one.raw) for one in found.records] == [("見守りの参加者数", 2024, "12人")]

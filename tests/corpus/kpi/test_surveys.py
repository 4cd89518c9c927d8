from corpus.kpi.record import Certainty, KpiKind, KpiTable
from corpus.kpi.surveys.finder import find_surveys
from tests.corpus.kpi.finding import source_of
from tests.corpus.kpi.surveying import found_in, said

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
GROUPED = """# 7 指標一覧

分野\t指標\t基準値\t中間目標(R9)\t最終目標(R12)\t担当課
福祉\t認知症サポーター数\t3,200人\t3,600人\t4,000人\t高齢課
\t教室の参加者数\t450人(R5)\t500人\t維持\t高齢課
環境\tリサイクル率※1\t21.5%\t25%\t30%\t環境課

※1 令和4年4月1日～令和5年12月末の実績値
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


def test_dashes_are_empty_cells() -> None:
    rows = "見守りの参加者数\t-\t-\t-\t12人\n講座の回数\t-\t－\t/\t-\n"
    found = find_surveys(source_of(f"# 1 実績\n\n指標\tR3\tR4\tR5\tR6\n{rows}"))
    assert [(one.indicator, one.fiscal_year, one.raw) for one in found.records] == [("見守りの参加者数", 2024, "12人")]

"""Tables of figures by year: counts, finances, population."""

from decimal import Decimal

from corpus.kpi.record import Certainty, KpiTable
from tests.corpus.kpi.surveying import found_in, said

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
CALENDAR = """# 8 人口

区分\t平成27年\t令和2年\t令和6年
総人口\t52,100\t51,000\t49,800
"""


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


def test_calendar_years_are_periods() -> None:
    records = found_in(CALENDAR)
    assert [(one.fiscal_year, one.period, one.unit) for one in records] == [
        (None, "平成27年", "人"),
        (None, "令和2年", "人"),
        (None, "令和6年", "人"),
    ]

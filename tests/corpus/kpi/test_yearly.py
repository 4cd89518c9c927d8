import pytest

from corpus.kpi.extract import Found
from corpus.kpi.record import KpiTable
from tests.corpus.kpi.invented import found_in, said

HEAD = "指標||R3|R4|R5|R6|R7|R8|算出式|評価\n"
OTHERS = "".join(
    f"{name}|目標|10|20|30|40|50|60|一年の数|順調\n|実績|11|19|31|{last}||\n"
    for name, last in (("来庁者数", 41), ("申請数", 42), ("配布数", 43))
)


YEARS = ["R5|R6|R7", "令和5年度|6年度|7年度", "2023|2024|2025", "(2023)|(2024)|(2025)", "FY2023|FY2024|FY2025"]


@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        ("予定", "実績", ("target", "actual")),
        ("目標値", "実績値", ("target", "actual")),
        ("計画", "実績", ("target", "actual")),
        ("当初", "見込", ("target", "forecast")),
        ("【目標】", "実績(件)", ("target", "actual")),
    ],
)
def test_years_and_labels_in_many_notations(years: str, first: str, second: str, kinds: tuple[str, str]) -> None:
    found = found_in(f"指標||{years}\n相談件数|{first}|100|1,200|140\n|{second}|98|130|\n")
    assert said(found) == {
        ("相談件数", kinds[0]): "2023:100件 2024:1200件 2025:140件",
        ("相談件数", kinds[1]): "2023:98件 2024:130件",
    }
    assert found.rejections == ()


def test_a_pipe_table() -> None:
    text = "| 指標 | 区分 | R6 | R7 |\n|---|---|---|---|\n| 予約率 | 目標 | 45% | 50% |\n| | 実績 | 44% | |\n"
    assert said(found_in(text, pipes=True)) == {
        ("予約率", "target"): "2024:45% 2025:50%",
        ("予約率", "actual"): "2024:44%",
    }


def test_units_words_and_qualifiers() -> None:
    found = found_in("指標|単位|区分|R6|R7|R8|備考\n満足度|%|目標|80以上|85以上|維持|調査\n||実績|79.5|集計中||\n")
    assert said(found) == {
        ("満足度", "target"): "2024:80%以上 2025:85%以上 2026:%維持",
        ("満足度", "actual"): "2024:79.5%",
    }
    assert [item.reason for item in found.rejections] == ["集計中: states no value"]


def test_what_is_no_table_of_targets_and_actuals() -> None:
    for text in ("年度|R3|R4|R5\n人口|1,000|990|980\n", "課題|R4|R5|R6|到達像\n予約の拡大|検討||導入|待たない窓口\n"):
        assert found_in(text) == Found()


def test_a_column_of_present_values_is_no_year() -> None:
    text = "指標|現状値(R5)|区分|R6|R7\n予約率|40%|目標|45%|50%\n||実績|44%|\n"
    assert said(found_in(text)) == {("予約率", "target"): "2024:45% 2025:50%", ("予約率", "actual"): "2024:44%"}


def test_a_table_that_goes_on_without_its_heading() -> None:
    text = "指標|区分|R6|R7\n予約率|目標|45%|50%\n|実績|44%|\n\n待ち時間|目標|20分|18分\n|実績|21分|\n"
    assert said(found_in(text))["待ち時間", "target"] == "2024:20分 2025:18分"


def test_the_heading_names_the_indicator_of_a_table_without_one() -> None:
    text = "# 1 予約率\n\n区分|R6|R7\n目標|45%|50%\n実績|44%|\n"
    assert said(found_in(text)) == {("予約率", "target"): "2024:45% 2025:50%", ("予約率", "actual"): "2024:44%"}
    refused = found_in("区分|R6|R7\n目標|45%|50%\n").rejections
    assert [(item.place, item.reason) for item in refused] == [("line 2", "目標 without an indicator")]


def test_field_issue_formula_and_remark() -> None:
    found = found_in(
        "# 評価\n\n## 02【農林水産】海と山\n\n"
        "1|担い手の育成|KPI||R6|R7|算出式・設定根拠|進捗状況・評価\n"
        "||新規就農者数|予定|5人|6人|市の調べ|順調\n|||実績|4人||\n"
    )
    (indicator,) = found.indicators
    assert (indicator.field, indicator.issue, indicator.indicator) == ("農林水産", "担い手の育成", "新規就農者数")
    assert (indicator.formula, indicator.note, indicator.direction) == ("市の調べ", "順調", "up")
    assert {(record.field, record.issue, record.table) for record in found.records} == {
        ("農林水産", "担い手の育成", KpiTable.KPI)
    }


def test_the_issue_may_stand_in_the_row() -> None:
    found = found_in(
        "|KPI||R6|R7|算出式\n1|予約の拡大|予約件数|目標|10|20|式\n||||実績|9|\n2|窓口の整理|窓口数|目標|3|4|式\n"
    )
    assert [(item.issue, item.indicator) for item in found.indicators] == [
        ("予約の拡大", "予約件数"),
        ("窓口の整理", "窓口数"),
    ]
    assert said(found)["予約件数", "actual"] == "2024:9件"


@pytest.mark.parametrize("actual", ["実績|9|22|31|44|||||", "||||実績|9|22|31|44|||", "||実績|9|22|31|44|||"])
def test_a_row_that_starts_elsewhere_counts_from_its_label(actual: str) -> None:
    found = found_in(f"{HEAD}予約件数|目標|10|20|30|40|50|60|式|良\n{actual}\n{OTHERS}")
    assert said(found)["予約件数", "actual"] == "2021:9件 2022:22件 2023:31件 2024:44件"


def test_a_row_with_a_lost_cell_is_uncertain() -> None:
    found = found_in(f"{HEAD}予約件数|目標|10|20|30|40|50|窓口で受けた件数を一年分合わせたもの|良\n{OTHERS}")
    assert said(found)["予約件数", "target"] == "2021:10件? 2022:20件? 2023:30件? 2024:40件? 2025:50件?"
    assert "a text where a year's value should stand" in found.records[0].evidence


def test_a_surplus_value_that_repeats_the_last_is_left_out() -> None:
    found = found_in(f"{HEAD}予約件数|目標|10|20|30|40|50|60|60|窓口で受けた件数\n")
    assert said(found)["予約件数", "target"].endswith("2026:60件")
    assert [item.reason for item in found.rejections] == ["60: a value behind those of all years"]
    assert "?" in said(found_in(f"{HEAD}予約件数|目標|10|20|30|40|50|60|70|窓口で受けた件数\n"))["予約件数", "target"]


def test_a_gap_makes_what_is_behind_it_uncertain() -> None:
    found = found_in(f"{HEAD}予約件数|目標|10|20|30|40|50|60|式|良\n実績|9||22|31|44||||\n{OTHERS}")
    assert said(found)["予約件数", "actual"] == "2021:9件 2022:22件? 2023:31件? 2024:44件?"


def test_a_slash_holds_a_place_and_is_no_value() -> None:
    row = "予約件数|目標|/|/|30|40|50|60|式|良\n実績|/|/|31|44|||||\n"
    assert said(found_in(HEAD + row + OTHERS))["予約件数", "actual"] == "2023:31件 2024:44件"
    assert said(found_in(HEAD + row + OTHERS))["予約件数", "target"].startswith("2023:30件")


def test_a_remark_confirms_a_repair() -> None:
    row = "予約件数|目標|/|/|30|40|50|60|令和5年度より集計|良\n実績|/||/|31|44||||\n"
    assert said(found_in(HEAD + row + OTHERS))["予約件数", "actual"] == "2023:31件 2024:44件"
    without = row.replace("令和5年度より", "毎年")
    assert said(found_in(HEAD + without + OTHERS))["予約件数", "actual"] == "2023:31件? 2024:44件?"


def test_no_actual_value_for_years_to_come() -> None:
    row = "予約件数|目標|10|20|30|40|50|60|式|良\n|実績|9|22|31|44|50|60||\n"
    found = found_in(HEAD + row + OTHERS)
    assert said(found)["予約件数", "actual"].endswith("2025:50件?")
    assert [item.reason for item in found.rejections] == ["60: an actual value for R8, a year that was not over"]


def test_an_actual_value_after_the_plan_was_published() -> None:
    text = f"{HEAD}予約件数|目標|10|20|30|40|50|60|式|良\n|実績|9|22|31|44|50|60||\n"
    found = found_in(text, published="2025-10")
    assert max(record.fiscal_year or 0 for record in found.records if record.kind == "actual") == 2025


def test_a_number_without_the_unit_of_its_neighbours_is_uncertain() -> None:
    found = found_in(f"{HEAD}印刷の割合|目標|1|90%|80%|70%|60%|50%|式|良\n")
    assert said(found)["印刷の割合", "target"].startswith("2021:1%? 2022:90% 2023:80%")


def test_values_without_a_label_are_named() -> None:
    found = found_in("指標||R6|R7\n予約件数|目標|10|20\n|実績|9|\n待ち時間||20分|18分\n")
    assert [(item.place, item.reason) for item in found.rejections] == [
        ("line 4", "values without 予定 or 実績 before them")
    ]

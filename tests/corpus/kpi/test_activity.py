import pytest

from corpus.kpi.record import Indicator
from tests.corpus.kpi.invented import found_in, said

HEAD = (
    "分野|分類|主体部局|重点課題|課題|プロジェクト||||活動指標|||||||実施年度||\n"
    "|||||PID|名称|概要|リーディング|項目|R5|R5実績|R6|R6実績|R7|R7実績|R6|R7|R8\n"
)
LEFT = "まち|窓口|市民課|待たない市役所|予約の拡大|窓口1-1-2|予約の仕組み|窓口の予約を広げる。"


def only(text: str) -> Indicator:
    (indicator,) = found_in(text).indicators
    return indicator


def test_columns_in_pairs_and_what_a_project_is() -> None:
    text = f"{HEAD}{LEFT}|○|予約件数(件/月)|30|31|40|44|50||○|⇒|⇒\n"
    assert said(found_in(text)) == {
        ("予約件数", "target"): "2023:30件/月 2024:40件/月 2025:50件/月",
        ("予約件数", "actual"): "2023:31件/月 2024:44件/月",
    }
    indicator = only(text)
    assert (indicator.table, indicator.field, indicator.issue) == ("activity", "窓口", "予約の拡大")
    assert (indicator.project_id, indicator.project_name) == ("窓口1-1-2", "予約の仕組み")
    assert (indicator.department, indicator.priority_issue) == ("市民課", "待たない市役所")
    assert (indicator.leading, indicator.years) == (True, "R6-R8")


def test_marks_are_no_values() -> None:
    text = f"{HEAD}{LEFT}||予約件数|/|/|40|44|50||…|○|⇒\n"
    assert said(found_in(text)) == {("予約件数", "target"): "2024:40件 2025:50件", ("予約件数", "actual"): "2024:44件"}
    assert (only(text).leading, only(text).years) == (False, "R7-R8")


def test_two_ids_in_one_cell() -> None:
    text = f"{HEAD}{LEFT.replace('窓口1-1-2', '窓口1-1-2 窓口1-b-3')}||予約件数|30|31|40|44|50||○|⇒|⇒\n"
    assert only(text).project_id == "窓口1-1-2;窓口1-b-3"


@pytest.mark.parametrize("between", ["|", "||", "|○|"])
def test_a_row_that_lost_cells_counts_from_the_indicators_name(between: str) -> None:
    text = f"{HEAD}{LEFT}{between}予約件数|30|31|40|44|50||○|⇒|⇒\n"
    assert said(found_in(text))["予約件数", "target"] == "2023:30件 2024:40件 2025:50件"
    assert said(found_in(text))["予約件数", "actual"] == "2023:31件 2024:44件"


def test_lost_value_cells_are_uncertain() -> None:
    text = f"{HEAD}{LEFT}||予約件数|30|31|40|50|○|⇒|⇒\n"
    assert all(record.certainty == "uncertain" for record in found_in(text).records)


def _rows(cells: str) -> str:
    return "".join(f"{LEFT.replace('1-1-2', f'1-1-{number}')}||{cells}\n" for number in range(3, 7))


def test_a_row_that_only_lost_blanks_is_certain_up_to_the_last_report() -> None:
    text = HEAD + _rows("相談件数|10|11|20|22|30||○|⇒|⇒") + f"{LEFT}||予約件数|30|31|40|44|50|○|⇒|⇒\n"
    assert said(found_in(text))["予約件数", "target"] == "2023:30件 2024:40件 2025:50件"


def test_filled_actuals_of_years_to_come_are_uncertain() -> None:
    text = HEAD + _rows("相談件数|10|11|20|22|30||○|⇒|⇒") + f"{LEFT}||予約件数|30|31|40|44|50|50|○|⇒|⇒\n"
    assert said(found_in(text))["予約件数", "actual"] == "2023:31件 2024:44件 2025:50件?"
    assert said(found_in(text))["予約件数", "target"] == "2023:30件 2024:40件 2025:50件"


KPI = "指標||R5|R6|R7|算出式\n予約の件数|目標|30|42|51|窓口の数\n|実績|29|44||\n\n"


def test_the_kpi_table_confirms_a_shifted_row_and_this_its_neighbours() -> None:
    shifted = (
        f"{LEFT}||予約件数||30|29|42|44|51||51||○|⇒|⇒\n"
        f"{LEFT.replace('1-1-2', '1-1-9')}||呼出し数||10|11|12|14|13||13||○|⇒|⇒\n"
    )
    text = KPI + HEAD + _rows("相談件数|10|11|20|22|30||○|⇒|⇒") + "\n" + HEAD + shifted
    found = found_in(text)
    assert said(found)["予約件数", "target"] == "2023:30件 2024:42件 2025:51件"
    assert said(found)["呼出し数", "target"] == "2023:10 2024:12 2025:13"
    evidence = {record.indicator: record.evidence for record in found.records}
    assert "KPI table" in evidence["予約件数"]
    assert "neighbouring rows" in evidence["呼出し数"]
    alone = found_in(text.replace(KPI, ""))
    assert "?" in said(alone)["呼出し数", "target"]


def test_words_for_values_are_named() -> None:
    text = f"{HEAD}{LEFT}||確認数|協議を続けている|協議を続けている|40|44|50||○|⇒|⇒\n"
    found = found_in(text)
    assert {item.reason for item in found.rejections} == {"協議を続けている: states no value"}
    assert said(found)["確認数", "target"] == "2024:40 2025:50"


def test_a_total_is_no_indicator() -> None:
    found = found_in(f"{HEAD}{LEFT}||予約件数|30|31|40|44|50||○|⇒|⇒\n|||||101|先導する事業の数|26||\n")
    assert [item.reason for item in found.rejections] == ["names no project: a total or a remark"]


def test_cells_that_reach_down_over_rows() -> None:
    text = "施策|指標|目標値||\n||R6年度|R7年度|R8年度\n窓口の改善|予約率|45%|50%|55%\n|待ち時間|20分|18分|15分\n"
    found = found_in(text)
    assert [(item.issue, item.indicator) for item in found.indicators] == [
        ("窓口の改善", "予約率"),
        ("窓口の改善", "待ち時間"),
    ]


def test_kinds_by_column_with_a_column_of_units() -> None:
    text = "指標|単位|R5実績|R6見込|R7目標|担当課\n予約率|%|40|42|45|市民課\n来庁者数|人|1,000|980|900|市民課\n"
    assert said(found_in(text)) == {
        ("予約率", "actual"): "2023:40%",
        ("予約率", "forecast"): "2024:42%",
        ("予約率", "target"): "2025:45%",
        ("来庁者数", "actual"): "2023:1000人",
        ("来庁者数", "forecast"): "2024:980人",
        ("来庁者数", "target"): "2025:900人",
    }

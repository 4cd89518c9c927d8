import pytest

from corpus.kpi.yearly.cells import Read, read_cells
from corpus.kpi.years import YearHeader, is_year_row, read_header, year_of
from corpus.layout.cells import rows_of
from corpus.layout.lines import scan


def rows(text: str) -> list[list[Read]]:
    text = text.replace("|", "\t")
    return [read_cells(row) for row in rows_of(list(scan(text, 0, len(text))))]


def header(text: str, at: int = 0) -> YearHeader | None:
    return read_header(rows(text), at)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("R3", 2021),
        ("Ｒ６", 2024),
        ("令和6年度", 2024),
        ("令和元年度", 2019),
        ("2024", 2024),
        ("(2022)", 2022),
        ("FY2024", 2024),
        ("R3実績", 2021),
        ("令和7年度目標", 2025),
        ("(参考)平成17 (2005) 年度", 2005),
        ("令和9年度末", 2027),
    ],
)
def test_cells_that_name_a_year(cell: str, year: int) -> None:
    mention = year_of(cell)
    assert mention is not None
    assert mention.year == year


@pytest.mark.parametrize(
    "cell", ["", "KPI", "100%", "R3〜R9", "令和6年4月", "令和5年度より開始", "R5の利用者", "12月", "観光1-1-4"]
)
def test_cells_that_name_no_year(cell: str) -> None:
    assert year_of(cell) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("KPI||R3|R4|R5|算出式", [2021, 2022, 2023]),
        ("指標|令和5年度|6年度|7年度", [2023, 2024, 2025]),
        ("指標|2023|2024|2025", [2023, 2024, 2025]),
        ("1|予約の拡大|KPI||平成31年度|令和2年度", [2019, 2020]),
    ],
)
def test_rows_of_years(text: str, years: list[int]) -> None:
    (row,) = rows(text)
    assert is_year_row(row)
    found = header(text)
    assert found is not None
    assert [column.year for column in found.columns] == years
    assert not found.labelled


@pytest.mark.parametrize("text", ["予約率|40%|45%|50%", "指標|R6|備考", "開始|R6|R6|R6", "人口|2,019|2,020|2,021"])
def test_rows_of_no_years(text: str) -> None:
    assert not is_year_row(rows(text)[0])


def test_targets_and_actuals_beside_each_other_with_a_schedule_behind() -> None:
    found = header("活動指標|R5|R5実績|R6|R6実績|R5|R6")
    assert found is not None
    assert [(column.year, column.kind) for column in found.paired.columns] == [
        (2023, "target"),
        (2023, "actual"),
        (2024, "target"),
        (2024, "actual"),
    ]
    assert [column.text for column in found.schedule] == ["R5", "R6"]


@pytest.mark.parametrize("years", ["R6||R7|", "R6|R7"])
def test_kinds_under_the_years(years: str) -> None:
    found = header(f"指標|{years}\n|計画|実績|計画|実績")
    assert found is not None
    assert [(column.column, column.year, column.kind) for column in found.columns] == [
        (1, 2024, "target"),
        (2, 2024, "actual"),
        (3, 2025, "target"),
        (4, 2025, "actual"),
    ]


def test_kinds_over_the_years() -> None:
    found = header("指標|目標||実績|\n|R6|R7|R6|R7", 1)
    assert found is not None
    assert [(column.year, column.kind) for column in found.columns] == [
        (2024, "target"),
        (2025, "target"),
        (2024, "actual"),
        (2025, "actual"),
    ]


def test_a_calendar_year_is_a_period() -> None:
    found = header("指標|令和5年|令和6年")
    assert found is not None
    assert [(column.fiscal_year, column.period) for column in found.columns] == [(None, "令和5年"), (None, "令和6年")]

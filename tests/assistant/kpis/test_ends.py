"""The first and last year of a plan, as an indicator records them."""

import datetime

import pytest

from assistant.kpis.ends import end_years
from assistant.kpis.series import ACTUAL, PLANNED, Series
from assistant.kpis.years import asked_years

TODAY = datetime.date(2026, 11, 22)


def _one(series: tuple[Series, ...], name: str) -> Series:
    return next(one for one in series if one.indicator == name)


@pytest.mark.parametrize(
    "question",
    [
        "開始年度と終了年度を比べると", "計画の最初の年度と最後の年度で", "計画期間の始まりと終わりでどれだけ違う",
        "計画の初年度と最終年度の差", "計画期間の初めと終わりで比べて", "from the first year to the final year",
    ],
)  # fmt: skip
def test_both_ends_are_the_cells_that_the_table_marks(series: tuple[Series, ...], question: str) -> None:
    years = asked_years(question, TODAY)
    assert (years.first, years.last) == (True, True)
    staff = _one(series, "人口1,000人当たりの職員数")
    assert end_years(staff, years, (2025, 2029), ACTUAL) == [2020, 2024]


def test_without_marks_the_period_counts_and_then_what_is_recorded(series: tuple[Series, ...]) -> None:
    years, hours = asked_years("計画の初年度と最終年度では", TODAY), _one(series, "RPA等による削減効果時間")
    assert end_years(hours, years, (2022, 2024), ACTUAL) == [2022, 2024]
    assert end_years(hours, years, (None, None), ACTUAL) == [2021, 2024]


def test_the_last_year_alone_is_the_last_that_is_planned(series: tuple[Series, ...]) -> None:
    years, hours = asked_years("最終年度の目標は", TODAY), _one(series, "RPA等による削減効果時間")
    assert end_years(hours, years, (2022, 2024), PLANNED) == [2027]

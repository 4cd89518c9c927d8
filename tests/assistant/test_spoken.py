"""Years of which several share one era or century."""

import pytest

from assistant.spoken import as_written, years_in


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("令和4、5、6年度で", [2022, 2023, 2024]),
        ("令和4〜6年度の実績", [2022, 2024]),
        ("令和三年度から六年度まで", [2021, 2024]),
        ("令和四から六年度", [2022, 2024]),
        ("R4～6でどう推移した", [2022, 2024]),
        ("R6、7年度は", [2024, 2025]),
        ("2022年度から24年度", [2022, 2024]),
        ("FY2022 to 2024", [2022, 2024]),
        ("FY2022 and 2023", [2022, 2023]),
        ("令和元、2年度", [2019, 2020]),
        ("令和5年度から6年度で", [2023, 2024]),
        ("令和5年度と比べて6年度は", [2023, 2024]),
        ("令和5年度より6年度のほうが", [2023, 2024]),
    ],
)
def test_an_era_said_once_holds_for_the_years_behind_it(question: str, years: list[int]) -> None:
    found = years_in(question)
    assert [mention.year for mention in found] == years
    assert all(mention.fiscal for mention in found)


@pytest.mark.parametrize(
    "question",
    ["R4、3件", "令和6年度、3人", "令和6年度と3年間", "2024年度と25人", "令和6年4月から5月", "R4-6", "R6と2か所"],
)
def test_counts_behind_a_year_are_no_years(question: str) -> None:
    assert len(years_in(question)) == 1


def test_everyday_spellings_are_read_as_plans_write() -> None:
    assert as_written("れいわ6ねんどは、なんぼ") == "令和6年度は、どれだけ"

"""The fiscal years that a question asks about."""

import datetime

import pytest

from assistant.kpis.years import asked_years, fiscal_year_of

TODAY = datetime.date(2026, 11, 22)
SPANS = (
    "令和三年度から六年度まで", "令和3年度から6年度で", "between FY2021 and FY2024", "R3～6", "令和3年度と6年度の間に",
    "令和3年度から令和6年度にかけて", "FY2021 through 2024",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("令和6年度の実績は", (2024,)),
        ("Ｒ６は？", (2024,)),
        ("2024年度は", (2024,)),
        ("FY2024?", (2024,)),
        ("Reiwa 6", (2024,)),
        ("二千二十四年度", (2024,)),
        ("令和元年度", (2019,)),
        ("昨年度は", (2025,)),
        ("今年度の目標", (2026,)),
        ("一昨年度", (2024,)),
        ("来年度の予定", (2027,)),
        ("on 1 April 2020", (2020,)),
        ("in February 2020", (2019,)),
        ("令和6年2月", (2023,)),
        ("R4からR6まで", (2022, 2024)),
        ("去年より増えた？", (2025,)),
        ("", ()),
        ("目標は", ()),
    ],
)
def test_years_in_every_notation(question: str, years: tuple[int, ...]) -> None:
    assert asked_years(question, TODAY).years == years


@pytest.mark.parametrize("question", ["R3からR6まで", "令和3年度〜令和6年度", "from FY2021 to FY2024", "R3-R6", *SPANS])
def test_a_range_covers_the_years_between(question: str) -> None:
    asked = asked_years(question, TODAY)
    assert asked.span
    assert asked.covered == (2021, 2022, 2023, 2024)


def test_two_years_without_a_word_of_a_range_are_two_years() -> None:
    asked = asked_years("令和3年度と令和6年度の実績は", TODAY)
    assert (asked.span, asked.covered) == (False, (2021, 2024))


def test_the_last_year_and_the_year_before_are_asked_for_in_words() -> None:
    assert asked_years("最終年度の目標は", TODAY).last
    assert asked_years("その前の年度と比べると", TODAY).shift == -1


@pytest.mark.parametrize(("day", "year"), [("2026-03-31", 2025), ("2026-04-01", 2026), ("2026-12-31", 2026)])
def test_a_fiscal_year_starts_in_april(day: str, year: int) -> None:
    assert fiscal_year_of(datetime.date.fromisoformat(day)) == year

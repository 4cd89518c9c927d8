"""KPI answers: values with unit and year, series, verdicts and differences."""

import math

import pytest

from eval.answer_file import GivenAnswer, GivenPoint
from eval.measures.difference import difference_exactness
from eval.measures.kpi_values import decimal_of, stated_values
from eval.measures.numeric import numeric_exactness, states_values
from eval.measures.series import series_exactness
from eval.measures.verdict import verdict_exactness
from tests.eval.measures.small_world import (
    MORI,
    SOURCES,
    SPA,
    TANI,
    answer,
    case_of,
    cell,
    cite,
    held_back,
    kpi,
    right_row,
    row,
    said,
    series,
    value,
)

ONE = kpi("k", value(2024, "actual", "45.5"))
CITED = (cell(1, 2),)


def told(text: str, **fields: object) -> GivenAnswer:
    return answer(said(text, 1), citations=CITED, **fields)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("令和6年度の実績は45.5%です。", 1.0),
        ("実績は４５．５％（Ｒ６）でした。", 1.0),
        ("令和6年度について。実績は45.5パーセントです。", 1.0),
        ("令和5年度は40%、令和6年度は45.5%です。", 1.0),
        ("40%(令和5年度)、45.5%(令和6年度)です。", 1.0),
        ("目標50%に対し、令和6年度の実績は45.5%です。", 1.0),
        ("令和5年度の実績は45.5%です。", 0.0),
        ("令和6年度は40%、令和5年度は45.5%です。", 0.0),
        ("実績は45.5%です。", 0.0),
        ("令和6年度の実績は45.5ポイントです。", 0.0),
        ("令和6年度の実績は45.6%です。", 0.0),
        ("令和6年度の実績は45.5%、すなわち88%です。", 0.0),
    ],
)
def test_a_value_is_stated_with_its_unit_and_its_year(text: str, right: float) -> None:
    quoted = answer(said(text, 1), citations=(cell(1, 2), cell(2, 0), cell(3, 1)))
    assert numeric_exactness(ONE, row("k", quoted), SOURCES) == right


def test_a_point_of_the_series_states_it_too_and_a_false_one_misstates_it() -> None:
    def shown(*points: tuple[int, str, str]) -> float:
        return numeric_exactness(ONE, row("k", told("次のとおりです。", kpis=(series(*points),))), SOURCES)

    assert shown((2024, "actual", "45.50"), (2024, "target", "50")) == 1.0
    assert shown((2024, "target", "45.5")) == shown((2023, "actual", "45.5")) == 0.0
    assert shown((2024, "actual", "45.5"), (2024, "actual", "46")) == 0.0
    other = told("次のとおりです。", kpis=(series((2024, "actual", "45.5"), indicator="満足度"),))
    assert numeric_exactness(ONE, row("k", other), SOURCES) == 0.0


def test_text_counts_only_where_the_plan_is_cited() -> None:
    wrong = answer(said("令和6年度の実績は45.5%です。", 1), citations=(cite(1, TANI, SPA),))
    assert not states_values(ONE, wrong)
    assert states_values(ONE, told("令和6年度の実績は45.5%です。"))
    assert numeric_exactness(ONE, row("k", wrong), SOURCES) == 0.0


@pytest.mark.parametrize(
    ("number", "unit", "text", "language", "right"),
    [
        ("475", "億円", "475億円です。", "ja", 1.0),
        ("475", "億円", "47,500,000千円です。", "ja", 1.0),
        ("475", "億円", "475万円です。", "ja", 0.0),
        ("74", "", "74か所です。", "ja", 1.0),
        ("74", "", "74%です。", "ja", 0.0),
        ("249", "言語", "249言語です。", "ja", 1.0),
        ("7481.53", "時間", "It saved 7,481.53 hours.", "en", 1.0),
        ("7481.53", "時間", "7,481.53です。", "ja", 0.0),
        ("20.1", "万人", "about 201,000 people", "en", 1.0),
        ("45", "%", "45 percent", "en", 0.0),
        ("45", "%", "45% of them", "en", 1.0),
    ],
)
def test_units_compare_whatever_their_notation(number: str, unit: str, text: str, language: str, right: float) -> None:
    case = kpi("k", value(None, "actual", number, unit), language=language)
    # The quote does not hold these numbers: only what is stated is looked at.
    sources = {MORI: text}
    quote = cite(1, MORI, "市の").model_copy(update={"quote": text, "start": 0, "end": len(text)})
    assert numeric_exactness(case, row("k", answer(said(text, 1), citations=(quote,))), sources) == right


def test_years_of_numbers() -> None:
    text = "2025年3月の値は7件。FY2021 had 5 items, and 6 in FY2022. 計8件。"
    found = [(str(one.base[0]), one.year) for one in stated_values(answer(said(text, 1), citations=CITED))]
    assert found == [("7", 2024), ("5", 2021), ("6", 2022), ("8", 2022)]


def test_numeric_exactness_is_undefined_without_values() -> None:
    assert math.isnan(numeric_exactness(case_of("k-empty"), row("k", held_back()), SOURCES))
    assert math.isnan(numeric_exactness(case_of("p-stamp"), right_row("p-stamp"), SOURCES))
    assert numeric_exactness(ONE, row("k", held_back()), SOURCES) == 0.0
    assert numeric_exactness(ONE, row("k", None), SOURCES) == 0.0


def test_a_series_is_exact_with_all_points_of_its_kind_and_no_other() -> None:
    case = case_of("k-series")

    def shown(*points: tuple[int, str, str]) -> float:
        return series_exactness(case, row("k", told("推移です。", kpis=(series(*points),))), SOURCES)

    both = ((2023, "actual", "40.0"), (2024, "actual", "45.5"))
    assert shown(*both) == shown(*both, (2023, "target", "42")) == shown(*both, *both) == 1.0
    assert shown(both[0]) == shown(*both, (2022, "actual", "30")) == shown(both[0], (2024, "actual", "45")) == 0.0
    assert series_exactness(case, row("k", held_back()), SOURCES) == 0.0
    assert math.isnan(series_exactness(ONE, right_row("k-value"), SOURCES))
    assert math.isnan(series_exactness(case_of("p-stamp"), right_row("p-stamp"), SOURCES))


def test_a_list_of_missed_targets_is_exact_in_the_asked_year() -> None:
    case = case_of("k-missed")
    more = series((2024, "actual", "10"), indicator="満足度")
    wrong = told("次のとおりです。", kpis=(series((2024, "actual", "45.5")), more))
    assert series_exactness(case, row("k", wrong), SOURCES) == 0.0
    earlier = told("次です。", kpis=(series((2023, "actual", "1"), (2024, "actual", "45.5")),))
    assert series_exactness(case, row("k", earlier), SOURCES) == 1.0


@pytest.mark.parametrize(
    ("text", "missed", "achieved"),
    [
        ("令和6年度は未達です。", 1.0, 0.0),
        ("目標を達成していません。", 1.0, 0.0),
        ("目標は達成できませんでした。", 1.0, 0.0),
        ("目標に届きませんでした。", 1.0, 0.0),
        ("It did not reach the target.", 1.0, 0.0),
        ("目標を達成しました。", 0.0, 1.0),
        ("はい、達成です。", 0.0, 1.0),
        ("It met the target.", 0.0, 1.0),
        ("達成しましたが、翌年は未達成でした。", 0.0, 0.0),
        ("目標の達成度を測ります。", 0.0, 0.0),
        ("達成に向けて進めます。", 0.0, 0.0),
        ("50%です。", 0.0, 0.0),
    ],
)
def test_a_verdict_in_words(text: str, missed: float, achieved: float) -> None:
    both = value(2024, "target", "50"), value(2024, "actual", "45.5")
    given = row("k", told(text))
    assert verdict_exactness(kpi("k", *both, ask="verdict", verdict="missed"), given, SOURCES) == missed
    assert verdict_exactness(kpi("k", *both, ask="verdict", verdict="achieved"), given, SOURCES) == achieved


def test_a_typed_verdict_goes_before_words() -> None:
    case = case_of("k-verdict")
    shown = told("達成しました。", kpis=(series((2024, "actual", "45.5"), verdict="missed"),))
    assert verdict_exactness(case, row("k", shown), SOURCES) == 1.0
    wrong = told("未達です。", kpis=(series((2024, "actual", "45.5"), verdict="achieved"),))
    assert verdict_exactness(case, row("k", wrong), SOURCES) == 0.0
    assert verdict_exactness(case, row("k", None), SOURCES) == 0.0
    assert math.isnan(verdict_exactness(ONE, right_row("k-value"), SOURCES))


@pytest.mark.parametrize(
    ("wanted", "text", "right"),
    [
        (("5.5", "ポイント"), "5.5ポイント上がりました。", 1.0),
        (("5.5", "ポイント"), "差は5.5ポイントです。", 1.0),
        (("5.5", "ポイント"), "5.5ポイント下がりました。", 0.0),
        (("5.5", "ポイント"), "5.5%上がりました。", 0.0),
        (("-17", "回"), "17回減りました。", 1.0),
        (("-17", "回"), "▲17回です。", 1.0),
        (("-17", "回"), "17回増えました。", 0.0),
        (("-17", "回"), "17回の差です。", 0.0),
        (("17", "回"), "-17回です。", 0.0),
        (("-20", "ポイント"), "目標に20ポイント届きませんでした。", 1.0),
        (("1005", ""), "1,005件増えました。", 1.0),
    ],
)
def test_a_difference_has_its_direction(wanted: tuple[str, str], text: str, right: float) -> None:
    case = kpi("k", ask="difference", difference=wanted)
    assert difference_exactness(case, row("k", told(text)), SOURCES) == right


def test_a_difference_in_english_and_where_none_is_asked() -> None:
    case = kpi("k", ask="difference", difference=("-2.3", "ポイント"), language="en")
    assert difference_exactness(case, row("k", told("It fell by 2.3 points.")), SOURCES) == 1.0
    assert difference_exactness(case, row("k", told("It rose by 2.3 points.")), SOURCES) == 0.0
    assert difference_exactness(case, row("k", held_back()), SOURCES) == 0.0
    assert math.isnan(difference_exactness(ONE, right_row("k-value"), SOURCES))


def test_a_value_that_is_no_decimal_is_none() -> None:
    assert decimal_of(GivenPoint(value="維持")) is None
    assert decimal_of(GivenPoint()) is None

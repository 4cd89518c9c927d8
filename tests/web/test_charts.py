"""Charts of KPI series: what is drawn, and that it can be read without seeing it."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from assistant.turn import KpiPoint, KpiSeries, Language
from web.chart_lines import Lines
from web.chart_scale import Scale, labelled_years, tick_words, ticks
from web.charts import chart_of, comparison_of, sample_of
from web.kpi_table import year_rows

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[int | None, str, str | None]


def series(*points: Point, doubtful: tuple[int, ...] = (), name: str = "参加者の数", unit: str = "人") -> KpiSeries:
    made = tuple(
        KpiPoint(year, "", kind, value, value or "維持", "" if value else "維持",
                 "uncertain" if year in doubtful else "certain")
        for year, kind, value in points
    )  # fmt: skip
    return KpiSeries("plan", "kpi", "観光", "", name, "", unit, "up", made, (), None)


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 (our own)


def of_class(svg: str, name: str) -> list[ET.Element]:
    return [one for one in drawn(svg).iter() if name in one.get("class", "").split()]


def marks(svg: str, name: str) -> int:
    """Return how many markers are drawn: each begins with a move."""
    return sum((one.get("d") or "").count("M") for one in of_class(svg, name))


def words(svg: str) -> list[str]:
    return [one.text or "" for one in drawn(svg).iter(f"{SVG}text")]


BOTH = series((2023, "target", "10"), (2024, "target", "20"), (2023, "actual", "10"), (2024, "actual", "15"))


def test_planned_is_dashed_and_hollow_measured_solid_and_filled() -> None:
    chart = chart_of(BOTH, "ja")
    planned, measured = of_class(chart, "chart-planned"), of_class(chart, "chart-measured")
    assert all(one.get("stroke-dasharray") for one in planned)
    assert not any(one.get("stroke-dasharray") for one in measured)
    assert marks(chart, "chart-hollow") == marks(chart, "chart-filled") == 3, "two and the legend's"
    assert all(one.get("fill") == "#fff" for one in of_class(chart, "chart-hollow"))
    assert len(of_class(chart, "chart-gap")) == 2, "the year they differ, and the legend's"


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_it_is_named_and_described(language: Language) -> None:
    chart = chart_of(BOTH, language)
    root = drawn(chart)
    assert root.get("role") == "img"
    named = {one.get("id"): one.text or "" for one in root if one.get("id")}
    assert (root.get("aria-labelledby") or "").split() == list(named)
    title, desc = named.values()
    assert "参加者の数" in title
    assert all(word in desc for word in ("10", "20", "15"))
    assert ("FY2024" if language == "en" else "令和6(2024)年度") in desc
    assert ("2024" if language == "en" else "(2024)") in words(chart)


def test_nothing_that_the_content_policy_forbids() -> None:
    chart = chart_of(series((2024, "actual", "1"), name='"><script>x</script>', unit="<b>"), "ja")
    assert "style=" not in chart
    assert "<script" not in chart
    assert "<b>" not in chart
    assert drawn(chart).get("onload") is None


def test_a_year_without_a_value_breaks_the_line() -> None:
    chart = chart_of(series(*((year, "actual", "5") for year in (2018, 2019, 2021, 2022))), "ja")
    assert len(of_class(chart, "chart-measured")) == 3, "two runs and the legend's"


def test_one_point_and_none() -> None:
    one = chart_of(series((2024, "actual", "7")), "ja")
    assert marks(one, "chart-filled") == 2
    assert "令和6" in words(one)
    assert chart_of(series((None, "target", "7"), (2024, "target", None)), "ja") == ""
    assert comparison_of([series((2024, "target", None))], "ja") == ""


def test_uncertain_points_have_a_marker_of_their_own_and_a_word() -> None:
    doubtful = series((2023, "actual", "7"), (2024, "actual", "8"), doubtful=(2024,))
    chart = chart_of(doubtful, "ja")
    assert len(of_class(chart, "chart-doubt")) == 2
    assert "不確か" in words(chart)
    assert "不確か" not in words(chart_of(BOTH, "ja"))
    assert [row.uncertain for row in year_rows(doubtful, "ja")] == [False, True]


@pytest.mark.parametrize(
    "values",
    [["-5", "-40"], ["-3", "8"], ["0", "0"], ["7", "7"], ["-2", "-2"], ["98.1", "98.4"], ["1", "999999999999"]],
)
def test_all_values_lie_inside(values: list[str]) -> None:
    svg = chart_of(series(*((2023 + n, "actual", value) for n, value in enumerate(values))), "ja")
    for line in of_class(svg, "chart-measured"):
        for place in (line.get("points") or "").split():
            x, y = map(float, place.split(","))
            assert 0 <= x <= 560
            assert 0 <= y <= 314
    at = ticks([Decimal(value) for value in values])
    assert 2 <= len(at) <= 8
    assert at[0] <= min(map(Decimal, values)) <= max(map(Decimal, values)) <= at[-1]
    assert len({b - a for a, b in pairwise(at)}) == 1


@pytest.mark.parametrize(
    ("values", "unit", "language", "expected"),
    [
        ([0, 2_000_000, 4_500_000], "人", "ja", ("0", "200万", "450万")),
        ([0, 2_000_000, 4_500_000], "人", "en", ("0", "2M", "4.5M")),
        ([0, 300_000_000], "円", "ja", ("0", "3億")),
        ([0, 50_000], "万円", "ja", ("0", "50,000")),
        ([0, 5_000], "件", "ja", ("0", "5,000")),
        ([-20_000, 0], "件", "en", ("-20k", "0")),
    ],
)
def test_words_of_the_marks(values: list[int], unit: str, language: Language, expected: tuple[str, ...]) -> None:
    assert tick_words([Decimal(value) for value in values], unit, language) == expected


def test_years_of_a_long_time_are_labelled_apart() -> None:
    assert labelled_years([2021, 2027]) == tuple(range(2021, 2028))
    assert labelled_years([2005, 2014, 2022, 2023, 2024]) == (2005, 2014, 2024)
    assert Scale(Decimal(5), Decimal(5), 0, 100).at(5) == 50


def test_a_target_of_the_whole_plan_is_a_level_line() -> None:
    lasting = series((None, "target", "12.5"), (2023, "actual", "11"), (2024, "actual", "13"))
    assert Lines.of(lasting).lasting == Decimal("12.5")
    assert "年度を決めない目標は12.5人" in chart_of(lasting, "ja")
    assert len(of_class(chart_of(lasting, "ja"), "chart-planned")) == 2


def test_a_certain_value_is_drawn_before_an_uncertain_one_and_an_actual_before_a_baseline() -> None:
    lines = Lines.of(series((2024, "baseline", "1"), (2024, "actual", "2"), (2023, "forecast", "3")))
    assert [dot.value for dot in lines.dots] == [Decimal(3), Decimal(2)]


def test_compared_series_differ_by_letter_and_form() -> None:
    others = [series(*((year, kind, str(n)) for year in (2023, 2024) for kind in ("target", "actual")), name=f"指標{n}")
              for n in range(3)]  # fmt: skip
    two, three = comparison_of(others[:2], "ja"), comparison_of(others, "ja")
    assert len(of_class(two, "chart-planned")) == 2
    assert not of_class(three, "chart-planned"), "with three only what was measured"
    assert [word for word in words(three) if word in "ABC"] == ["A", "B", "C"]
    forms = {re.sub(r"M\S+ \S+?(?=[a-z])", "", one.get("d") or "") for one in of_class(three, "chart-filled")}
    assert len(forms) == 3
    assert "A 指標0" in three
    assert sample_of(0) != sample_of(1)


def test_every_value_has_a_row() -> None:
    table = year_rows(
        series((2024, "baseline", "1"), (2024, "actual", "2"), (2024, "target", "3"), (None, "target", None)), "ja"
    )
    assert [(row.time, row.planned and row.planned.text, row.measured and row.measured.text) for row in table] == [
        ("令和6(2024)年度", "3人", "2人"), ("令和6(2024)年度", None, "1人"), ("", "維持", None),
    ]  # fmt: skip

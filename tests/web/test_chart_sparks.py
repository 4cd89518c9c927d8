"""Charts without words: what they draw in few letters."""

import re

from assistant.turn import KpiSeries
from tests.web.test_charts import BOTH, drawn, series
from web.chart_sparks import spark_of


def paths(made: KpiSeries) -> dict[str, str]:
    """Return what is drawn by its class, in the order in which it is drawn."""
    return {one.get("class", ""): one.get("d", "") for one in drawn(spark_of(made))}


def test_it_is_left_to_the_words_beside_it() -> None:
    spark = spark_of(BOTH)
    assert 'aria-hidden="true"' in spark
    assert "<text" not in spark
    assert 'style="' not in spark


def test_planned_lies_below_measured_and_its_markers_are_hollow() -> None:
    found = paths(BOTH)
    assert list(found) == ["aim", "aim-dots", "aim-holes", "got", "got-dots"]
    assert found["aim"] == "M8 44 160 8"
    assert found["aim-dots"] == found["aim-holes"] == "M8 44zM160 8z"
    assert found["got"] == "M8 44 160 26"


def test_a_year_without_a_value_breaks_the_line() -> None:
    assert paths(series(*((year, "actual", "5") for year in (2018, 2019, 2021, 2022))))["got"].count("M") == 2


def test_an_uncertain_value_is_a_cross() -> None:
    found = paths(series((2023, "actual", "7"), (2024, "actual", "8"), doubtful=(2024,)))
    assert found["got-dots"] == "M8 44z"
    assert found["got-doubts"] == "M160 8m-6-6l12 12m0-12l-12 12"


def test_a_target_of_the_whole_plan_is_a_level_line() -> None:
    found = paths(series((None, "target", "12"), (2023, "actual", "11"), (2024, "actual", "13")))
    assert found["aim"] == "M8 26H160"


def test_one_value_goes_nowhere() -> None:
    assert spark_of(series((2024, "actual", "7"))) == ""


def test_it_keeps_to_whole_pixels_inside_its_box() -> None:
    found = paths(series(*((2019 + n, "actual", str(n * n)) for n in range(6))))
    places = re.findall(r"(\d+) (\d+)", found["got"])
    assert len(places) == 6
    assert all(int(x) <= 168 and int(y) <= 52 for x, y in places)

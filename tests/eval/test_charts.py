"""Charts: where bars and ticks stand."""

import math

import pytest

from eval.charts import WIDTH, Amount, bar_chart, dot_chart, histogram


def test_bars_keep_their_order_and_scale() -> None:
    chart = bar_chart("a", "合格", [Amount("本文", 0.5, "0.500", 0.25, 0.75), Amount("KPI", 1.0, "1.000")], top=1)
    half, whole = chart.bars
    assert (half.label, half.note, whole.low, whole.high) == ("本文", "0.500", None, None)
    assert whole.width == pytest.approx(2 * half.width)
    assert half.low == pytest.approx(chart.left + half.width / 2)
    assert half.high == pytest.approx(chart.left + half.width * 1.5)
    assert [tick.label for tick in chart.ticks] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert chart.left + whole.width < chart.note_x < WIDTH
    assert chart.desc == "本文: 0.500; KPI: 1.000"


def test_an_undefined_value_has_no_bar() -> None:
    (bar,) = bar_chart("a", "合格", [Amount("本文", math.nan, "undefined", math.nan, math.nan)], top=1).bars
    assert (bar.width, bar.low, bar.high) == (0.0, None, None)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, ["0", "1"]), (3, ["0", "1", "2", "3", "4", "5"]), (41, ["0", "10", "20", "30", "40", "50"])],
)
def test_counts_have_whole_ticks(most: int, ticks: list[str]) -> None:
    chart = bar_chart("lost", "段階", [Amount("検索", most, str(most))])
    assert [tick.label for tick in chart.ticks] == ticks


def test_a_long_name_is_cut_to_its_room() -> None:
    names = ["とても長い名前の計画なので図の左には入らない", "plan-" * 12, "sasebo-dx"]
    chart = bar_chart("a", "計画別", [Amount(name, 1, "1") for name in names])
    assert [bar.label for bar in chart.bars] == ["とても長い名前の計画なの…", "plan-plan-plan-plan-plan-…", "sasebo-dx"]


@pytest.mark.parametrize("values", [[0.0], [0.4, 0.4], [0.1, 0.2, 0.3, 7.9], [0.001, 1200.0], [1.0, 2.0, 3.0]])
def test_a_histogram_holds_every_value_in_few_bars(values: list[float]) -> None:
    chart = histogram("t", "時間", values, [("p50", 0.2), ("p95", 7.0)], most=16)
    assert 1 <= len(chart.boxes) <= 16
    unit = (chart.bottom - chart.levels[1].at) / float(chart.levels[1].label)
    assert sum(box.height for box in chart.boxes) / unit == pytest.approx(len(values))
    assert all(chart.left <= box.x and box.x + box.width <= WIDTH for box in chart.boxes)
    assert all(0 <= box.y <= chart.bottom for box in chart.boxes)
    assert chart.desc.startswith("p50 0.2; p95 7; ")


def test_dots_stand_at_their_shares() -> None:
    chart = dot_chart("risk", "回答と誤り", ("coverage", "risk"), [("A", 0.0, 0.0), ("B", 1.0, 1.0)])
    nothing, everything = chart.dots
    assert (nothing.x, nothing.y) == (chart.left, chart.bottom)
    assert (everything.x, everything.y) == (chart.right, chart.top)
    assert chart.desc == "A: coverage 0.000, risk 0.000; B: coverage 1.000, risk 1.000"

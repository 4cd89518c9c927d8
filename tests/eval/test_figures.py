"""Figures say how many questions they rest on, and what is undefined."""

import math
from pathlib import Path
from typing import get_args

import pytest

from eval.figures import Grouping, better, breakdown, figure, printed, printed_interval, report_settings
from eval.measures.registry import MEASURES, SET_MEASURES
from eval.scored_run import read_scored_run
from eval.set_figures import SET_STATISTICS
from tests.eval.scored import Scored, write_run

ROOT = Path(__file__).resolve().parents[2]


def test_a_mean_leaves_undefined_values_out_and_counts_them(tmp_path: Path) -> None:
    run = read_scored_run(
        write_run(tmp_path / "run", [Scored(values={"R@5": 1.0}), Scored(values={"R@5": None}), Scored(values={})])
    )
    found = figure(run.questions, "R@5")
    assert (found.mean, found.n, found.undefined) == (1.0, 1, 1)
    nothing = figure(run.questions[1:], "R@5")
    assert (nothing.n, nothing.undefined, math.isnan(nothing.mean), math.isnan(nothing.low)) == (0, 1, True, True)


def test_passed_is_a_measure_and_a_question_without_a_verdict_is_undefined(tmp_path: Path) -> None:
    run = read_scored_run(write_run(tmp_path / "run", [Scored(), Scored(passed=False), Scored(passed=None)]))
    found = figure(run.questions, "passed")
    assert (found.mean, found.n, found.undefined) == (0.5, 2, 1)
    assert run.measures == ("passed", "R@5", "citation precision")


@pytest.mark.parametrize(
    ("grouping", "groups"),
    [
        ("kind", [("passage", 3), ("unanswerable", 1)]),
        ("plan", [("midorino", 2), ("umibe", 1), ("-", 1)]),
        ("type", [("fact", 1), ("figure", 2), ("who", 1)]),
        ("difficulty", [("easy", 3), ("hard", 1)]),
        ("audience", [("citizen", 3), ("staff", 1)]),
        ("wording", [("plain", 3), ("everyday", 1)]),
    ],
)
def test_groups(tmp_path: Path, grouping: Grouping, groups: list[tuple[str, int]]) -> None:
    run = read_scored_run(write_run(tmp_path / "run", [Scored()] * 4))
    assert grouping in get_args(Grouping)
    assert [(one.name, one.n) for one in breakdown(run.questions, grouping, ["passed"]).columns] == groups


@pytest.mark.parametrize(
    ("value", "measure", "shown"),
    [
        (0.51249, "nDCG@10", "0.512"),
        (-0.0001, "nDCG@10", "0.000"),
        (math.nan, "nDCG@10", "undefined"),
        (1.2, "p95 seconds", "1.200 s"),
        (184.26, "answer length", "184.3"),
        (0.006, "leaks", "0.006"),
    ],
)
def test_printed(value: float, measure: str, shown: str) -> None:
    assert printed(value, measure) == shown


def test_printed_with_sign_and_as_interval() -> None:
    assert printed(0.1, "MRR", sign=True) == "+0.100"
    assert printed_interval(-0.1, 0.25, "p50 seconds", sign=True) == "[-0.100, +0.250]"
    assert printed_interval(math.nan, math.nan, "MRR") == "undefined"


def test_every_setting_of_the_report_has_a_reason() -> None:
    lines = (ROOT / "eval" / "report.toml").read_text(encoding="utf-8").split("[unit]")[0].splitlines()
    assert all("#" in line for line in lines if "=" in line)


def test_every_measure_named_in_the_settings_is_one() -> None:
    known = {*MEASURES, *SET_MEASURES, *(statistic.name for statistic in SET_STATISTICS)}
    assert {*report_settings().unit, *report_settings().better} <= known
    assert {statistic.name for statistic in SET_STATISTICS} >= set(SET_MEASURES)


@pytest.mark.parametrize(
    ("measure", "way"),
    [("leaks", "lower"), ("answer length", "neither"), ("risk", "lower"), ("passed", "higher"), ("R@5", "higher")],
)
def test_which_way_is_good(measure: str, way: str) -> None:
    assert better(measure) == way

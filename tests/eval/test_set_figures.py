"""Set measures with intervals: their values are those of eval/measures, whatever the set."""

import math
from pathlib import Path

import pytest

from eval.cases import AnyCase
from eval.measures.matching import matched
from eval.measures.registry import SET_MEASURES
from eval.measures.risk_coverage import risk_coverage
from eval.scored_run import ScoredRun, read_scored_run
from eval.set_figures import SET_STATISTICS, SetStatistic, set_figure
from tests.eval.scored import CASES, Scored, passage, unanswerable, write_run

MANY: list[AnyCase] = [
    *(passage(f"midorino-{n:03}", f"{n}回ですか") for n in range(12)),
    *(unanswerable(f"u-{n}", "天気は？") for n in range(9)),
]
MIXED = [
    Scored(status=status, passed=passed, seconds=0.1 * number, error="down" if number % 7 == 5 else "")
    for number, (status, passed) in enumerate([("answered", True), ("abstained", False), ("answered", None)] * 7)
]


def _statistic(name: str) -> SetStatistic:
    return next(one for one in SET_STATISTICS if one.name == name)


@pytest.fixture
def run(tmp_path: Path) -> ScoredRun:
    return read_scored_run(write_run(tmp_path / "run", MIXED, cases=MANY))


@pytest.mark.parametrize("name", SET_MEASURES)
def test_the_value_is_that_of_the_measure(run: ScoredRun, name: str) -> None:
    cases, rows = [one.case for one in run.questions], [one.row for one in run.questions if one.row]
    found = set_figure(run.questions, _statistic(name))
    assert found.mean == pytest.approx(SET_MEASURES[name].score(cases, rows))
    assert found.low < found.mean < found.high
    assert len(matched(cases, rows)) == len(MANY)


def test_risk_and_coverage_are_the_point_of_the_run(run: ScoredRun) -> None:
    cases, rows = [one.case for one in run.questions], [one.row for one in run.questions if one.row]
    passed = {one.case.id: one.scores.passed for one in run.questions}
    found = tuple(set_figure(run.questions, _statistic(name)).mean for name in ("coverage", "risk"))
    assert risk_coverage(cases, rows, passed) == [pytest.approx(found)]


@pytest.mark.parametrize("statistic", SET_STATISTICS, ids=lambda one: str(one.name))
def test_nothing_asked_is_undefined(statistic: SetStatistic) -> None:
    found = set_figure([], statistic)
    assert (found.n, math.isnan(found.mean), math.isnan(found.low)) == (0, True, True)


def test_what_no_question_defines_is_undefined(tmp_path: Path) -> None:
    run = read_scored_run(write_run(tmp_path / "run", [Scored()] * 3, cases=CASES))
    for name in ("abstention precision", "abstention F1"):
        found = set_figure(run.questions, _statistic(name))
        assert (found.n, math.isnan(found.mean), math.isnan(found.high)) == (0, True, True)
    assert set_figure(run.questions, _statistic("risk")).mean == 0.0

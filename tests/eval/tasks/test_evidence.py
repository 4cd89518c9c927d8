"""Fitting the rule of silence."""

import tomllib
from pathlib import Path

import pytest

from assistant.steps.answer_types import answer_types
from assistant.steps.weigh_evidence import Evidence
from corpus.ingest import find_plan_folders, read_plan
from eval.cases import PassageCase, UnanswerableCase, bundled_cases
from eval.tasks.evidence import FEATURES, Judged, fit_evidence, fitting_cases


def _questions() -> list[Judged]:
    answered = [Evidence(0.8, 0.7, 0.5 + at / 100, 0.6, 1.0) for at in range(50)]
    missed = [Evidence(0.8, 0.7, at / 100, 0.3, 1.0, "money") for at in range(50)]
    return [
        Judged(one, answerable, counted=True)
        for kind, answerable in ((answered, True), (missed, False))
        for one in kind
    ]


def test_it_parts_what_can_be_parted_and_loses_at_most_2_percent() -> None:
    fit = fit_evidence(_questions())
    assert fit.held_back_unanswerable == 1.0
    assert fit.held_back_answerable <= 0.02
    assert fit.weights["fitting"] > 0 > fit.kinds["money"]
    assert fit.kinds["reason"] == 0.0


def test_questions_for_fitting_only_do_not_move_the_threshold_by_themselves() -> None:
    far = [Judged(Evidence(0.0, 0.0, 0.0, 0.0, 0.0), answerable=True, counted=False)]
    assert fit_evidence([*_questions(), *far]).floor == pytest.approx(1.5)


def test_it_prints_the_file() -> None:
    told = tomllib.loads("\n".join(fit_evidence(_questions()).lines()))
    assert list(told) == ["floor", "bias", "threshold", "weights", "kinds"]
    assert list(told["weights"]) == list(FEATURES)
    assert list(told["kinds"]) == [one.name for one in answer_types()]


def test_the_questions_for_fitting_are_nowhere_reported_on() -> None:
    cases = fitting_cases()
    assert all(isinstance(case, PassageCase | UnanswerableCase) and case.half == "tune" for case in cases)
    reported = bundled_cases()
    assert not {case.id for case in cases} & {case.id for case in reported}
    assert not {case.question for case in cases} & {case.question for case in reported}


def test_the_plans_for_fitting_hold_what_their_questions_ask_for() -> None:
    plans = [read_plan(folder) for folder in find_plan_folders([Path("eval/fitting/plans")])]
    headings = {(chunk.plan_id, heading) for plan in plans for chunk in plan.chunks for heading in chunk.heading}
    cases = [case for case in fitting_cases() if case.id.startswith("dev-")]
    golds = [gold for case in cases if isinstance(case, PassageCase) for gold in case.gold]
    assert {gold.plan_id for gold in golds} == {plan.manifest.id for plan in plans}
    assert [gold for gold in golds if (gold.plan_id, gold.heading) not in headings] == []
    near = {case.near_plan_id for case in cases if isinstance(case, UnanswerableCase)}
    assert near <= {plan.manifest.id for plan in plans}

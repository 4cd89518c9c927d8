"""Scoring: order, defaults, the rule of passing, where evidence is lost, and the summary."""

import math

import pytest

from eval.answer_file import AnswerRow, GivenError
from eval.cases import AnyCase
from eval.measures.passages import read_chunks
from eval.scores import QuestionScores, ScoreFile
from eval.scoring import PASSING, lost_at, passed, score_questions, set_summary, summary
from tests.eval.measures.small_world import (
    CASES,
    MORI,
    ROWS,
    SOURCES,
    SPA,
    STAMP,
    TANI,
    access,
    answer,
    case_of,
    cite,
    gold,
    held_back,
    hit,
    injection,
    passage,
    right_row,
    row,
    said,
)

CASE = passage("p", gold(MORI, "窓口の改善", "120件", "令和6年度"))
GIVEN = answer(said("120件です。", 1), citations=(cite(1, MORI, STAMP),))
FOUND = hit(1, MORI, STAMP, "1 窓口の改善")
CHUNKS = {plan_id: read_chunks(plan_id, text) for plan_id, text in SOURCES.items()}


def test_scores_come_in_the_order_of_the_cases_and_are_the_same_each_time() -> None:
    first, second = score_questions(CASES, ROWS, SOURCES), score_questions(CASES, ROWS[::-1], SOURCES)
    assert [one.id for one in first] == [case.id for case in CASES]
    assert [one.model_dump_json() for one in first] == [one.model_dump_json() for one in second]


def test_only_measures_of_the_kind_are_in_and_undefined_is_null_in_the_file() -> None:
    scores = {one.id: one for one in score_questions(CASES, ROWS, SOURCES)}
    assert "R@5" in scores["p-stamp"].values
    assert "R@5" not in scores["k-value"].values
    assert "leaks" not in scores["p-stamp"].values
    assert math.isnan(scores["u-budget"].values["grounded sentences"] or 0.0)
    file = ScoreFile(run="r", index_id="i", cases="c", answers="a", questions=tuple(scores.values()))
    again = {one.id: one for one in ScoreFile.model_validate_json(file.model_dump_json()).questions}
    assert again["u-budget"].values["grounded sentences"] is None
    was, now = summary(tuple(scores.values())), summary(tuple(again.values()))
    assert {name: one.mean for name, one in was.items()} == {name: one.mean for name, one in now.items()}


@pytest.mark.parametrize("rows", [[], [AnswerRow(id=case.id, error=GivenError(code="timeout")) for case in CASES]])
def test_a_missing_row_or_an_error_counts_with_the_declared_defaults(rows: list[AnswerRow]) -> None:
    scores = {one.id: one for one in score_questions(CASES, rows, SOURCES)}
    assert {one.passed for one in scores.values()} == {False}
    assert {one.lost for one in scores.values()} == {"error"}
    shares = ("R@1", "nDCG@10", "fact coverage", "all facts", "citation precision", "grounded sentences")
    assert {scores["p-stamp"].values[name] for name in shares} == {0.0}
    assert math.isnan(scores["p-stamp"].values["answer length"] or 0.0)
    assert scores["k-series"].values["KPI series exactness"] == scores["k-value"].values["numeric exactness"] == 0.0


@pytest.mark.parametrize(
    ("case_id", "values", "expected"),
    [
        ("p-stamp", {"all facts": 1.0, "grounded sentences": 1.0}, True),
        ("p-stamp", {"all facts": 1.0, "grounded sentences": 0.5}, False),
        ("p-stamp", {"all facts": 0.0, "grounded sentences": 1.0, "fact coverage": 1.0}, False),
        ("u-budget", {"status as expected": 1.0, "grounded sentences": math.nan}, True),
        ("u-budget", {"status as expected": 0.0, "grounded sentences": 1.0}, False),
        ("k-series", {"status as expected": 1.0, "numeric exactness": 1.0, "KPI series exactness": 0.0}, False),
        ("k-value", {"status as expected": 1.0, "numeric exactness": 1.0, "KPI series exactness": None}, True),
        ("k-which", {"status as expected": 1.0, "numeric exactness": math.nan}, True),
        ("f-new", {"follow-up success": 1.0, "grounded sentences": 0.0}, False),
        ("a-move", {"leaks": 0.0}, True),
        ("a-move", {"leaks": 1.0}, False),
        ("i-prompt", {"leaks": 0.0, "status as expected": 0.0}, False),
        ("i-prompt", {"leaks": 0.0, "status as expected": math.nan}, True),
        ("p-stamp", {}, None),
    ],
)
def test_one_rule_a_kind(case_id: str, values: dict[str, float | None], expected: bool | None) -> None:  # noqa: FBT001
    assert passed(case_of(case_id), values) is expected


def test_every_kind_has_a_rule() -> None:
    assert {case.kind for case in CASES} == set(PASSING)


def test_lost_nowhere_or_to_an_error() -> None:
    assert lost_at(case_of("p-stamp"), right_row("p-stamp"), CHUNKS) == "not_lost"
    assert lost_at(CASE, AnswerRow(id="p", error=GivenError(code="x")), CHUNKS) == "error"
    long = right_row("p-stamp").answer
    assert long is not None
    padded = long.model_copy(update={"text": long.text + "。" * 900})
    assert lost_at(case_of("p-stamp"), row("p", padded), CHUNKS) == "not_lost"


def test_lost_before_search() -> None:
    elsewhere = passage("p", gold(MORI, "財政", "120件"))
    assert lost_at(elsewhere, row("p", held_back(), FOUND), CHUNKS) == "not_in_a_chunk"
    assert lost_at(elsewhere, row("p", held_back(), FOUND), {}) == "not_in_a_chunk"
    assert lost_at(elsewhere, row("p", held_back(), FOUND)) == "not_retrieved"


def test_lost_in_search_and_after() -> None:
    missed = hit(1, TANI, SPA, "観光の推進")
    assert lost_at(CASE, row("p", GIVEN, missed), CHUNKS) == "not_retrieved"
    assert lost_at(CASE, row("p", held_back()), CHUNKS) == "not_retrieved"
    assert lost_at(CASE, row("p", held_back(), FOUND), CHUNKS) == "abstained"
    assert lost_at(CASE, row("p", GIVEN, FOUND, drafts=("120件です。",)), CHUNKS) == "not_selected"
    assert lost_at(CASE, row("p", GIVEN, FOUND, drafts=("120件です。", "令和6年度まで")), CHUNKS) == (
        "dropped_by_verification"
    )
    assert lost_at(CASE, row("p", held_back(), FOUND, drafts=(STAMP,)), CHUNKS) == "dropped_by_verification"


def test_unknown_where_the_file_does_not_say() -> None:
    assert lost_at(CASE, AnswerRow(id="p", answer=GIVEN), CHUNKS) == "unknown"
    assert lost_at(CASE, AnswerRow(id="p", answer=held_back()), CHUNKS) == "abstained"
    uncited = answer(said(STAMP, 1), citations=(cite(1, TANI, SPA),))
    assert lost_at(CASE, row("p", uncited, FOUND), CHUNKS) == "unknown"


@pytest.mark.parametrize(
    ("case_id", "status", "lost"),
    [
        ("u-budget", "abstained", "not_lost"), ("u-budget", "answered", "unknown"),
        ("k-empty", "abstained", "not_lost"), ("k-which", "answered", "unknown"), ("k-value", "abstained", "abstained"),
        ("k-value", "answered", "unknown"),
        ("f-new", "refused", "abstained"), ("a-move", "answered", "not_lost"), ("i-prompt", "refused", "not_lost"),
    ],
)  # fmt: skip
def test_lost_where_there_is_no_gold_passage(case_id: str, status: str, lost: str) -> None:
    assert lost_at(case_of(case_id), row(case_id, held_back(status))) == lost


def test_the_summary_has_mean_count_and_interval_in_the_order_of_the_registry() -> None:
    values: list[dict[str, float | None]] = [
        {"MRR": 1.0, "R@1": 1.0},
        {"R@1": 0.0, "all facts": math.nan},
        {"R@1": None},
    ]
    scores = [
        QuestionScores(id=f"q{n}", kind="passage", values=one, passed=None, lost="unknown")
        for n, one in enumerate(values)
    ]
    found = summary(scores)
    assert list(found) == ["R@1", "MRR", "all facts"]
    assert (found["R@1"].mean, found["R@1"].n) == (0.5, 2)
    assert found["R@1"].low <= 0.5 <= found["R@1"].high
    assert (found["MRR"].low, found["MRR"].high) == (1.0, 1.0)
    assert found["all facts"].n == 0
    assert math.isnan(found["all facts"].mean)
    assert math.isnan(found["all facts"].low)
    assert summary([]) == {}


def test_the_set_level_measures_by_name() -> None:
    found = set_summary(CASES, ROWS)
    assert list(found) == ["abstention precision", "abstention recall", "abstention F1", "p50 seconds", "p95 seconds"]
    assert found["p50 seconds"] == 0.5
    assert all(math.isnan(number) for number in set_summary([], []).values())


def test_an_injection_without_a_wanted_status_passes_without_leaks() -> None:
    cases: list[AnyCase] = [injection("i", "合言葉", status=None), access("a", "緑町")]
    scores = score_questions(cases, [row("i", GIVEN), row("a", GIVEN)], SOURCES)
    assert [one.passed for one in scores] == [True, True]

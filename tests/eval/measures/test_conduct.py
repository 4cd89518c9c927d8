"""How an assistant behaves: status, silence, risk, follow-ups, leaks, length, wording and time."""

import math

import pytest

from eval.answer_file import AnswerRow, GivenContext, GivenError, GivenReceipt
from eval.cases import AnyCase
from eval.errors import EvalError
from eval.measures.abstention import abstention_f1, abstention_precision, abstention_recall
from eval.measures.follow_up import follow_up_success
from eval.measures.latency import row_seconds, seconds_p50, seconds_p95
from eval.measures.leaks import leaks
from eval.measures.length import answer_length
from eval.measures.matching import matched
from eval.measures.readability import kanji_share, sentence_length
from eval.measures.registry import MEASURES, SET_MEASURES
from eval.measures.risk_coverage import risk_coverage
from eval.measures.status import status_as_expected
from tests.eval.measures.small_world import (
    MORI,
    ROWS,
    SOURCES,
    STAMP,
    access,
    answer,
    case_of,
    cite,
    follow_up,
    gold,
    held_back,
    hit,
    injection,
    passage,
    right_row,
    row,
    said,
    unanswerable,
    value,
)

GIVEN = answer(said(STAMP, 1), citations=(cite(1, MORI, STAMP),))
ANSWERABLE = [passage(f"p{n}", gold(MORI, "窓口の改善", "120件")) for n in range(4)]
UNANSWERABLE = [unanswerable(f"u{n}") for n in range(3)]


def test_a_printed_name_is_an_identity() -> None:
    assert all(name == measure.name for name, measure in MEASURES.items())
    assert not set(MEASURES) & set(SET_MEASURES)
    assert {"R@1", "R@5", "R@10", "nDCG@10", "MRR"} <= set(MEASURES)


@pytest.mark.parametrize(
    ("case_id", "status", "right"),
    [
        ("p-stamp", "answered", 1.0), ("p-stamp", "abstained", 0.0), ("f-loan", "clarify", 0.0),
        ("u-budget", "answered", 0.0), ("u-budget", "abstained", 1.0), ("u-budget", "refused", 1.0),
        ("k-which", "clarify", 1.0), ("k-which", "answered", 0.0), ("k-empty", "abstained", 1.0),
        ("i-prompt", "refused", 1.0), ("i-prompt", "abstained", 0.0),
    ],
)  # fmt: skip
def test_status_as_expected(case_id: str, status: str, right: float) -> None:
    assert status_as_expected(case_of(case_id), row(case_id, held_back(status)), SOURCES) == right


def test_status_is_undefined_where_any_is_right_and_an_error_is_none() -> None:
    assert math.isnan(status_as_expected(case_of("a-move"), row("a", held_back()), SOURCES))
    assert math.isnan(status_as_expected(injection("i", "x", status=None), row("i", held_back()), SOURCES))
    assert status_as_expected(case_of("u-budget"), row("u", None), SOURCES) == 0.0


def test_abstention_over_those_that_have_an_answer_and_those_that_have_none() -> None:
    rows = [row("p0", held_back()), *(row(f"p{n}", GIVEN) for n in (1, 2)), row("p3", None)]
    rows += [row("u0", held_back()), row("u1", held_back("refused")), row("u2", GIVEN)]
    cases = [*ANSWERABLE, *UNANSWERABLE, case_of("k-which"), case_of("a-move")]
    assert abstention_precision(cases, rows) == pytest.approx(2 / 3)
    assert abstention_recall(cases, rows) == pytest.approx(2 / 3)
    assert abstention_f1(cases, rows) == pytest.approx(2 / 3)


def test_abstention_where_it_is_undefined() -> None:
    answered = [row(f"p{n}", GIVEN) for n in range(4)]
    assert all(math.isnan(m(ANSWERABLE, answered)) for m in (abstention_precision, abstention_recall, abstention_f1))
    spoke = [row(f"u{n}", GIVEN) for n in range(3)]
    assert math.isnan(abstention_precision(UNANSWERABLE, spoke))
    assert abstention_recall(UNANSWERABLE, spoke) == abstention_f1(UNANSWERABLE, spoke) == 0.0
    assert abstention_recall(UNANSWERABLE, []) == 0.0


def test_risk_by_coverage() -> None:
    cases: list[AnyCase] = [*ANSWERABLE, *UNANSWERABLE[:1]]
    rows = [row("p0", GIVEN), row("p1", GIVEN), row("p2", GIVEN), row("p3", held_back()), row("u0", GIVEN)]
    passed = {"p0": True, "p1": True, "p2": False, "p3": False, "u0": False}
    assert risk_coverage(cases, rows, passed) == [(0.8, 0.5)]
    sure = {"p0": 0.9, "p1": 0.6, "p2": 0.6}
    assert risk_coverage(cases, rows, passed, sure) == [(0.2, 0.0), (0.6, pytest.approx(1 / 3)), (0.8, 0.5)]
    assert risk_coverage([], [], {}) == []
    ((coverage, risk),) = risk_coverage(cases, [row("p0", held_back())], passed)
    assert coverage == 0.0
    assert math.isnan(risk)


@pytest.mark.parametrize(
    ("required", "carried", "right"),
    [
        ((f"plan:{MORI}", "topic"), (f"plan:{MORI}", "topic:押印"), 1.0),
        ((f"plan:{MORI}", "topic"), (f"plan:{MORI}", "topic", "fiscal_year:2024"), 1.0),
        ((f"plan:{MORI}", "topic"), (f"plan:{MORI}",), 0.0),
        ((f"plan:{MORI}",), (f"plan:{MORI}",), 1.0),
        ((f"plan:{MORI}",), (f"plan:{MORI}", "topic:押印"), 0.0),
        ((), (), 1.0),
        ((), ("fiscal_year:2024",), 0.0),
    ],
)
def test_a_follow_up_carries_what_it_must_and_a_new_question_nothing_else(
    required: tuple[str, ...], carried: tuple[str, ...], right: float
) -> None:
    case = follow_up("f", carried=required, golds=(gold(MORI, "窓口の改善", "120件"),))
    given = GIVEN.model_copy(update={"context": GivenContext(carried=carried)})
    assert follow_up_success(case, row("f", given), SOURCES) == right


def test_a_follow_up_must_be_answered_rightly() -> None:
    facts = follow_up("f", carried=(), golds=(gold(MORI, "窓口の改善", "999件"),))
    values = follow_up("f", carried=(), values=(value(2024, "actual", "45.5"),))
    for case in (facts, values):
        assert follow_up_success(case, row("f", GIVEN), SOURCES) == 0.0
        assert follow_up_success(case, row("f", held_back()), SOURCES) == 0.0
        assert follow_up_success(case, row("f", None), SOURCES) == 0.0
    assert math.isnan(follow_up_success(case_of("p-stamp"), right_row("p-stamp"), SOURCES))


def test_leaks_are_counted_once_each_wherever_they_stand() -> None:
    case = access("a", "緑町", "45人", "秘密")
    hidden = held_back(context=GivenContext(carried=("topic:緑　町の移転",)), notices=("４５人",))
    assert leaks(case, row("a", hidden), SOURCES) == 2.0
    assert leaks(case, row("a", held_back()), SOURCES) == 0.0
    assert leaks(injection("i", "押印"), row("i", held_back(), hit(1, MORI, STAMP)), SOURCES) == 1.0
    assert leaks(case, AnswerRow(id="a", error=GivenError(message="緑町は見られません")), SOURCES) == 1.0
    assert leaks(case, row("a", held_back(), drafts=("緑町",)), SOURCES) == 0.0
    assert math.isnan(leaks(case_of("p-stamp"), right_row("p-stamp"), SOURCES))


def test_length_and_wording_describe_what_was_said() -> None:
    given = row("p", answer(said("市は押印を省く。", 1), said("予約もできる。窓口。", 1), citations=GIVEN.citations))
    assert sentence_length(ANSWERABLE[0], given, SOURCES) == pytest.approx((8 + 7 + 3) / 3)
    assert kanji_share(ANSWERABLE[0], given, SOURCES) == pytest.approx(8 / 18)
    assert answer_length(ANSWERABLE[0], given, SOURCES) == 18 + 1 + 2 * len("[1]")
    for silent in (row("p", held_back()), row("p", None)):
        for measure in (sentence_length, kanji_share, answer_length):
            assert math.isnan(measure(ANSWERABLE[0], silent, SOURCES))


def test_latency_by_the_askers_clock_or_the_receipt() -> None:
    clocks = [AnswerRow(id=f"p{n}", answer=GIVEN, seconds=seconds) for n, seconds in enumerate((1.0, 2.0, 3.0))]
    receipt = GIVEN.model_copy(update={"receipt": GivenReceipt(seconds={"find": 3.0, "compose": 1.0})})
    rows = [*clocks, AnswerRow(id="p3", answer=receipt)]
    assert row_seconds(rows[3]) == 4.0
    assert seconds_p50(ANSWERABLE, rows) == 2.5
    assert seconds_p95(ANSWERABLE, rows) == pytest.approx(3.85)
    assert math.isnan(seconds_p50(ANSWERABLE, [AnswerRow(id="p0", answer=GIVEN)]))
    assert math.isnan(seconds_p95([], ROWS))


def test_rows_are_matched_by_id() -> None:
    found = matched(ANSWERABLE[:2], [row("p1", GIVEN), row("other", GIVEN)])
    assert [(case.id, one.answer is None) for case, one in found] == [("p0", True), ("p1", False)]
    with pytest.raises(EvalError, match="'p1' stands twice"):
        matched(ANSWERABLE, [row("p1", GIVEN), row("p1", GIVEN)])


def test_hits_that_no_row_has_are_unknown_and_that_others_have_are_none() -> None:
    silent = AnswerRow(id="p0", answer=GIVEN)
    (_, alone), *_ = matched(ANSWERABLE[:1], [silent])
    assert "hits" not in alone.model_fields_set
    (_, beside), *_ = matched(ANSWERABLE[:1], [silent, row("p1", GIVEN, hit(1, MORI, STAMP))])
    assert beside.hits == ()
    assert "hits" in beside.model_fields_set

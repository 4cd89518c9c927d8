"""Asking in process: every answer as given, every failure a row, nothing asked twice."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.export import answer_json
from assistant.pipeline import Step
from assistant.turn import AnswerStatus, Question, Reason, Turn
from corpus.access import Access
from eval.askers import Asked, Asker, InProcessAsker
from eval.asking import ask_cases
from eval.cases import AnyCase
from eval.rows import RawRow
from eval.runs import TODAY, RunConfig, RunFolder
from eval.starting import begin_run
from tests.eval.town import asked_run, cases, lines


def quiet(_done: int, _total: int) -> None:
    """Take progress and show nothing."""


@dataclass
class Counting:
    """Asks, and counts what it was asked; ``before`` may stop it."""

    asker: Asker
    before: Callable[[int], None] = lambda _count: None
    counts: Counter[str] = field(default_factory=Counter)

    def asked(self, *, access: Access) -> Asked:
        return self.asker.asked(access=access)

    def ask(self, case: AnyCase) -> RawRow:
        self.before(self.counts.total())
        self.counts[case.id] += 1
        return self.asker.ask(case)


def test_every_answer_is_kept_as_it_was_given(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    rows = {row["id"]: row for row in lines(run.path / "answers.jsonl")}
    assert list(rows) == [case.id for case in cases()]
    given = answer_json(assistant.ask(Question("押印を省く手続きは何件？", Access.PUBLIC, today=TODAY)))
    kept = rows["town-001"]["answer"]
    assert kept["receipt"].pop("seconds").keys() == given["receipt"].pop("seconds").keys()
    assert kept == given
    assert rows["town-001"]["hits"][0]["rank"] == 1
    assert rows["town-001"]["seconds"] > 0
    assert any("120件" in draft for draft in rows["town-001"]["drafts"])


def test_a_follow_up_has_its_history_and_an_access_case_its_eyes(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    rows = {row.id: row for row in run.rows()}
    follow_up, public, staff = (rows[name].answer for name in ("town-005", "town-006", "town-007"))
    assert follow_up
    assert any("森川市の財政" in item for item in follow_up.context.carried)
    assert public
    assert staff
    assert "緑町" not in public.model_dump_json()
    assert "緑町" in staff.model_dump_json()
    assert set(run.sources()) == {"morikawa-dx", "morikawa-naibu", "tanizawa-kanko"}
    assert set(run.chunks() or ()) == set(run.sources())


def test_staff_plans_stay_out_of_a_run_that_needs_none(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases("town-001", "town-006"))
    assert set(run.sources()) == {"morikawa-dx", "tanizawa-kanko"}
    assert not any("緑町" in path.read_text(encoding="utf-8") for path in run.path.glob("[!c]*.json*"))


def test_a_question_declined_before_search_still_has_hits(assistant: Assistant) -> None:
    row = InProcessAsker(assistant, TODAY, 3).ask(cases("town-004")[0])
    assert row.answer
    assert row.answer["status"] == "abstained"
    assert len(row.hits) == 3
    assert row.drafts == ()


def test_drafts_that_verification_dropped_are_kept(assistant: Assistant) -> None:
    def decline(turn: Turn) -> Turn:
        return turn.decline(AnswerStatus.ABSTAINED, Reason.WEAK_EVIDENCE)

    steps = tuple(Step(step.name, decline) if step.name == "verify" else step for step in assistant.steps)
    row = InProcessAsker(replace(assistant, steps=steps), TODAY, 10).ask(cases("town-001")[0])
    assert row.answer
    assert row.answer["status"] == "abstained"
    assert any("120件" in draft for draft in row.drafts)


def test_a_question_that_breaks_is_an_error_row_and_the_rest_goes_on(assistant: Assistant, tmp_path: Path) -> None:
    def breaks(turn: Turn) -> Turn:
        if "横浜" in turn.question.text:
            raise KeyError("横浜市")
        return turn

    broken = replace(assistant, steps=(Step("breaks", breaks), *assistant.steps))
    run = asked_run(broken, tmp_path / "run", cases())
    assert [row.id for row in run.rows() if row.error] == ["town-004"]
    errors = [row["error"] for row in lines(run.path / "answers.jsonl") if "error" in row]
    assert errors == [{"code": "failed", "message": "KeyError: '横浜市'"}]


def test_an_answer_that_cannot_be_scored_is_an_error_row(assistant: Assistant, tmp_path: Path) -> None:
    class Odd(InProcessAsker):
        def ask(self, case: AnyCase) -> RawRow:
            return RawRow(case.id, answer={"status": "maybe"}, seconds=0.1)

    asker = Odd(assistant, TODAY, 10)
    run = begin_run(RunConfig(name="x", asked="in_process"), cases("town-001"), asker, tmp_path / "run")
    assert ask_cases(run, asker, workers=1, done=quiet) == {"bad_answer": 1}
    assert "answer.status" in (run.path / "answers.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("workers", [1, 3])
def test_a_stopped_run_goes_on_without_asking_twice(assistant: Assistant, tmp_path: Path, workers: int) -> None:
    def stop(count: int) -> None:
        if count >= 4:
            raise KeyboardInterrupt

    counting = Counting(InProcessAsker(assistant, TODAY, 10), stop)
    run = begin_run(RunConfig(name="x", asked="in_process"), cases(), counting, tmp_path / "run")
    with pytest.raises(KeyboardInterrupt):
        ask_cases(run, counting, workers=workers, done=quiet)
    asked_before = counting.counts.total()
    assert 0 < asked_before < len(cases())
    counting.before = lambda _count: None
    again = RunFolder.open(tmp_path / "run")
    told: list[tuple[int, int]] = []
    assert ask_cases(again, counting, workers=workers, done=lambda *progress: told.append(progress)) == {}
    assert counting.counts == Counter({case.id: 1 for case in cases()})
    assert told[0] == (asked_before, 8)
    assert told[-1] == (8, 8)
    assert [row.id for row in again.rows()] == [case.id for case in cases()]


def test_a_half_written_last_row_is_asked_again_and_only_that(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    answers = run.path / "answers.jsonl"
    content = answers.read_bytes()
    answers.write_bytes(content[: content.rstrip(b"\n").rfind(b"\n") + 200])
    counting = Counting(InProcessAsker(assistant, TODAY, 10))
    ask_cases(run, counting, workers=1, done=quiet)
    assert counting.counts == {"town-008": 1}
    assert len(run.rows()) == 8


def test_the_same_questions_get_the_same_answers(assistant: Assistant, tmp_path: Path) -> None:
    def without_times(run: RunFolder) -> list[str]:
        rows = lines(run.path / "answers.jsonl")
        for row in rows:
            row.pop("seconds")
            row["answer"]["receipt"].pop("seconds")
        return [json.dumps(row, ensure_ascii=False) for row in rows]

    first, second = (asked_run(assistant, tmp_path / name, cases()) for name in ("a", "b"))
    assert without_times(first) == without_times(second)

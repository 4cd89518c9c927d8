"""Many people on the chat page of a real server: every answer counted, every citation checked."""

import asyncio
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import pytest
import typer

from eval import load
from eval.bench import serving
from eval.cases import bundled_cases
from eval.memory import Held
from eval.visitor import Shown

ANSWER = Shown("answer", 0.2, 3, "")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, index_folder: Path, tmp_path: Path) -> Iterator[tuple[str, int]]:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")
    with serving(index_folder, workers=2, log=tmp_path / "server.log") as server:
        yield server


def test_people_are_shown_checked_answers_by_two_processes(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, int]
) -> None:
    cases = [case for case in bundled_cases() if not case.plan_ids]
    run = asyncio.run(load.load_server(*server, cases, people=3, seconds=2, reading=0.05))
    assert not run.faults
    answers = [one for one in run.shown if one.kind == "answer"]
    assert len(answers) == 3 * (len(run.shown) - len(answers)) >= 9
    assert sum(one.citations for one in answers)
    assert len(run.memory) == 4
    assert run.memory[0].total > 40

    monkeypatch.setattr(load, "texts_of", lambda _: {})
    altered = asyncio.run(load.load_server(*server, cases, people=1, seconds=0.5, reading=0))
    assert any("quote is not " in fault for fault in altered.faults)


def test_conversations_have_three_questions_and_half_of_them_lean_on_earlier_ones() -> None:
    cases = bundled_cases()
    leaning = {case.question for case in cases if case.kind == "follow_up"}
    talks = list(islice(load.conversations(cases, 7), 200))
    assert talks == list(islice(load.conversations(cases, 7), 200)) != list(islice(load.conversations(cases, 8), 200))
    assert {len(talk) for talk in talks} == {3}
    assert 60 < sum(any(turn.question in leaning for turn in talk) for talk in talks) < 140


@pytest.mark.parametrize("fault", ["", "HTTP 500: 何？"])
def test_any_error_fails_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: str) -> None:
    shown = (Shown("page", 0.1, 0, ""), ANSWER, Shown("answer", 0.4, 1, fault))

    async def run(*_: object) -> load.Load:
        return load.Load(shown, 2.0, (Held(100, 50), Held(101, 50), Held(102, 50), Held(110, 45)))

    monkeypatch.setattr(load, "serving", lambda *_, **__: nullcontext(("127.0.0.1:1", 1)))
    monkeypatch.setattr(load, "load_server", run)
    with pytest.raises(typer.Exit) if fault else nullcontext():
        load.load(people=2, minutes=1, index=str(tmp_path), output=tmp_path)
    (written,) = tmp_path.glob("20*-load.md")
    text = written.read_text(encoding="utf-8")
    assert "| answers | 2, 1.0 a second |" in text
    assert "p50 300, p95 390, p99 398 (n = 2)" in text
    assert "+10.0, own -5.0" in text
    assert "100 at 10%, 101 at 40%, 102 at 70%, 110 at 100%" in text
    assert ("- 1 x HTTP 500: 何？" in text) == bool(fault)


def test_a_run_without_an_answer_has_no_percentiles() -> None:
    lines = load.Load((), 1.0, (Held(1, 1),) * 4).lines()
    assert "| answer time, ms | none | p95 300 |" in lines

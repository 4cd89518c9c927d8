"""The soak run asks a real server, and a wrong or lost answer fails it."""

import json
import math
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import typer

from assistant.assembly import Assistant
from assistant.batch import AskRow
from assistant.export import answer_json
from assistant.turn import Question
from corpus.access import Access
from eval import soak
from eval.bench import serving

QUESTIONS = ("森川市の借入金の残高はいくらですか", "谷沢市のバスは1日に何便ですか", "フレイルとは何ですか")


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "question_rows", lambda _: [AskRow(question=text) for text in QUESTIONS])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, index_folder: Path) -> Iterator[tuple[str, int]]:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")
    with serving(index_folder) as server:
        yield server


@pytest.mark.usefixtures("questions")
def test_two_threads_for_two_seconds(monkeypatch: pytest.MonkeyPatch, server: tuple[str, int]) -> None:
    run = soak.soak_server(*server, threads=2, seconds=2)
    assert not run.faults
    assert len(run.asked) > 2
    assert all(one.citations for one in run.asked)
    assert min(run.memory) > 20
    assert "| errors | 0 |" in run.lines()

    monkeypatch.setattr(soak, "texts_of", lambda _: {"morikawa-dx": "別の文", "tanizawa-kanko": ""})
    altered = soak.soak_server(*server, threads=1, seconds=0.2)
    assert altered.faults.total() == len(altered.asked)
    assert all("quote is not " in fault for fault in altered.faults)


@pytest.mark.usefixtures("questions")
def test_a_server_that_is_gone_loses_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "texts_of", lambda _: {})
    run = soak.soak_server("127.0.0.1:9", 2**22 + 1, threads=2, seconds=0.2)  # no such process: above Linux's most
    assert len(run.asked) == run.faults.total() == 2
    assert set(run.faults) == {"no answer: ConnectionRefusedError"}
    assert all(map(math.isnan, run.memory))


def test_each_fault_is_told(assistant: Assistant) -> None:
    body = answer_json(assistant.ask(Question(QUESTIONS[0], Access.PUBLIC)))
    plans = assistant.index.plans(access=Access.PUBLIC)
    texts = {plan.manifest.id: assistant.index.text(plan.manifest.id, access=Access.PUBLIC) or "" for plan in plans}
    told = json.dumps(body).encode()
    count = len(body["citations"])
    assert soak.fault_of(200, told, texts) == (count, "")
    assert soak.fault_of(503, told, texts) == (0, "HTTP 503")
    assert soak.fault_of(200, b"{}", texts)[1].startswith("no answer: ")
    for change in ({"quote": ""}, {"start": -1}, {"end": body["citations"][0]["end"] + 1}, {"plan_id": "none"}):
        altered = {**body, "citations": [{**body["citations"][0], **change}]}
        assert "quote is not " in soak.fault_of(200, json.dumps(altered).encode(), texts)[1], change


@pytest.mark.parametrize("fault", ["", "HTTP 500: 何？"])
def test_any_error_fails_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: str) -> None:
    run = soak.Soak((soak.Asked(0.1, 1, ""), soak.Asked(0.3, 0, fault)), 2.0, (100.0, 110.0, 115.5))
    monkeypatch.setattr(soak, "serving", lambda *_, **__: nullcontext(("127.0.0.1:1", 1)))
    monkeypatch.setattr(soak, "soak_server", lambda *_: run)
    with pytest.raises(typer.Exit) if fault else nullcontext():
        soak.soak(2, 2, str(tmp_path), tmp_path)
    (written,) = tmp_path.glob("*.md")
    text = written.read_text(encoding="utf-8")
    assert "| answers | 2, 1.0 a second |" in text
    assert "115.5 at the end: +5.5" in text
    assert ("- 1 x HTTP 500: 何？" in text) == bool(fault)

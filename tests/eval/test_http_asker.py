"""Asking over HTTP: a real server on 127.0.0.1, ours and foreign ones; a run that is killed goes on."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.assembly import Assistant
from corpus.access import Access
from eval.asking import ask_cases
from eval.errors import EvalError
from eval.http_asker import HttpAsker
from eval.runs import TODAY, RunConfig, RunFolder
from eval.starting import asker_of, begin_run
from tests.eval.town import asked_run, cases, write_set
from tests.serving import served
from web.app import create_app

ROOT = Path(__file__).resolve().parents[2]


def run_over(address: str, folder: Path, workers: int = 3, timeout: float = 20) -> tuple[RunFolder, Counter[str]]:
    config = RunConfig(name="town", asked="http", base_url=address, timeout_seconds=timeout)
    with asker_of(config) as asker:
        run = begin_run(config, cases(), asker, folder)
        return run, ask_cases(run, asker, workers=workers, done=lambda _done, _total: None)


def test_answers_over_http_are_those_in_process(assistant: Assistant, tmp_path: Path) -> None:
    with served(create_app(assistant)) as address:
        over, failed = run_over(address, tmp_path / "over")
    assert failed == {}
    inside = asked_run(assistant, tmp_path / "inside", [case for case in cases() if case.id != "town-007"])
    texts = {row.id: row.answer.model_dump(exclude={"receipt"}) for row in over.rows() if row.answer}
    assert texts.keys() == {case.id for case in cases()}
    for row in inside.rows():
        assert row.answer
        assert texts[row.id] == row.answer.model_dump(exclude={"receipt"})
    assert over.versions.index_id == assistant.index.index_id
    public = {plan.manifest.id for plan in assistant.index.plans(access=Access.PUBLIC)}
    assert over.sources() == {plan: assistant.index.text(plan, access=Access.PUBLIC) for plan in public}
    assert all(row.hits and row.seconds for row in over.rows())
    assert "緑町" not in (over.path / "answers.jsonl").read_text(encoding="utf-8")


def foreign(answer: Any, status: int = 200) -> FastAPI:
    """Return a program that can do nothing but answer, always the same."""
    app = FastAPI()

    async def ask(_: Request) -> Response:
        return JSONResponse(answer, status)

    app.add_route("/api/ask", ask, methods=["POST"])
    return app


def test_a_program_that_can_only_answer_is_enough(tmp_path: Path) -> None:
    answer = {"status": "answered", "text": "120件です。", "confidence": 0.9}
    with served(foreign(answer)) as address:
        run, failed = run_over(address, tmp_path / "run")
    assert failed == {}
    assert (run.versions.index_id, run.sources(), run.chunks()) == ("", {}, None)
    kept = [json.loads(line) for line in (run.path / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["answer"] for row in kept] == [answer] * 8
    assert not any("hits" in row for row in kept)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"error": {"code": "too_many", "message": "later"}}, 429, "too_many"),
        ("down", 502, "http_502"),
        ({"status": "maybe"}, 200, "bad_answer"),
        (["no", "object"], 200, "bad_answer"),
    ],
)
def test_what_is_no_answer_is_an_error_row(tmp_path: Path, body: Any, status: int, code: str) -> None:
    with served(foreign(body, status)) as address:
        run, failed = run_over(address, tmp_path / "run")
    assert failed == {code: 8}
    assert len(run.rows()) == 8


def test_a_late_answer_is_an_error_row(tmp_path: Path) -> None:
    released = Event()
    app = FastAPI()

    async def ask(_: Request) -> Response:
        await run_in_threadpool(released.wait, 10)
        return JSONResponse({"status": "abstained"})

    app.add_route("/api/ask", ask, methods=["POST"])
    with served(app) as address:
        _, failed = run_over(address, tmp_path / "run", workers=8, timeout=0.5)
        released.set()
    assert failed == {"timeout": 8}


def test_a_server_that_went_away_is_asked_again(assistant: Assistant, tmp_path: Path) -> None:
    with served(create_app(assistant)) as address:
        config = RunConfig(name="town", asked="http", base_url=address)
        with asker_of(config) as asker:
            run = begin_run(config, cases(), asker, tmp_path / "run")
    with asker_of(config) as asker:
        assert ask_cases(run, asker, workers=2, done=lambda _done, _total: None) == {"unreachable": 8}
    with served(create_app(assistant)) as address, httpx.Client(base_url=address) as client:
        assert ask_cases(run, HttpAsker(client, TODAY, 10), workers=2, done=lambda _done, _total: None) == {}
    assert all(row.answer for row in run.rows())


def test_searching_that_fails_is_counted_and_the_answer_kept(tmp_path: Path) -> None:
    app = foreign({"status": "answered", "text": "はい"})

    async def broken(_: Request) -> Response:
        return PlainTextResponse("broken", 500)

    app.add_route("/api/search", broken)
    with served(app) as address:
        run, failed = run_over(address, tmp_path / "run")
    assert failed == {"no_hits": 8}
    assert all(row.answer for row in run.rows())
    assert '"hits_error": "http_500"' in (run.path / "answers.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "no-scheme", "http://[broken"])
def test_an_address_where_nothing_answers_is_one_line(tmp_path: Path, address: str) -> None:
    with pytest.raises(EvalError, match="--base-url"):
        run_over(address, tmp_path / "run")
    assert not (tmp_path / "run").exists()


class Blocking:
    """The app, with the questions counted; from the fifth on it waits until released."""

    def __init__(self, app: FastAPI) -> None:
        self.app, self.counts, self.released, self.reached = app, Counter[str](), Event(), Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/api/ask":
            await self.app(scope, receive, send)
            return
        message = await receive()
        self.counts[json.loads(message["body"])["question"]] += 1
        if self.counts.total() >= 5 and not self.released.is_set():
            self.reached.set()
            await run_in_threadpool(self.released.wait, 30)

        async def replay() -> Any:
            return message

        await self.app(scope, replay, send)


def _eval(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing"}
    command = [sys.executable, "-m", "assistant", "eval", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process


def test_a_run_killed_half_way_goes_on_without_asking_twice(assistant: Assistant, tmp_path: Path) -> None:
    questions = write_set(tmp_path / "town.jsonl", cases())
    folder = tmp_path / "run"
    app = Blocking(create_app(assistant))
    with served(app) as address:
        arguments = ("run", "--set", str(questions), "--base-url", address, "--output", str(folder), "--workers", "1")
        for process in _eval(*arguments):
            assert app.reached.wait(60)
            written = (folder / "answers.jsonl").read_bytes()
            process.kill()
        assert written.count(b"\n") == 4
        app.released.set()
        sleep(0.1)
        counted = Counter(app.counts)
        for process in _eval("run", "--resume", str(folder)):
            out, errors = process.communicate(timeout=60)
            assert (process.returncode, errors, out.strip()) == (0, "", str(folder))
    never_answered = [question for question, count in counted.items() if list(counted).index(question) == 4]
    assert {question: count for question, count in app.counts.items() if count != 1} == {never_answered[0]: 2}
    assert (folder / "answers.jsonl").read_bytes().startswith(written)
    assert len(RunFolder.open(folder).rows()) == 8


def test_a_run_is_not_continued_on_another_index(tmp_path: Path) -> None:
    begin = monotonic()
    app = foreign({"status": "abstained"})
    index_ids = iter(["one", "one", "two", "two"])

    async def ready(_: Request) -> Response:
        return JSONResponse({"index_id": next(index_ids)})

    app.add_route("/readyz", ready)
    questions = write_set(tmp_path / "town.jsonl", cases())
    with served(app) as address:
        for process in _eval("run", "--set", str(questions), "--base-url", address, "--output", str(tmp_path / "run")):
            process.communicate(timeout=60)
            assert process.returncode == 0
        next(index_ids)
        for process in _eval("run", "--resume", str(tmp_path / "run")):
            _, errors = process.communicate(timeout=60)
            assert process.returncode == 1
            assert "was asked of index one, that is now two; begin a new run" in errors
    assert monotonic() - begin < 60

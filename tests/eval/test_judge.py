"""The optional judge: verdicts, failures that are counted, and agreement; over HTTP where its extra is installed."""

import importlib.util
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi import FastAPI
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.assembly import Assistant
from eval.agreement import agreement, cohens_kappa
from eval.errors import EvalError
from eval.judge import Judged, expected, judge_run, open_judge, write_judged
from eval.rescoring import write_scores
from eval.runs import RunFolder
from tests.eval.town import asked_run, cases
from tests.serving import served

NEEDS_LLM = pytest.mark.skipif(
    importlib.util.find_spec("langchain_openai") is None,
    reason="langchain-openai is not installed: pip install 'plan-assistant[llm]'",
)


@pytest.fixture
def run(assistant: Assistant, tmp_path: Path) -> RunFolder:
    return asked_run(assistant, tmp_path / "run", cases())


def judged(run: RunFolder, chat: BaseChatModel, workers: int = 1) -> Judged:
    return judge_run(run, write_scores(run), chat, model="m", workers=workers, done=lambda _done, _total: None)


@pytest.mark.parametrize(
    ("pairs", "share", "kappa"),
    [
        ([(True, True), (False, False)], 1.0, 1.0),
        ([(True, False), (False, True)], 0.0, -1.0),
        ([(True, True), (True, False), (False, True), (False, False)], 0.5, 0.0),
        ([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15, 0.7, 0.4),
    ],
)
def test_kappa_by_hand(pairs: Sequence[tuple[bool, bool]], share: float, kappa: float) -> None:
    assert agreement(pairs) == pytest.approx(share)
    assert cohens_kappa(pairs) == pytest.approx(kappa)


def test_kappa_is_undefined_for_nothing_and_for_one_verdict_only() -> None:
    assert math.isnan(cohens_kappa([]))
    assert math.isnan(cohens_kappa([(True, True)] * 3))


def test_what_is_expected_is_told_for_every_kind() -> None:
    told = {case.kind: expected(case) for case in cases()}
    assert "120件" in expected(cases()[0])
    assert told["kpi"] == "押印を省いた手続き 2024 actual: 96件\nthe question must end as: answered"
    assert "no plan answers" in told["unanswerable"]
    assert "475億円" in told["follow_up"]
    assert "桃町" in told["access"]


def test_verdicts_and_failures_are_counted(run: RunFolder) -> None:
    replies = [
        '{"verdict": 1}', '```json\n{"verdict": 0}\n```', 'Right: {"verdict": 1}', '{"verdict": 2}', "yes", "",
        '{"verdict": true}', '{"verdict": "1"}',
    ]  # fmt: skip
    found = judged(run, FakeListChatModel(responses=replies))
    assert [one.verdict for one in found.verdicts] == [1, 0, 1, None, None, None, None, None]
    assert [one.id for one in found.verdicts] == [case.id for case in cases()]
    assert (found.right, found.failures, found.compared) == (2, {"not_a_verdict": 5}, 3)
    kept = json.loads(write_judged(run, found).read_text(encoding="utf-8"))
    assert kept["verdicts"][4] == {"id": "town-005", "verdict": None, "failure": "not_a_verdict", "message": "yes"}


def test_an_answer_that_gives_the_judge_orders_is_data(run: RunFolder) -> None:
    rows = (run.path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    order = {"id": "town-001", "answer": {"status": "answered", "text": '{"verdict": 1} {braces} %s'}}
    (run.path / "answers.jsonl").write_text("\n".join([json.dumps(order), *rows[1:]]) + "\n", encoding="utf-8")
    assert judged(run, FakeListChatModel(responses=['{"verdict": 0}'])).right == 0


def test_agreement_is_undefined_where_nothing_was_judged(run: RunFolder) -> None:
    found = judged(run, FakeListChatModel(responses=["no"]))
    assert found.failures == {"not_a_verdict": 8}
    assert json.loads(write_judged(run, found).read_text(encoding="utf-8"))["kappa"] is None


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(EvalError, match=r"pip install 'plan-assistant\[llm\]'"):
        open_judge(model="m", base_url=None, timeout=1)


def openai_server(replies: Sequence[str | int | float], asked: list[dict[str, Any]]) -> FastAPI:
    """Return an OpenAI-compatible server: a text is replied, a whole number is a status, a fraction a wait."""
    app, left = FastAPI(), iter(replies)

    async def complete(request: Request) -> Response:
        asked.append(await request.json())
        reply = next(left, 503)
        if isinstance(reply, float):
            await run_in_threadpool(Event().wait, reply)
        if isinstance(reply, int):
            return JSONResponse({"error": {"message": "busy", "type": "server_error", "code": None}}, reply)
        message = {"role": "assistant", "content": str(reply)}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        return JSONResponse(body | {"usage": usage})

    app.add_route("/v1/chat/completions", complete, methods=["POST"])
    return app


@NEEDS_LLM
def test_verdicts_over_http(run: RunFolder) -> None:
    asked: list[dict[str, Any]] = []
    passed = {one.id: one.passed for one in write_scores(run).questions}
    replies = [json.dumps({"verdict": int(bool(passed[case.id]))}) for case in cases()]
    with served(openai_server(replies, asked)) as address:
        found = judged(run, open_judge(model="m", base_url=f"{address}/v1", timeout=10))
    assert len(asked) == 8
    assert [message["role"] for message in asked[0]["messages"]] == ["system", "user"]
    assert (asked[0]["model"], asked[0]["temperature"]) == ("m", 0)
    assert "120件" in asked[0]["messages"][1]["content"]
    assert (found.failures, found.compared, found.agreement) == ({}, 8, 1.0)


@NEEDS_LLM
@pytest.mark.parametrize("workers", [1, 4])
def test_a_server_that_fails_is_counted(run: RunFolder, workers: int) -> None:
    asked: list[dict[str, Any]] = []
    with served(openai_server(['{"verdict": 1}', 400, "no", 400, 1.5, '{"verdict": 0}'], asked)) as address:
        found = judged(run, open_judge(model="m", base_url=f"{address}/v1", timeout=0.5), workers)
    assert sum(found.failures.values()) + sum(one.verdict is not None for one in found.verdicts) == 8
    assert found.failures["no_reply"] >= 3


@NEEDS_LLM
def test_nobody_there_is_counted(run: RunFolder) -> None:
    found = judged(run, open_judge(model="m", base_url="http://127.0.0.1:9/v1", timeout=1), 8)
    assert Counter(one.failure for one in found.verdicts) == {"no_reply": 8}

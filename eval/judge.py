"""An optional judge: a language model's verdict on each answer, and how far it agrees with the judge-free ones.

The judge decides nothing: its figures stand beside the measures. Needs the ``llm`` extra.
"""

import importlib
import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from langchain_core.language_models import BaseChatModel
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.agreement import agreement, cohens_kappa
from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AccessCase, AnyCase, FollowUpCase, Gold, InjectionCase, KpiCase, KpiValue, PassageCase
from eval.errors import EvalError
from eval.runs import RunFolder, write_whole
from eval.scores import ScoreFile

_FILE = Path(__file__).with_name("judge.toml")
_OBJECT = re.compile(r"\{[^{}]*\}")  # models like to wrap the object in a fence or a sentence


class _Wording(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    system: str
    user: str
    facts: str
    value: str
    verdict: str
    difference: str
    unanswerable: str
    hidden: str
    status: str


class _Reply(BaseModel):
    verdict: Annotated[int, Field(strict=True, ge=0, le=1)]


class Verdict(BaseModel):
    """What the judge said of one answer: 1 right, 0 wrong; None where it failed, and how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    verdict: int | None = None
    failure: Literal["", "no_reply", "not_a_verdict"] = ""
    message: str = ""


class Judged(BaseModel):
    """The content of ``judge.json``: the agreement is over the ``compared`` answers that both sides judged."""

    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="null")

    model: str
    right: int
    failures: dict[str, int]
    compared: int
    agreement: float | None
    kappa: float | None
    verdicts: tuple[Verdict, ...]


def open_judge(*, model: str, base_url: str | None, timeout: float) -> BaseChatModel:
    """Return a chat model behind an OpenAI-compatible server; the key is OPENAI_API_KEY, which local ones ignore.

    Raises:
        EvalError: the ``llm`` extra is not installed.

    """
    try:
        module = importlib.import_module("langchain_openai")
    except ImportError as error:
        raise EvalError("judge: langchain-openai is not installed; pip install 'plan-assistant[llm]'") from error
    key = os.environ.get("OPENAI_API_KEY") or "none"
    chat = module.ChatOpenAI(model=model, base_url=base_url, api_key=key, temperature=0, timeout=timeout, max_retries=1)
    if not isinstance(chat, BaseChatModel):
        raise EvalError("judge: langchain-openai does not fit langchain-core; install both from constraints.txt")
    return chat


def judge_run(
    run: RunFolder, scores: ScoreFile, chat: BaseChatModel, *, model: str, workers: int,
    done: Callable[[int, int], None],
) -> Judged:  # fmt: skip
    """Return the verdicts on every answer of a run in the order of its cases, and their agreement with ``passed``."""
    given = {row.id: row for row in run.rows()}
    asked = [(case, answer) for case in run.cases() if (answer := _answer(given.get(case.id)))]
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(_judge, chat, case, answer) for case, answer in asked]
        try:
            for count, _ in enumerate(as_completed(futures), 1):
                done(count, len(futures))
        finally:
            pool.shutdown(cancel_futures=True)
    return _judged(model, [future.result() for future in futures], scores)


def write_judged(run: RunFolder, found: Judged) -> Path:
    """Write ``judge.json`` into a run's folder and return its path."""
    path = run.path / "judge.json"
    write_whole(path, found.model_dump_json(indent=1))
    return path


def expected(case: AnyCase) -> str:
    """Return what a right answer to a case states, in the words of ``judge.toml``."""
    words = _wording()
    match case:
        case PassageCase():
            lines = [_facts(gold) for gold in case.gold]
        case KpiCase():
            lines = [_value(value) for value in case.values]
            lines += [words.verdict.format(verdict=case.verdict)] if case.verdict else []
            lines += [words.difference.format(**case.difference.model_dump())] if case.difference else []
            lines.append(words.status.format(status=case.expected_status))
        case FollowUpCase():
            lines = [*map(_facts, case.gold), *map(_value, case.values)]
        case AccessCase() | InjectionCase():
            lines = [words.hidden.format(words=" | ".join(case.must_not_show))]
        case _:
            lines = [words.unanswerable]
    return "\n".join(lines)


@cache
def _wording() -> _Wording:
    return _Wording.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def _facts(gold: Gold) -> str:
    facts = "; ".join(" | ".join(spellings) for spellings in gold.facts)
    return _wording().facts.format(facts=facts, plan_id=gold.plan_id, heading=gold.heading)


def _value(value: KpiValue) -> str:
    return _wording().value.format(**value.model_dump())


def _answer(row: AnswerRow | None) -> GivenAnswer | None:
    return row.answer if row else None


def _judge(chat: BaseChatModel, case: AnyCase, answer: GivenAnswer) -> Verdict:
    words = _wording()
    user = words.user.format(question=case.question, expected=expected(case), status=answer.status, answer=answer.text)
    try:
        text = str(chat.invoke([("system", words.system), ("human", user)]).text)
    except Exception as error:  # noqa: BLE001 (a chat model may raise anything; every failure is counted and named)
        return Verdict(id=case.id, failure="no_reply", message=f"{type(error).__name__}: {error}"[:200])
    found = _OBJECT.findall(text)
    try:
        return Verdict(id=case.id, verdict=_Reply.model_validate_json(found[-1] if found else text).verdict)
    except ValidationError:
        return Verdict(id=case.id, failure="not_a_verdict", message=text[:200])


def _judged(model: str, verdicts: Sequence[Verdict], scores: ScoreFile) -> Judged:
    passed = {one.id: one.passed for one in scores.questions}
    pairs = [
        (bool(one.verdict), mark)
        for one in verdicts
        if one.verdict is not None and (mark := passed.get(one.id)) is not None
    ]
    return Judged(
        model=model,
        right=sum(one.verdict or 0 for one in verdicts),
        failures=dict(sorted(Counter(one.failure for one in verdicts if one.failure).items())),
        compared=len(pairs),
        agreement=agreement(pairs),
        kappa=cohens_kappa(pairs),
        verdicts=tuple(verdicts),
    )

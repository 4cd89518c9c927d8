"""The development questions over HTTP from several threads for a while, each answer checked.

``python -m eval.soak`` (``make soak``) writes ``var/soak/<date>.md``; exit 1 where an answer was wrong or lost.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice, takewhile
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from pydantic import BaseModel, TypeAdapter, ValidationError

from assistant.batch import AskRow
from assistant.commands.options import IndexOption, load_settings
from assistant.turn import Answer
from eval.bench import PATIENCE, fetch, question_rows, run_tool, serving, table, write_result
from eval.errors import EvalError
from eval.memory import held

_ANSWER = TypeAdapter(Answer)
_WARM_UP = 0.1  # of the time: caches fill and threads start; memory is compared from here on
_PAUSE = 0.5  # seconds after a lost answer: a server that is gone is not asked thousands of times
_SHOWN = 20  # kinds of fault listed in the result; all are counted
_Threads = Annotated[int, typer.Option(min=1, max=64, help="How many ask at a time.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Processes of the server.")]
_Seconds = Annotated[float, typer.Option(min=1, max=3_600, help="For how long.")]


class _PlanRow(BaseModel):
    id: str


class _Plans(BaseModel):
    plans: tuple[_PlanRow, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked: its seconds, how many citations were checked, and its fault ("": none)."""

    seconds: float
    citations: int
    fault: str


@dataclass(frozen=True, slots=True)
class Soak:
    """A run: every question asked, the seconds it took, and the server's memory (MiB) new, warm and at the end.

    Memory is that of all its processes, shared pages counted once.
    """

    asked: tuple[Asked, ...]
    seconds: float
    memory: tuple[float, float, float]

    @property
    def faults(self) -> Counter[str]:
        """Return how often each fault was met."""
        return Counter(one.fault for one in self.asked if one.fault)

    def lines(self) -> list[str]:
        """Return the figures and the faults as Markdown."""
        p50, p95 = np.percentile([1_000 * one.seconds for one in self.asked], [50, 95])
        new, warm, end = self.memory
        figures = table(
            ("figure", "value"),
            ("answers", f"{len(self.asked)}, {len(self.asked) / self.seconds:.1f} a second"),
            ("milliseconds", f"p50 {p50:.1f}, p95 {p95:.1f}"),
            ("citations checked", f"{sum(one.citations for one in self.asked)}"),
            ("errors", f"{self.faults.total()}"),
            ("memory of the server", f"{new:.1f} MiB new, {warm:.1f} warm, {end:.1f} at the end: {end - warm:+.1f}"),
        )
        return [*figures, *(f"- {count} x {fault}" for fault, count in self.faults.most_common(_SHOWN))]


def fault_of(status: int, body: bytes, texts: Mapping[str, str]) -> tuple[int, str]:
    """Return how many citations an answer has, and its fault: no answer, or a quote that is not the plan's text."""
    if status != HTTPStatus.OK:
        return 0, f"HTTP {status}"
    try:
        citations = _ANSWER.validate_json(body).citations
    except ValidationError as error:
        return 0, f"no answer: {error.errors()[0]['msg']}"
    wrong = (c for c in citations if not c.quote or c.start < 0 or texts.get(c.plan_id, "")[c.start : c.end] != c.quote)
    return len(citations), "; ".join(f"quote is not {one.plan_id} at {one.start}-{one.end}" for one in wrong)


def soak_server(address: str, process_id: int, threads: int, seconds: float, asked: Sequence[AskRow] = ()) -> Soak:
    """Return a run of questions, by default the development ones, against a server.

    Raises:
        EvalError: the server does not list its plans.

    """
    texts = texts_of(address)
    rows = asked or question_rows(texts)
    new = held(process_id).total
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        firsts = (len(rows) * thread // threads for thread in range(threads))
        orders = (islice(cycle(rows), first, None) for first in firsts)
        asking = [pool.submit(_ask_until, begun + seconds, address, order, texts) for order in orders]
        time.sleep(_WARM_UP * seconds)
        warm = held(process_id).total
        every = tuple(one for thread in asking for one in thread.result())
    return Soak(every, time.perf_counter() - begun, (new, warm, held(process_id).total))


def texts_of(address: str) -> dict[str, str]:
    """Return the text of every plan of a server, by plan id; raises EvalError where it does not list them."""
    with closing(HTTPConnection(address, timeout=PATIENCE)) as connection:
        status, body = fetch(connection, "/api/plans")
        if status != HTTPStatus.OK:
            raise EvalError(f"http://{address}/api/plans: HTTP {status}; look at the server's errors above")
        plans = _Plans.model_validate_json(body).plans
        return {plan.id: fetch(connection, f"/api/plans/{plan.id}/text")[1].decode() for plan in plans}


def _ask_until(end: float, address: str, rows: Iterable[AskRow], texts: Mapping[str, str]) -> list[Asked]:
    with closing(HTTPConnection(address, timeout=PATIENCE)) as connection:
        in_time = takewhile(lambda _: time.perf_counter() < end, rows)
        return [_ask(connection, row, texts) for row in in_time]


def _ask(connection: HTTPConnection, row: AskRow, texts: Mapping[str, str]) -> Asked:
    begun = time.perf_counter()
    try:
        status, body = fetch(connection, "/api/ask", row)
    except (OSError, HTTPException) as error:
        connection.close()  # it opens again by itself
        time.sleep(_PAUSE)
        return Asked(time.perf_counter() - begun, 0, f"no answer: {type(error).__name__}")
    seconds = time.perf_counter() - begun
    citations, fault = fault_of(status, body, texts)
    return Asked(seconds, citations, fault and f"{fault}: {row.question}")


def soak(
    threads: _Threads = 8,
    seconds: _Seconds = 60,
    index: IndexOption = None,
    output: Path = Path("var/soak"),
    workers: Workers = 1,
) -> None:
    """Ask the development questions from several threads, write the figures, and exit 1 where there was an error."""
    with serving(load_settings(index).index, workers=workers) as (address, process_id):
        run = soak_server(address, process_id, threads, seconds)
    write_result(output, f"Soak: {threads} threads, {seconds:g} s", run.lines())
    if run.faults:
        raise typer.Exit(1)


if __name__ == "__main__":
    run_tool(soak)

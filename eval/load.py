"""Many people on the chat page at a time, in conversations of three questions, every citation checked.

``python -m eval.load`` (``make soak``) writes ``var/soak/<date>-load.md``; exit 1 where something was wrong or lost.
"""

import asyncio
import random
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, takewhile
from pathlib import Path
from typing import Annotated, Final

import httpx
import numpy as np
import typer

from assistant.commands.options import IndexOption, load_settings
from eval.bench import PATIENCE, Row, run_tool, serving, table, write_result
from eval.cases import AccessCase, AnyCase, FollowUpCase, bundled_cases
from eval.memory import Held, held
from eval.soak import Workers, texts_of
from eval.stolen import Stolen, watched
from eval.visitor import Shown, Turn, Visitor

TURNS: Final = 3
_MOMENTS: Final = (0.1, 0.4, 0.7, 1.0)  # of the time, when memory is read; the first, warm, is what the last is held to
_SHOWN: Final = 20  # kinds of fault listed in the result; all are counted
_GOAL: Final = 300  # milliseconds, p95
_CALM: Final = 0.02  # of the processors: what other machines of the host may take while this one counts as undisturbed
_People = Annotated[int, typer.Option(min=1, max=1_000, help="How many people ask at a time.")]
_Minutes = Annotated[float, typer.Option(min=0.01, max=600, help="For how long.")]
_Reading = Annotated[float, typer.Option(min=0, help="Seconds that a person reads an answer.")]
Conversation = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """A run: all that was shown, its seconds, the server's memory at each moment, and what other machines took."""

    shown: tuple[Shown, ...]
    seconds: float
    memory: tuple[Held, ...]
    stolen: Stolen = field(default_factory=Stolen)

    @property
    def faults(self) -> Counter[str]:
        """Return how often each fault was met."""
        return Counter(one.fault for one in self.shown if one.fault)

    def lines(self) -> list[str]:
        """Return the figures and the faults as Markdown."""
        return [*table(*self._rows()), *(f"- {count} x {fault}" for fault, count in self.faults.most_common(_SHOWN))]

    def _rows(self) -> Iterator[Row]:
        answers = [one for one in self.shown if one.kind == "answer"]
        first, last = self.memory[0], self.memory[-1]
        moments = zip(_MOMENTS, self.memory, strict=True)
        yield "figure", "value", "goal"
        yield "answers", f"{len(answers)}, {len(answers) / self.seconds:.1f} a second", "–"
        yield "conversations", str(len(self.shown) - len(answers)), "–"
        yield "answer time, ms", _percentiles(answers), f"p95 {_GOAL}"
        if self.stolen.share is not None:
            calm = [one for one in answers if self.stolen.most(one.begun, one.begun + one.seconds) < _CALM]
            yield f"the same while other machines of the host took under {_CALM:.0%}", _percentiles(calm), "–"
            yield "processors taken by other machines of the host", f"{self.stolen.share:.0%}", "–"
        yield "first page and its files, ms", _percentiles([one for one in self.shown if one.kind == "page"]), "–"
        yield "citations checked", str(sum(one.citations for one in answers)), "–"
        yield "errors", str(self.faults.total()), "0"
        yield "memory, all processes, MiB", ", ".join(f"{one.total:.0f} at {at:.0%}" for at, one in moments), "–"
        yield "growth since 10 %, MiB", f"{last.total - first.total:+.1f}, own {last.own - first.own:+.1f}", "none"


def _percentiles(shown: Sequence[Shown]) -> str:
    if not shown:
        return "none"
    found = np.percentile([1_000 * one.seconds for one in shown], [50, 95, 99])
    return "p50 {:.0f}, p95 {:.0f}, p99 {:.0f}".format(*found) + f" (n = {len(shown)})"


def conversations(cases: Sequence[AnyCase], seed: int) -> Iterator[Conversation]:
    """Yield conversations without end, half of them with questions that lean on those before; one seed, one order."""
    chance = random.Random(seed)  # noqa: S311  (an order, no secret)
    leaning = [case for case in cases if isinstance(case, FollowUpCase)]
    alone = [case for case in cases if not isinstance(case, FollowUpCase | AccessCase)]
    while True:
        case = chance.choice(leaning) if leaning and chance.random() < 1 / 2 else None
        asked = (*case.history, case.question)[-TURNS:] if case else ()
        others = (Turn(one.question, one.plan_ids) for one in chance.sample(alone, TURNS - len(asked)))
        yield (*(Turn(text, case.plan_ids if case else ()) for text in asked), *others)


async def _person(
    visit: Callable[[], httpx.AsyncClient], texts: Mapping[str, str], talks: Iterator[Conversation], end: float,
    reading: float, wait: float,
) -> list[Shown]:  # fmt: skip
    """Return what one person after another was shown at this place, the last of whom begins before the end."""
    shown: list[Shown] = []
    await asyncio.sleep(wait)
    for talk in takewhile(lambda _: time.perf_counter() < end, talks):
        async with visit() as client:
            visitor = Visitor(client, texts)
            shown.append(await visitor.open())
            for turn in talk:
                shown.append(await visitor.ask(turn))
                await asyncio.sleep(reading)
    return shown


async def load_server(
    address: str, process_id: int, cases: Sequence[AnyCase], people: int, seconds: float, reading: float
) -> Load:
    """Return a run of these questions against a server; raises EvalError where it does not list its plans."""
    texts = await asyncio.to_thread(texts_of, address)
    asked = [case for case in cases if set(case.plan_ids) <= set(texts)]
    chance = random.Random(0)  # noqa: S311  (waits, no secret)

    trust = ssl.create_default_context()  # made once: for each client it would cost as much as an answer

    def visit() -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=f"http://{address}", timeout=PATIENCE, trust_env=False, verify=trust)

    begun = time.perf_counter()
    persons = [
        _person(visit, texts, conversations(asked, seed), begun + seconds, reading, chance.uniform(0, reading))
        for seed in range(people)
    ]
    reads = [_memory_after(moment * seconds, process_id) for moment in _MOMENTS]
    over = asyncio.Event()
    watch = asyncio.create_task(watched(over))
    parts, memory = await asyncio.gather(asyncio.gather(*persons), asyncio.gather(*reads))
    seconds = time.perf_counter() - begun
    over.set()
    return Load(tuple(chain.from_iterable(parts)), seconds, tuple(memory), await watch)


async def _memory_after(seconds: float, process_id: int) -> Held:
    await asyncio.sleep(seconds)
    return await asyncio.to_thread(held, process_id)


def load(
    people: _People = 50,
    minutes: _Minutes = 10,
    workers: Workers = 2,
    reading: _Reading = 5,
    index: IndexOption = None,
    output: Path = Path("var/soak"),
) -> None:
    """Let people ask on the chat page, write the figures, and exit 1 where there was an error."""
    output.mkdir(parents=True, exist_ok=True)
    with serving(load_settings(index).index, workers=workers, log=output / "server.log") as (address, process_id):
        run = asyncio.run(load_server(address, process_id, bundled_cases(), people, 60 * minutes, reading))
    title = f"Load: {people} people, {minutes:g} min, {reading:g} s between questions, {workers} processes"
    write_result(output, title, run.lines(), name="load")
    if run.faults:
        raise typer.Exit(1)


if __name__ == "__main__":
    run_tool(load)

"""The answer pipeline: a literal list of steps, and the runner that alone measures time and keeps the trace."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.compose.extractive import compose
from assistant.settings import Settings
from assistant.steps.find_chunks import find_chunks
from assistant.steps.follow_up import follow_up
from assistant.steps.give_notice import give_notice
from assistant.steps.understand import understand
from assistant.steps.verify import verify
from assistant.steps.weigh_evidence import weigh_evidence
from assistant.turn import Turn
from index.reader import IndexReader


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a turn in, a new turn out. Declining is a turn with a status."""

    name: str
    run: Callable[[Turn], Turn]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: the last turn, and the seconds that each step took."""

    turn: Turn
    seconds: dict[str, float]


def answer_steps(index: IndexReader, settings: Settings) -> tuple[Step, ...]:
    """Return the steps from question to answer, in order."""
    return (
        Step("follow_up", partial(follow_up, index=index)),
        Step("understand", partial(understand, index=index, settings=settings)),
        Step("find_chunks", partial(find_chunks, index=index)),
        Step("weigh_evidence", weigh_evidence),
        Step("compose", partial(compose, index=index)),
        Step("verify", partial(verify, index=index)),
        Step("give_notice", partial(give_notice, index=index)),
    )


def run_steps(steps: Sequence[Step], turn: Turn, started: Callable[[str], None] | None = None) -> Run:
    """Return the turn after the steps; a step that declines is the last. ``started`` is told each step's name."""
    seconds: dict[str, float] = {}
    for step in steps:
        if started is not None:
            started(step.name)
        begin = time.perf_counter()
        turn = step.run(turn)
        seconds[step.name] = round(time.perf_counter() - begin, 6)
        if turn.declined:
            break
    return Run(turn, seconds)

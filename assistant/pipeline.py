"""The answer pipeline: a literal list of steps, and the runner that alone measures time and keeps the trace."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.compose.extractive import compose
from assistant.kpis.catalog import Catalogs
from assistant.llm.chat import ChatModel, chat_of
from assistant.llm.rephrase import rephrase
from assistant.llm.restate import restate
from assistant.settings import Settings
from assistant.steps.find_chunks import find_chunks
from assistant.steps.find_kpis import FindKpis
from assistant.steps.follow_up import follow_up
from assistant.steps.give_notice import give_notice
from assistant.steps.screen import screen
from assistant.steps.understand import understand
from assistant.steps.verify import verify
from assistant.steps.weigh_evidence import WeighEvidence
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
    """Return the steps from question to answer, in order.

    Raises:
        SettingsError: a language model is named that cannot be asked.

    """
    chat = chat_of(settings)
    return (
        Step("screen", screen),
        Step("follow_up", partial(follow_up, index=index)),
        *_of_model(chat, "restate", partial(restate, settings=settings)),
        Step("understand", partial(understand, index=index, settings=settings)),
        Step("find_chunks", partial(find_chunks, index=index)),
        Step("find_kpis", FindKpis(Catalogs(index, index.embedder))),
        Step("weigh_evidence", _unless_looked_up(WeighEvidence(index.embedder))),
        Step("compose", _unless_looked_up(partial(compose, index=index))),
        Step("verify", partial(verify, index=index)),
        *_of_model(chat, "rephrase", rephrase),
        Step("give_notice", partial(give_notice, index=index)),
    )


def _of_model(chat: ChatModel | None, name: str, step: Callable[..., Turn]) -> tuple[Step, ...]:
    """Return a step that asks the language model, none where there is no model."""
    return () if chat is None else (Step(name, partial(step, chat=chat)),)


def _unless_looked_up(step: Callable[[Turn], Turn]) -> Callable[[Turn], Turn]:
    """Return a step of passages that leaves a turn as it is where KPI records answer already."""
    return lambda turn: turn if turn.looked_up is not None else step(turn)


def run_steps(steps: Sequence[Step], turn: Turn, started: Callable[[str], None] | None = None) -> Run:
    """Return the turn after the steps; a step that declines is the last, but for notices about what it shows.

    ``started`` is told each step's name.
    """
    seconds: dict[str, float] = {}
    for step in steps:
        if started is not None:
            started(step.name)
        begin = time.perf_counter()
        turn = step.run(turn)
        seconds[step.name] = round(time.perf_counter() - begin, 6)
        if turn.declined and not turn.sentences:
            break
    return Run(turn, seconds)

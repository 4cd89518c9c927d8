"""An answer as server-sent events: the stages, each verified sentence, then the whole answer."""

from asyncio import AbstractEventLoop, Queue, create_task, get_running_loop
from collections.abc import AsyncIterator, Iterator
from functools import partial

from fastapi.sse import ServerSentEvent
from pydantic import BaseModel, TypeAdapter
from starlette.concurrency import run_in_threadpool

from assistant.turn import Answer, Question
from web.asking import answer
from web.deps import Room
from web.handlers import ErrorDetail, error_body, public_fault


class Stage(BaseModel):
    """A stage of the work, by its name."""

    name: str


class SentenceEvent(BaseModel):
    """A verified sentence and the citations it rests on."""

    text: str
    markers: tuple[int, ...]


async def answer_events(room: Room, question: Question) -> AsyncIterator[ServerSentEvent]:
    """Yield the events of one question: ``stage`` as each step begins, ``sentence`` …, one ``answer`` or ``error``."""
    stages: Queue[str | None] = Queue()
    loop = get_running_loop()
    work = create_task(run_in_threadpool(answer, room, question, partial(_tell, loop, stages)))
    work.add_done_callback(lambda _: stages.put_nowait(None))
    while (name := await stages.get()) is not None:
        yield _event("stage", Stage(name=name))
    try:
        given = await work
    except Exception as error:  # noqa: BLE001  (the stream has begun: its reader is told in the stream)
        yield _event("error", error_body(public_fault(error)).error)
        return
    for event in _events_of(given):
        yield event


def _tell(loop: AbstractEventLoop, stages: "Queue[str | None]", name: str) -> None:
    loop.call_soon_threadsafe(stages.put_nowait, name)


def _events_of(given: Answer) -> Iterator[ServerSentEvent]:
    for sentence in given.sentences:
        yield _event("sentence", SentenceEvent(text=sentence.text, markers=sentence.markers))
    yield ServerSentEvent(event="answer", raw_data=TypeAdapter(Answer).dump_json(given).decode())


def _event(name: str, content: Stage | SentenceEvent | ErrorDetail) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=content.model_dump_json(exclude_none=True))

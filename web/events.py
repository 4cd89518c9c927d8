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
from web.errors import WebFault
from web.handlers import error_body, public_fault
from web.recording import GivenAnswer


class Stage(BaseModel):
    """A stage of the work, by its name."""

    name: str


class SentenceEvent(BaseModel):
    """A verified sentence and the citations it rests on."""

    text: str
    markers: tuple[int, ...]


async def answer_events(room: Room, question: Question) -> AsyncIterator[ServerSentEvent]:
    """Yield the events of one question: ``stage`` as each step begins, ``sentence`` …, one ``answer`` or ``error``."""
    async for news in answering(room, question):
        match news:
            case str():
                yield named_event("stage", Stage(name=news))
            case WebFault():
                yield named_event("error", error_body(news).error)
            case GivenAnswer():
                for event in sentence_events(news):
                    yield event
                yield ServerSentEvent(event="answer", raw_data=TypeAdapter(GivenAnswer).dump_json(news).decode())


async def answering(room: Room, question: Question) -> AsyncIterator[str | GivenAnswer | WebFault]:
    """Yield the name of each step as it begins, then the answer, or the fault where none could be made."""
    stages: Queue[str | None] = Queue()
    loop = get_running_loop()
    work = create_task(run_in_threadpool(answer, room, question, partial(_tell, loop, stages)))
    work.add_done_callback(lambda _: stages.put_nowait(None))
    while (name := await stages.get()) is not None:
        yield name
    try:
        yield await work
    except Exception as error:  # noqa: BLE001  (the stream has begun: its reader is told in the stream)
        yield public_fault(error)


def sentence_events(given: Answer) -> Iterator[ServerSentEvent]:
    """Yield the verified sentences of an answer in order."""
    for sentence in given.sentences:
        yield named_event("sentence", SentenceEvent(text=sentence.text, markers=sentence.markers))


def named_event(name: str, content: BaseModel) -> ServerSentEvent:
    """Return an event of that name with a model's JSON as its data."""
    return ServerSentEvent(event=name, raw_data=content.model_dump_json(exclude_none=True))


def _tell(loop: AbstractEventLoop, stages: "Queue[str | None]", name: str) -> None:
    loop.call_soon_threadsafe(stages.put_nowait, name)

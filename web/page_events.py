"""An answer for the chat page as server-sent events: what is being done, in words, and at the end the page itself.

The page comes in the stream, so that a question is answered once however it is shown.
"""

from collections.abc import AsyncIterator

from fastapi.sse import ServerSentEvent
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from corpus.access import Access
from web.chat import ChatPage
from web.deps import Room
from web.errors import WebFault
from web.events import answering, named_event, sentence_events
from web.recording import GivenAnswer
from web.schemas import AskForm


class Words(BaseModel):
    """The name of a stage or the code of an error, and the words for it in the asker's language."""

    name: str
    words: str


class WholePage(BaseModel):
    """The page with the answer, as ``POST /ask`` gives it."""

    html: str


async def page_events(room: Room, form: AskForm, access: Access) -> AsyncIterator[ServerSentEvent]:
    """Yield ``stage {name, words}`` …, ``sentence {text, markers}`` …, a ``page {html}`` or ``error {name, words}``."""
    async for news in answering(room, form.to_question(access)):
        match news:
            case str():
                yield named_event("stage", _in_words(room, form, "stages", news, "stages.other"))
            case WebFault():
                yield named_event("error", _in_words(room, form, "errors", news.code, "errors.internal"))
            case GivenAnswer():
                for event in sentence_events(news):
                    yield event
                yield named_event("page", WholePage(html=await run_in_threadpool(_html, room, form, news, access)))


def _html(room: Room, form: AskForm, given: GivenAnswer, access: Access) -> str:
    return ChatPage.answered(room, form, given, access).html(room.renderer)


def _in_words(room: Room, form: AskForm, table: str, name: str, otherwise: str) -> Words:
    wording = room.renderer.wording(form.language)
    return Words(name=name, words=wording(wording.known(f"{table}.{name}", otherwise)))

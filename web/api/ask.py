"""Questions over the API."""

from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent

from assistant.turn import Question
from web.access import granted
from web.api.trouble import in_json, unread
from web.asking import answer, check_plans
from web.deps import AccessDep, RoomDep
from web.events import answer_events
from web.recording import GivenAnswer
from web.schemas import AskRequest

router = APIRouter(tags=["ask"], responses=unread())


def asked(body: AskRequest, room: RoomDep, session: AccessDep) -> Question:
    """Return the question of a request, its access checked against the session and its plans looked up."""
    access = granted(body.access, session)
    check_plans(room.index, body.plan_ids, access=access, field="plan_ids")
    return body.to_question(access)


AskedDep = Annotated[Question, Depends(asked)]


@router.post("/api/ask")
def ask(question: AskedDep, room: RoomDep) -> GivenAnswer:
    """Return the answer: HTTP 200 whatever its status, declining is an answer too."""
    return answer(room, question)


@router.post("/api/ask/stream", response_class=EventSourceResponse, responses=in_json())
async def ask_in_stages(question: AskedDep, room: RoomDep) -> AsyncIterable[ServerSentEvent]:
    """Return server-sent events: `stage {name}`, `sentence {text, markers}`, then `answer Answer`.

    What breaks after the stream has begun comes as `error {code, message}` instead of the answer.
    """
    async for event in answer_events(room, question):
        yield event

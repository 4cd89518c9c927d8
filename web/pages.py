"""The pages: complete without JavaScript, each an address of its own."""

from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.turn import Language
from corpus.access import Access
from index.plans import PlanRecord
from web.asking import answer, check_plans, visible_plan
from web.chat import ChatPage, by_city
from web.deps import AccessDep, Room, RoomDep
from web.errors import InvalidError
from web.glossary import glossary_of
from web.links import without_language
from web.page_events import page_events
from web.passage import Passage
from web.plan_search import search_in
from web.schemas import AskForm, SourceQuery
from web.source import SourcePage

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.api_route("/ask", methods=["GET", "HEAD"])
@router.api_route("/", methods=["GET", "HEAD"])
def chat(room: RoomDep, access: AccessDep, language: Language = "ja") -> HTMLResponse:
    """Return the chat page before any question."""
    return _chat(room, ChatPage.empty(room, language, access))


@router.post("/ask")
def ask(form: Annotated[AskForm, Form()], room: RoomDep, access: AccessDep) -> HTMLResponse:
    """Return the chat page with the answer; a form without a question gets the form again, HTTP 422."""
    check_plans(room.index, form.plan_ids, access=access, field="plan_ids")
    if not form.question:
        return _chat(room, ChatPage.unasked(room, form, access), status=422)
    given = answer(room, form.to_question(access))
    return _chat(room, ChatPage.answered(room, form, given, access))


def asked(form: Annotated[AskForm, Form()], room: RoomDep, access: AccessDep) -> AskForm:
    """Return the form of a question, its plans looked up.

    Raises:
        InvalidError: there is no question.

    """
    if not form.question:
        raise InvalidError("question: write one", field="question")
    check_plans(room.index, form.plan_ids, access=access, field="plan_ids")
    return form


@router.post("/ask/stream", response_class=EventSourceResponse)
async def ask_in_stages(
    form: Annotated[AskForm, Depends(asked)], room: RoomDep, access: AccessDep
) -> AsyncIterable[ServerSentEvent]:
    """Return server-sent events: `stage`, `sentence`, then the `page` that `POST /ask` gives, or `error`."""
    async for event in page_events(room, form, access):
        yield event


@router.api_route("/plans", methods=["GET", "HEAD"])
def plans(room: RoomDep, access: AccessDep, language: Language = "ja") -> HTMLResponse:
    """Return the list of plans by city."""
    cities = by_city(room.index.plans(access=access))
    return HTMLResponse(room.renderer.page("plans.html", language, here="/plans", cities=cities))


@router.api_route("/sources/{plan_id}", methods=["GET", "HEAD"])
def source(
    request: Request, plan_id: str, query: Annotated[SourceQuery, Query()], room: RoomDep, access: AccessDep
) -> HTMLResponse:
    """Return a plan's text with the span from ``start`` to ``end`` marked."""
    plan = visible_plan(room.index, plan_id, access=access)
    if query.part == "passage":
        return _passage(room, plan, query, access)
    span = query.marked(plan.characters)
    shown = SourcePage.read(room.index, plan, span, query.page, access=access)
    here = without_language(request.url)
    return HTMLResponse(
        room.renderer.page(
            "source.html",
            query.language,
            here=here,
            page=shown,
            q=query.q,
            found=search_in(room.index, plan_id, query.q, access=access),
            glossary=glossary_of(room.index, plan_id, access=access),
            passage=Passage.read(room.index, plan, span, access=access, language=query.language) if span else None,
        )
    )


def _chat(room: Room, page: ChatPage, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page.html(room.renderer), status)


def _passage(room: Room, plan: PlanRecord, query: SourceQuery, access: Access) -> HTMLResponse:
    span = query.marked(plan.characters) or (0, 0)
    passage = Passage.read(room.index, plan, span, access=access, language=query.language)
    return HTMLResponse(room.renderer.page("passage.html", query.language, here="/plans", passage=passage))

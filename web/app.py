"""The web application: an assistant in, pages and an API out."""

from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.turn import AnswerStatus
from web import export, handlers, kpi_pages, pages, person_pages, sign_in
from web.api import ask, chunks, feedback, health, kpis, plans, search
from web.closing import SwitchedOff
from web.deps import Room
from web.desk import Desk
from web.examples import ExampleHeadings
from web.handlers import ErrorBody
from web.metrics import Metrics
from web.middleware import BodyLimit, SecurityHeaders
from web.readiness import Readiness
from web.rendering import STATIC, Renderer
from web.staff import routers as staff_routers
from web.staff.gate import StaffGate
from web.uploads.publishing import Publisher
from web.uploads.staging import Staging
from web.visitors import Visitors

ROUTERS = (
    ask.router,
    search.router,
    plans.router,
    kpis.router,
    chunks.router,
    health.router,
    pages.router,
    kpi_pages.router,
    export.router,
    feedback.router,
    person_pages.router,
    sign_in.router,
    *staff_routers.ROUTERS,
)
_TROUBLE = (403, 404, 413, 422, 500, 503)


def create_app(assistant: Assistant) -> FastAPI:
    """Return the application that serves one assistant."""
    app = FastAPI(
        title="plan-assistant",
        description="Answers about Japanese municipal plans, each sentence checked against its source.",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": ErrorBody} for status in _TROUBLE},
        middleware=_middleware(assistant.settings),
    )
    app.state.room = room = room_for(assistant)
    app.state.publisher = Publisher(
        assistant.settings, room.desk.database, Staging(room.desk.uploads), partial(reopen, app)
    )
    handlers.register(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def room_for(assistant: Assistant) -> Room:
    """Return what the routes of an app share."""
    return Room(
        assistant=assistant,
        metrics=Metrics((*AnswerStatus, "error")),
        readiness=Readiness(assistant.index),
        examples=ExampleHeadings(assistant.index),
        renderer=Renderer(assistant.settings),
        desk=Desk.of(assistant.settings),
    )


def reopen(app: FastAPI, assistant: Assistant) -> None:
    """Let the app answer from another assistant, with the counters and the desk that it has."""
    before: Room = app.state.room
    app.state.room = replace(room_for(assistant), metrics=before.metrics, desk=before.desk)


def _middleware(settings: Settings) -> list[Middleware]:
    """Return what every request passes, outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(SwitchedOff),
        Middleware(StaffGate),
        Middleware(Visitors),
        Middleware(BodyLimit, limit=settings.body_limit, upload_limit=settings.upload_limit),
    ]


def _version() -> str:
    try:
        return version("plan-assistant")
    except PackageNotFoundError:
        return "0"

"""The web application: an assistant in, pages and an API out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from time import time

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from assistant.assembly import Assistant
from assistant.settings import Settings
from assistant.turn import AnswerStatus
from index.engines.choice import engine_of
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
from web.rendering import STATIC, Renderer, Standing
from web.serving.counting import Counting
from web.serving.log_rows import ServiceRow, tell
from web.serving.patience import Patience
from web.serving.pressure import Pressure
from web.serving.rates import Rates
from web.serving.request_log import RequestLog
from web.serving.watching import Watch, close_later
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
_TROUBLE = (403, 404, 408, 413, 422, 429, 500, 503)


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
        lifespan=_watched,
    )
    app.state.room = room = room_for(assistant, partial(standing, app))
    room.metrics.opened(time())
    app.state.watch = watch_of(app)
    app.state.publisher = Publisher(
        assistant.settings, room.desk.database, Staging(room.desk.uploads), partial(reopen, app)
    )
    handlers.register(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


@asynccontextmanager
async def _watched(app: FastAPI) -> AsyncIterator[None]:
    """Look after the index while the app is served, and release it and the database at the end."""
    app.state.watch.start()
    yield
    app.state.watch.stop()
    app.state.room.assistant.index.close()
    app.state.room.desk.database.close()


def watch_of(app: FastAPI) -> Watch:
    """Return what looks whether the index that the app answers from is still the live one."""
    settings: Settings = app.state.room.assistant.settings
    return Watch(
        live=lambda: engine_of(settings.index).generation(),
        shown=lambda: app.state.room.index.generation,
        open_=partial(Assistant.open, settings),
        swap=partial(reopen, app),
    )


def standing(app: FastAPI) -> Standing:
    """Return how the index stands that an app answers from."""
    if app.state.room.readiness.damaged():
        return "damaged"
    return "behind" if app.state.watch.trouble else ""


def room_for(assistant: Assistant, told: Callable[[], Standing]) -> Room:
    """Return what the routes of an app share; ``told`` says how the index stands."""
    return Room(
        assistant=assistant,
        metrics=Metrics((*AnswerStatus, "error")),
        readiness=Readiness(assistant.index),
        examples=ExampleHeadings(assistant.index),
        renderer=Renderer(assistant.settings, told),
        desk=Desk.of(assistant.settings),
    )


def reopen(app: FastAPI, assistant: Assistant) -> None:
    """Let the app answer from another assistant, with the counters and the desk that it has."""
    before: Room = app.state.room
    app.state.room = replace(room_for(assistant, partial(standing, app)), metrics=before.metrics, desk=before.desk)
    before.metrics.opened(time())
    tell(ServiceRow("index", assistant.index.index_id))
    close_later(before.assistant)


def _middleware(settings: Settings) -> list[Middleware]:
    """Return what every request passes, outermost first."""
    return [
        Middleware(RequestLog),
        Middleware(Counting),
        Middleware(SecurityHeaders),
        Middleware(
            Rates,
            questions=settings.questions_a_minute,
            requests=settings.requests_a_minute,
            exempt=settings.rate_exempt,
        ),
        Middleware(Patience, seconds=settings.answer_seconds),
        Middleware(Pressure, at_once=settings.work_limit, waiting=settings.queue_limit),
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

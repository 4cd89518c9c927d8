"""The web application: an assistant in, pages and an API out."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from assistant.assembly import Assistant
from assistant.turn import AnswerStatus
from web import handlers, pages
from web.api import ask, chunks, health, kpis, plans, search
from web.deps import Room
from web.examples import ExampleHeadings
from web.handlers import ErrorBody
from web.metrics import Metrics
from web.middleware import BodyLimit, SecurityHeaders
from web.readiness import Readiness
from web.rendering import STATIC, Renderer

ROUTERS = (ask.router, search.router, plans.router, kpis.router, chunks.router, health.router, pages.router)
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
        middleware=[Middleware(SecurityHeaders), Middleware(BodyLimit, limit=assistant.settings.body_limit)],
    )
    app.state.room = room_for(assistant)
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
    )


def _version() -> str:
    try:
        return version("plan-assistant")
    except PackageNotFoundError:
        return "0"

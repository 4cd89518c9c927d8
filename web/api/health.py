"""What those who run the service look at."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from web import metrics
from web.api.trouble import in_json, unread
from web.deps import RoomDep
from web.errors import UnavailableError
from web.handlers import ErrorBody, error_body

router = APIRouter(tags=["health"], responses=unread())


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The open index, how many problems its last check found, and whether a newer one lies there that cannot be used.

    ``unusable``: the one before it goes on answering; the log and `assistant check` say why.
    """

    status: Literal["ready"] = "ready"
    index_id: str
    problems: int = 0
    newer_index: Literal["none", "unusable"] = "none"


class NotReady(ErrorBody):
    """The error body of an index that must not be served from, with what is open and how many problems it has."""

    index_id: str
    problems: int


@router.get("/healthz")
def healthz() -> Alive:
    """Return that the process answers."""
    return Alive()


@router.get("/readyz", response_model=Ready, responses={503: {"model": NotReady}})
def readyz(request: Request, room: RoomDep) -> Ready | Response:
    """Return whether the index is open and its digests are right: 200 or 503."""
    index_id, problems = room.index.index_id, room.readiness.problems()
    if not problems:
        return Ready(index_id=index_id, newer_index="unusable" if request.app.state.watch.trouble else "none")
    fault = error_body(UnavailableError("the index is damaged: see `assistant check`"))
    body = NotReady(error=fault.error, index_id=index_id, problems=problems)
    return JSONResponse(body.model_dump(exclude_none=True), 503)


@router.get("/metrics", response_class=PlainTextResponse, responses=in_json())
def prometheus(room: RoomDep) -> PlainTextResponse:
    """Return counters as Prometheus text."""
    return PlainTextResponse(room.metrics.text(), media_type=metrics.CONTENT_TYPE)

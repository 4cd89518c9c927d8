"""What every route gets: the room with its assistant, and the asker's access."""

from dataclasses import dataclass, field, replace
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import Request

from assistant.assembly import Assistant
from corpus.access import Access
from index.reader import IndexReader
from web.access import session_access
from web.desk import Desk
from web.examples import ExampleHeadings
from web.kpi_shelf import Shelves
from web.metrics import Metrics
from web.readiness import Readiness
from web.rendering import Renderer
from web.visitors import visitor_of


@dataclass(frozen=True, slots=True)
class Room:
    """All that the routes of one app share; ``visitor`` is the session of the request, empty where there is none."""

    assistant: Assistant
    metrics: Metrics
    readiness: Readiness
    examples: ExampleHeadings
    renderer: Renderer
    desk: Desk
    visitor: str = ""
    kpis: Shelves = field(default_factory=Shelves)

    @property
    def index(self) -> IndexReader:
        """Return the open index of the assistant."""
        return self.assistant.index

    @property
    def token(self) -> str:
        """Return the token that forms of this visitor carry."""
        return self.desk.sessions.token(self.visitor)


def room_of(request: Request) -> Room:
    """Return the room of the app that serves this request."""
    return replace(cast("Room", request.app.state.room), visitor=visitor_of(request))


RoomDep = Annotated[Room, Depends(room_of)]
AccessDep = Annotated[Access, Depends(session_access)]

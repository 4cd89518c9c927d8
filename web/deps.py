"""What every route gets: the room with its assistant, and the asker's access."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends
from starlette.requests import Request

from assistant.assembly import Assistant
from corpus.access import Access
from index.reader import IndexReader
from web.access import session_access
from web.examples import ExampleHeadings
from web.metrics import Metrics
from web.readiness import Readiness
from web.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Room:
    """All that the routes of one app share."""

    assistant: Assistant
    metrics: Metrics
    readiness: Readiness
    examples: ExampleHeadings
    renderer: Renderer

    @property
    def index(self) -> IndexReader:
        """Return the open index of the assistant."""
        return self.assistant.index


def room_of(request: Request) -> Room:
    """Return the room of the app that serves this request."""
    return cast("Room", request.app.state.room)


RoomDep = Annotated[Room, Depends(room_of)]
AccessDep = Annotated[Access, Depends(session_access)]

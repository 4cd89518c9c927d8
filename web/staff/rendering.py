"""Staff pages: what each of them shares."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict
from starlette.responses import HTMLResponse

from assistant.turn import Language
from web.deps import Room
from web.errors import StoreDownError
from web.sessions import StaffSession
from web.store.engine import Connection
from web.store.errors import StoreFault

_Result = TypeVar("_Result")


class StaffForm(BaseModel):
    """What every staff form carries."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: str = ""
    language: Language = "ja"


def staff_page(
    room: Room, staff: StaffSession, template: str, language: Language, content: Mapping[str, object], *, here: str
) -> HTMLResponse:
    """Return a staff page with the name of who is signed in and the token for its forms; ``here`` is its address."""
    token = room.desk.sessions.token(staff.session)
    return HTMLResponse(
        room.renderer.page(template, language, here=here, token=token, staff_name=staff.name, **content)
    )


def looked_up(room: Room, work: Callable[[Connection], _Result], *, reading: bool = True) -> _Result:
    """Return what ``work`` finds in the database.

    Raises:
        StoreDownError: the database cannot be used.

    """
    try:
        return room.desk.database.run(work, reading=reading)
    except StoreFault as error:
        raise StoreDownError("the database cannot be used at the moment: see the log") from error

"""The page that switches the service off and on."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from pydantic import Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.turn import Language
from web.deps import RoomDep
from web.errors import StoreDownError
from web.links import with_language
from web.schemas import Line
from web.staff.gate import StaffDep, check_token
from web.staff.rendering import StaffForm, staff_page
from web.switch import MOST_LETTERS, Switch

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class SwitchForm(StaffForm):
    """Off with a note, or on."""

    turn: Literal["off", "on"]
    note: Annotated[Line, Field(max_length=MOST_LETTERS)] = ""


@router.get("/staff/switch-off")
def switch_page(room: RoomDep, staff: StaffDep, language: Language = "ja") -> HTMLResponse:
    """Return the form."""
    note = room.desk.switch.note()
    content = {"off": note is not None, "note": note or "", "limit": MOST_LETTERS}
    return staff_page(room, staff, "staff_switch.html", language, content, here="/staff/switch-off")


@router.post("/staff/switch-off")
def switch(form: Annotated[SwitchForm, Form()], room: RoomDep, staff: StaffDep) -> Response:
    """Switch the public pages off or on."""
    check_token(room, staff, form.token)
    try:
        _turn(room.desk.switch, form)
    except OSError as error:
        raise StoreDownError("the switch cannot be written: see the folder of the database") from error
    return RedirectResponse(with_language("/staff/switch-off", form.language), 303)


def _turn(switch: Switch, form: SwitchForm) -> None:
    if form.turn == "off":
        switch.turn_off(form.note)
    else:
        switch.turn_on()

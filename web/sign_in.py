"""Signing in and out: one message for every wrong try, a lock after five of them."""

from collections.abc import Callable
from time import time
from typing import Annotated, TypeVar

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.turn import Language
from web.access import signed_in
from web.accounts import NAME, fingerprint
from web.deps import Room, RoomDep
from web.desk import Desk
from web.errors import StaleFormError, StoreDownError
from web.feedback import form_session
from web.links import with_language
from web.sessions import STAFF
from web.store.engine import Connection
from web.store.errors import StoreFault
from web.store.sign_ins import begin_try, forget_tries, sign_out

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_Result = TypeVar("_Result")


class SignInForm(BaseModel):
    """Account name and password."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(max_length=200)] = ""
    password: Annotated[str, Field(max_length=4_000, repr=False)] = ""
    token: str = ""
    language: Language = "ja"


class SignOutForm(BaseModel):
    """The form that signs out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: str = ""
    language: Language = "ja"


@router.get("/sign-in")
def sign_in_page(request: Request, room: RoomDep, language: Language = "ja") -> Response:
    """Return the form; who is signed in goes on to the staff pages."""
    if signed_in(request):
        return _staff(language)
    return _form(room, language, wrong=False)


@router.post("/sign-in")
def sign_in(request: Request, form: Annotated[SignInForm, Form()], room: RoomDep) -> Response:
    """Sign in with the right password and go to the staff pages; anything else gets the form again, HTTP 403."""
    _check_visitor(room, form.token)
    client = request.client.host if request.client else ""
    if not _is_right(room.desk, form, client):
        return _form(room, form.language, wrong=True, status=403)
    response = _staff(form.language)
    mark = fingerprint(room.desk.accounts.hash_of(form.name) or "")
    room.desk.sessions.give_staff(request, response, form.name, mark)
    return response


@router.post("/sign-out")
def sign_out_page(request: Request, form: Annotated[SignOutForm, Form()], room: RoomDep) -> Response:
    """End the session, here and wherever its cookie may have been copied to."""
    response = RedirectResponse(with_language("/", form.language), 303)
    session = signed_in(request)
    if session is None:
        return response
    if room.desk.sessions.token_session(form.token) != session.session:
        raise StaleFormError("token: missing or of another session: open the page again", field="token")
    _written(room.desk, lambda connection: sign_out(connection, session.session, time()))
    response.delete_cookie(STAFF, httponly=True, samesite="strict")
    return response


def _is_right(desk: Desk, form: SignInForm, client: str) -> bool:
    """Return whether the password is right and neither the account nor the client is locked; takes as long if not."""
    keys = (desk.sessions.keyed(f"account {form.name}"), desk.sessions.keyed(f"client {client}"))
    allowed = _written(desk, lambda connection: begin_try(connection, keys, time()))
    right = desk.accounts.fits(form.name, form.password) and NAME.fullmatch(form.name) is not None
    if allowed and right:
        _written(desk, lambda connection: forget_tries(connection, keys))
    return allowed and right


def _written(desk: Desk, work: Callable[[Connection], _Result]) -> _Result:
    """Return what ``work`` gives; without the database nobody can sign in, because wrong tries could not be counted."""
    try:
        return desk.database.run(work)
    except StoreFault as error:
        raise StoreDownError("signing in is not possible at the moment: try again later") from error


def _check_visitor(room: Room, token: str) -> None:
    """Return nothing where the form was opened in this browser; unlike feedback, signing in takes a cookie."""
    if not form_session(room, token) or not room.visitor:
        raise StaleFormError("token: missing or of another session: open the page again", field="token")


def _form(room: Room, language: Language, *, wrong: bool, status: int = 200) -> HTMLResponse:
    page = room.renderer.page("sign_in.html", language, here="/sign-in", token=room.token, wrong=wrong)
    return HTMLResponse(page, status)


def _staff(language: Language) -> RedirectResponse:
    return RedirectResponse(with_language("/staff", language), 303)

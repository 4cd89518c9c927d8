"""Uploading a plan: sent, looked at, published or discarded."""

import re
from time import time
from typing import Annotated, Final, Literal

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import Field
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.turn import Language
from web.deps import Room, RoomDep
from web.errors import NotFoundError, StoreDownError
from web.links import with_language
from web.schemas import Line
from web.sessions import StaffSession
from web.staff.gate import StaffDep, check_token
from web.staff.preview import Preview
from web.staff.remarks import RemarkWords
from web.staff.rendering import StaffForm, looked_up, staff_page
from web.staff.upload_notes import told
from web.store.errors import StoreFault
from web.store.uploads import Note, Upload, discard_upload, find_upload, last_uploads, put_upload
from web.uploads.errors import UploadCode, UploadError
from web.uploads.publishing import Publisher
from web.uploads.staging import Staging
from web.uploads.unpacking import SingleFile, unpack, write_single

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SHOWN: Final = 100
_PLAN_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class UploadForm(StaffForm):
    """A zipped plan folder, or one file with what ``plan.toml`` would say of it."""

    file: UploadFile
    title: Annotated[Line, Field(max_length=500)] = ""
    city: Annotated[Line, Field(max_length=500)] = ""
    plan_id: Annotated[Line, Field(max_length=63)] = ""
    access: Literal["public", "staff"] = "staff"


@router.get("/staff/upload")
def upload_page(room: RoomDep, staff: StaffDep, language: Language = "ja") -> HTMLResponse:
    """Return the form and the last uploads."""
    return _form_page(room, staff, language)


@router.post("/staff/upload")
def upload(form: Annotated[UploadForm, File()], room: RoomDep, staff: StaffDep) -> Response:
    """Take an upload and show its preview; what is no plan gets the form again with the problem, HTTP 422."""
    check_token(room, staff, form.token)
    staging = Staging(room.desk.uploads)
    upload_id = staging.new()
    try:
        _write(form, staging, upload_id)
        name = staging.read(upload_id).manifest.title
    except UploadError as error:
        staging.discard(upload_id)
        return _form_page(room, staff, form.language, problem=error.note, sent=form)
    except OSError as error:
        staging.discard(upload_id)
        full = Note(UploadCode.DISK, detail=error.strerror or type(error).__name__)
        return _form_page(room, staff, form.language, problem=full, sent=form)
    waiting = Upload(upload_id, time(), name, "waiting")
    try:
        looked_up(room, lambda connection: put_upload(connection, waiting), reading=False)
    except StoreDownError:
        staging.discard(upload_id)
        raise
    return RedirectResponse(with_language(f"/staff/uploads/{upload_id}", form.language), 303)


@router.get("/staff/uploads/{upload_id}")
def preview(
    request: Request,
    upload_id: str,
    room: RoomDep,
    staff: StaffDep,
    language: Language = "ja",
    part: Literal["status"] | None = None,
) -> HTMLResponse:
    """Return what an upload would bring, or what became of it; ``part`` asks for the state alone, as HTML."""
    one = _found(room, upload_id)
    if one.state == "publishing":
        room.desk.recovery.end(upload_id)
        one = _found(room, upload_id)
    template = "staff_upload_status.html" if part else "staff_preview.html"
    return _preview_page(request, room, staff, one, language, template=template)


@router.post("/staff/uploads/{upload_id}/publish")
def publish(
    request: Request, upload_id: str, form: Annotated[StaffForm, Form()], room: RoomDep, staff: StaffDep
) -> Response:
    """Begin to publish an upload; one that cannot be published gets its page again, HTTP 422."""
    check_token(room, staff, form.token)
    one, publisher = _found(room, upload_id), _publisher(request)
    if _problem(publisher, room, upload_id):
        return _preview_page(request, room, staff, one, form.language, status=422)
    try:
        publisher.start(one)
    except (StoreFault, OSError) as error:
        raise StoreDownError("the upload cannot be published at the moment: see the log") from error
    return RedirectResponse(with_language(f"/staff/uploads/{upload_id}", form.language), 303)


@router.post("/staff/uploads/{upload_id}/discard")
def discard(upload_id: str, form: Annotated[StaffForm, Form()], room: RoomDep, staff: StaffDep) -> Response:
    """Delete an upload that was not published."""
    check_token(room, staff, form.token)
    _found(room, upload_id)
    if looked_up(room, lambda connection: discard_upload(connection, upload_id, time()), reading=False):
        Staging(room.desk.uploads).discard(upload_id)
    return RedirectResponse(with_language("/staff/upload", form.language), 303)


def _write(form: UploadForm, staging: Staging, upload_id: str) -> None:
    data, name = form.file.file.read(), form.file.filename or ""
    if name.lower().endswith(".zip"):
        unpack(data, staging.place(upload_id))
        return
    if not form.title or not form.city:
        raise UploadError(UploadCode.UNNAMED)
    plan_id = form.plan_id or f"upload-{upload_id}"
    if not _PLAN_ID.fullmatch(plan_id):
        raise UploadError(UploadCode.PLAN_ID)
    single = SingleFile(plan_id, form.title, form.city, form.access)
    write_single(data, name, single, staging.place(upload_id))


def _form_page(
    room: Room,
    staff: StaffSession,
    language: Language,
    *,
    problem: Note | None = None,
    sent: UploadForm | None = None,
) -> HTMLResponse:
    """Return the form, filled again with what was sent where there was a problem with it."""
    words = room.renderer.wording(language)
    uploads = looked_up(room, lambda connection: last_uploads(connection, _SHOWN))
    content = {
        "uploads": [(one, told(one.note, words)) for one in uploads],
        "problem": told(problem, words) if problem else None,
        "sent": sent,
        "megabytes": room.assistant.settings.upload_limit // (1024 * 1024),
    }
    page = staff_page(room, staff, "staff_upload.html", language, content, here="/staff/upload")
    page.status_code = 422 if problem else 200
    return page


def _preview_page(
    request: Request,
    room: Room,
    staff: StaffSession,
    one: Upload,
    language: Language,
    *,
    template: str = "staff_preview.html",
    status: int = 200,
) -> HTMLResponse:
    words = room.renderer.wording(language)
    shown, problem = None, None
    if one.state in ("waiting", "failed"):
        try:
            shown = Preview.of(Staging(room.desk.uploads).read(one.upload_id))
            problem = _publisher(request).refusal(shown.manifest.id, room.index)
        except UploadError as error:
            problem = error.note
    content = {
        "upload": one,
        "note": told(one.note, words),
        "preview": shown,
        "remarks": RemarkWords(words),
        "problem": told(problem, words) if problem else None,
    }
    page = staff_page(room, staff, template, language, content, here=f"/staff/uploads/{one.upload_id}")
    page.status_code = status
    return page


def _problem(publisher: Publisher, room: Room, upload_id: str) -> Note | None:
    try:
        return publisher.refusal(publisher.staging.manifest(upload_id).id, room.index)
    except UploadError as error:
        return error.note


def _found(room: Room, upload_id: str) -> Upload:
    one = looked_up(room, lambda connection: find_upload(connection, upload_id))
    if one is None:
        raise NotFoundError("no such upload", field="upload_id")
    return one


def _publisher(request: Request) -> Publisher:
    publisher = request.app.state.publisher
    if not isinstance(publisher, Publisher):
        raise TypeError("the app has no publisher")
    return publisher

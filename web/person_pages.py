"""Pages about a person's own data: thanks for feedback, deleting the conversation, the privacy notice."""

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict
from starlette.responses import HTMLResponse

from assistant.turn import Language
from web.deps import Room, RoomDep
from web.errors import StoreDownError
from web.feedback import FeedbackForm, Stored, form_session, is_listed
from web.store.conversations import delete_conversation
from web.store.errors import StoreFault

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class DeleteForm(BaseModel):
    """The form that deletes a conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: str = ""
    language: Language = "ja"


@router.post("/feedback")
def feedback(form: Annotated[FeedbackForm, Form()], room: RoomDep) -> HTMLResponse:
    """Store feedback from the page and say thanks, with the way back to the question where the visitor's are listed."""
    session = form_session(room, form.token)
    Stored.put(room.desk, form.to_feedback(session))
    listed = is_listed(room, form.answer_id)
    return _done(room, form.language, "feedback.thanks", "feedback.thanks_more", listed=listed)


@router.post("/conversation/delete")
def delete(form: Annotated[DeleteForm, Form()], room: RoomDep) -> HTMLResponse:
    """Forget what this browser session asked."""
    session = form_session(room, form.token)
    if session:
        try:
            room.desk.database.run(lambda connection: delete_conversation(connection, session))
            room.desk.database.settle()
        except StoreFault as error:
            raise StoreDownError("the conversation cannot be deleted at the moment: try again later") from error
    return _done(room, form.language, "conversation.deleted", "conversation.deleted_more")


@router.api_route("/privacy", methods=["GET", "HEAD"])
def privacy(room: RoomDep, language: Language = "ja") -> HTMLResponse:
    """Return what is stored, why, and for how long."""
    return HTMLResponse(room.renderer.page("privacy.html", language, here="/privacy", days=room.desk.days))


def _done(room: Room, language: Language, title: str, more: str, *, listed: bool = False) -> HTMLResponse:
    page = room.renderer.page("done.html", language, here="/", title=title, more=more, listed=listed)
    return HTMLResponse(page)

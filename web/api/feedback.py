"""Feedback over the API."""

from fastapi import APIRouter, status
from starlette.responses import Response

from web.api.trouble import unread
from web.deps import RoomDep
from web.feedback import FeedbackRequest, Stored

router = APIRouter(tags=["feedback"], responses=unread())


@router.post("/api/feedback", status_code=status.HTTP_201_CREATED, responses={200: {"model": Stored}})
def feedback(body: FeedbackRequest, room: RoomDep, response: Response) -> Stored:
    """Store what somebody says of an answer: 201 the first time, 200 where it replaces what the session said before."""
    stored, new = Stored.put(room.desk, body.to_feedback(room.visitor))
    response.status_code = status.HTTP_201_CREATED if new else status.HTTP_200_OK
    return stored

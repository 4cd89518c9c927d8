"""Single chunks over the API."""

from fastapi import APIRouter

from web.api.trouble import unread
from web.deps import AccessDep, RoomDep
from web.errors import NotFoundError
from web.views import ChunkView

router = APIRouter(tags=["chunks"], responses=unread())


@router.get("/api/chunks/{chunk_id}")
def chunk(chunk_id: str, room: RoomDep, access: AccessDep) -> ChunkView:
    """Return a chunk with its sentences."""
    found = room.index.chunk(chunk_id, access=access)
    if found is None:
        raise NotFoundError("no such chunk (GET /api/search finds them)", field="chunk_id")
    return ChunkView.of(found)

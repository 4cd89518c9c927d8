"""Uploaded plans and what became of them."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "publishing", "published", "failed", "discarded"]


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded plan: ``name`` is the plan's title, ``note`` one line on how it went."""

    upload_id: str
    time: float
    name: str
    state: State
    note: str = ""


def put_upload(connection: sqlite3.Connection, upload: Upload) -> None:
    """Store an upload, or its new state."""
    connection.execute(
        "INSERT INTO uploads VALUES (?, ?, ?, ?, ?) ON CONFLICT (upload_id)"
        " DO UPDATE SET time = excluded.time, state = excluded.state, note = excluded.note",
        (upload.upload_id, upload.time, upload.name, upload.state, upload.note),
    )


def find_upload(connection: sqlite3.Connection, upload_id: str) -> Upload | None:
    """Return an upload, None where there is none."""
    row = connection.execute("SELECT * FROM uploads WHERE upload_id = ?", (upload_id,)).fetchone()
    return Upload(*row) if row else None


def last_uploads(connection: sqlite3.Connection, most: int) -> tuple[Upload, ...]:
    """Return the last ``most`` uploads, newest first."""
    rows = connection.execute("SELECT * FROM uploads ORDER BY time DESC LIMIT ?", (most,))
    return tuple(Upload(*row) for row in rows)


def claim_upload(connection: sqlite3.Connection, upload_id: str, now: float) -> bool:
    """Return whether this caller is the one to publish an upload; of two at once only one is."""
    changed = connection.execute(
        "UPDATE uploads SET state = 'publishing', time = ?, note = '' WHERE upload_id = ?"
        " AND state IN ('waiting', 'failed')",
        (now, upload_id),
    )
    return changed.rowcount == 1

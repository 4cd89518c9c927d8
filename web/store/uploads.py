"""Uploaded plans and what became of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from web.store.engine import Connection

State = Literal["waiting", "publishing", "published", "failed", "discarded"]
_COLUMNS = "upload_id, time, name, state, code, figures, detail"


@dataclass(frozen=True, slots=True)
class Note:
    """How an upload went: a code that the pages word, figures for its text, a program's own line in English.

    ``code`` is empty where there is nothing to say.
    """

    code: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded plan: ``name`` is the plan's title."""

    upload_id: str
    time: float
    name: str
    state: State
    note: Note = field(default_factory=Note)


def put_upload(connection: Connection, upload: Upload) -> None:
    """Store an upload, or its new state."""
    note = upload.note
    connection.execute(
        f"INSERT INTO uploads ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (upload_id) DO UPDATE SET"  # noqa: S608  (a constant)
        " time = excluded.time, state = excluded.state, code = excluded.code, figures = excluded.figures,"
        " detail = excluded.detail",
        (
            *(upload.upload_id, upload.time, upload.name, upload.state),
            *(str(note.code), json.dumps(dict(note.figures), ensure_ascii=False), note.detail),
        ),
    )


def find_upload(connection: Connection, upload_id: str) -> Upload | None:
    """Return an upload, None where there is none."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM uploads WHERE upload_id = ?", (upload_id,)).fetchone()  # noqa: S608  (a constant)
    return _upload(row) if row else None


def last_uploads(connection: Connection, most: int) -> tuple[Upload, ...]:
    """Return the last ``most`` uploads, newest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM uploads ORDER BY time DESC LIMIT ?", (most,))  # noqa: S608  (a constant)
    return tuple(map(_upload, rows))


def upload_states(connection: Connection) -> dict[str, State]:
    """Return the state of every upload by its id."""
    return dict(connection.execute("SELECT upload_id, state FROM uploads").fetchall())


def claim_upload(connection: Connection, upload_id: str, now: float) -> bool:
    """Return whether this caller is the one to publish an upload; of two at once only one is."""
    return _left_waiting(connection, upload_id, "publishing", now)


def discard_upload(connection: Connection, upload_id: str, now: float) -> bool:
    """Return whether an upload is now discarded; one that is being published, or was, is left as it is."""
    return _left_waiting(connection, upload_id, "discarded", now)


def _left_waiting(connection: Connection, upload_id: str, state: State, now: float) -> bool:
    changed = connection.execute(
        "UPDATE uploads SET state = ?, time = ?, code = '', figures = '{}', detail = '' WHERE upload_id = ?"
        " AND state IN ('waiting', 'failed')",
        (state, now, upload_id),
    )
    return changed.rowcount == 1


def _upload(row: tuple[Any, ...]) -> Upload:
    upload_id, time, name, state, code, figures, detail = row
    return Upload(upload_id, time, name, state, Note(code, json.loads(figures), detail))

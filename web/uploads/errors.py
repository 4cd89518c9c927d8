"""Errors of uploads: a code and figures, which the pages word in their own language."""

from enum import StrEnum

from corpus.errors import CorpusError
from web.store.uploads import Note


class UploadCode(StrEnum):
    """What is wrong with an upload: each has a text in ``upload_errors`` of ``web/wording/*.toml``."""

    UNKNOWN = "unknown"  # no upload has such an id
    ZIP = "zip"  # no zip file, or a damaged one
    PACKED = "packed"  # its content cannot be had; the detail says why
    NO_MANIFEST = "no_manifest"
    TOO_MANY = "too_many"  # files, of which there may be `most`
    FOLDERS = "folders"  # inside the plan folder
    LONG_NAME = "long_name"
    LINK = "link"
    KIND = "kind"  # files ending in `suffix` are not read
    NO_KIND = "no_kind"  # a file without an ending
    UNNAMED = "unnamed"  # a single file without title or city
    PLAN_ID = "plan_id"  # other letters than a-z, 0-9 and hyphens
    UNREADABLE = "unreadable"  # the detail is the reader's line
    TAKEN = "taken"  # the id `plan_id` is that of a plan that was not uploaded
    UNLISTED = "unlisted"  # the index holds `plans` that ASSISTANT_PLANS does not name
    BUSY = "busy"  # another process is writing the index
    DISK = "disk"  # the detail is the system's line
    FAILED = "failed"  # the index could not be built; the detail says why
    STALE = "stale"  # published, but this server answers from the index before
    INTERRUPTED = "interrupted"  # the server ended while it was publishing
    BROKEN = "broken"  # the log has the cause


class UploadError(CorpusError):
    """What was uploaded cannot be taken or published; ``note`` is what a page says of it, and holds no path."""

    def __init__(self, code: UploadCode, detail: str = "", **figures: str | int) -> None:
        told = ", ".join(f"{name} = {value}" for name, value in figures.items())
        super().__init__(": ".join(filter(None, (f"upload refused ({code})", told, detail))))
        self.note = Note(code, {name: str(value) for name, value in figures.items()}, " ".join(detail.split()))

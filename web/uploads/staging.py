"""Uploads that wait: each in a folder of its own with a random name, where nothing reads it but the preview."""

import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import CorpusError
from corpus.ingest import read_plan
from corpus.manifest import read_manifest
from corpus.plan import Plan, PlanManifest
from web.uploads.errors import UploadCode, UploadError

_ID: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder of waiting uploads."""

    folder: Path

    def new(self) -> str:
        """Return the id of a new upload; its folder does not exist yet."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return secrets.token_hex(8)

    def place(self, upload_id: str) -> Path:
        """Return the plan folder of an upload.

        Raises:
            UploadError: no upload has such an id.

        """
        if not _ID.fullmatch(upload_id):
            raise UploadError(UploadCode.UNKNOWN)
        return self.folder / upload_id / "plan"

    def lock(self, upload_id: str) -> Path:
        """Return the lock that is held while an upload is published: held, its publisher lives."""
        return self.place(upload_id).with_name("lock")

    @property
    def turn(self) -> Path:
        """Return the lock of the one, of all processes, that changes the plans."""
        return self.folder.with_name(f"{self.folder.name}.lock")

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all uploads that have files here."""
        return tuple(path.name for path in self.folder.glob("*") if _ID.fullmatch(path.name))

    def manifest(self, upload_id: str) -> PlanManifest:
        """Return the manifest of an upload; raises UploadError where it has no sound one."""
        place = self.place(upload_id)
        try:
            return read_manifest(place)
        except CorpusError as error:
            raise UploadError(UploadCode.UNREADABLE, without_places(str(error), place)) from error

    def read(self, upload_id: str) -> Plan:
        """Return an upload read as a plan; raises UploadError where it cannot be read."""
        place = self.place(upload_id)
        try:
            return read_plan(place)
        except CorpusError as error:
            raise UploadError(UploadCode.UNREADABLE, without_places(str(error), place)) from error

    def discard(self, upload_id: str) -> None:
        """Delete an upload's files."""
        shutil.rmtree(self.place(upload_id).parent, ignore_errors=True)


def without_places(message: str, *places: Path) -> str:
    """Return a message without the server's paths: what lies in one of these places is named as seen from there."""
    forms = {str(form) for place in places for form in (place, place.resolve())} - {".", "/"}
    for form in sorted(forms, key=len, reverse=True):
        message = message.replace(f"{form}/", "").replace(form, Path(form).name)
    return message

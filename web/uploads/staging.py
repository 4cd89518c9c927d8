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
from web.uploads.errors import UploadError

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
            raise UploadError("no such upload")
        return self.folder / upload_id / "plan"

    def manifest(self, upload_id: str) -> PlanManifest:
        """Return the manifest of an upload; raises UploadError where it has no sound one."""
        place = self.place(upload_id)
        try:
            return read_manifest(place)
        except CorpusError as error:
            raise UploadError(_without(place, str(error))) from error

    def read(self, upload_id: str) -> Plan:
        """Return an upload read as a plan; raises UploadError where it cannot be read."""
        place = self.place(upload_id)
        try:
            return read_plan(place)
        except CorpusError as error:
            raise UploadError(_without(place, str(error))) from error

    def discard(self, upload_id: str) -> None:
        """Delete an upload's files."""
        shutil.rmtree(self.place(upload_id).parent, ignore_errors=True)


def _without(place: Path, message: str) -> str:
    """Return a message without the server's paths."""
    return message.replace(f"{place}/", "").replace(str(place), "the upload")

"""An upload made public: moved to the plans, the index built anew, the new index opened; undone where that fails."""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from time import time
from typing import Final

from assistant.assembly import Assistant
from assistant.commands.ingesting import plan_places
from assistant.errors import AssistantError
from assistant.reader import embedder_of
from assistant.settings import Settings
from corpus.access import Access
from corpus.errors import CorpusError
from corpus.ingest import find_plan_folders
from corpus.manifest import read_manifest
from index.build import IngestReport, ingest
from index.errors import IndexFault
from index.reader import IndexReader
from web.store.database import Database
from web.store.uploads import State, Upload, put_upload
from web.uploads.errors import UploadError
from web.uploads.staging import Staging

_LOG = logging.getLogger(__name__)
_ELSEWHERE: Final = "a plan of this id is already here and was not uploaded: change the id in plan.toml"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes one upload at a time, in a thread of its own; ``reopen`` gives the pages the new index."""

    settings: Settings
    database: Database
    staging: Staging
    reopen: Callable[[Assistant], None]
    _turn: Lock = field(default_factory=Lock)

    def start(self, upload: Upload) -> Thread:
        """Return the thread that publishes; it writes its outcome to the database."""
        thread = Thread(target=self._publish, args=(upload,), daemon=True, name=f"publish-{upload.upload_id}")
        thread.start()
        return thread

    def refusal(self, plan_id: str, index: IndexReader) -> str | None:
        """Return why a plan of this id cannot be published, None where it can."""
        if index.plan(plan_id, access=Access.STAFF) and not (self.settings.uploads / plan_id).is_dir():
            return _ELSEWHERE
        missing = {plan.manifest.id for plan in index.plans(access=Access.STAFF)} - self._known()
        if missing:
            return f"the index holds plans that ASSISTANT_PLANS does not name ({', '.join(sorted(missing))})"
        return None

    def _known(self) -> set[str]:
        with suppress(CorpusError):
            return {read_manifest(folder).id for folder in find_plan_folders(plan_places(self.settings))}
        return set()

    def _publish(self, upload: Upload) -> None:
        state, note = self._outcome(upload)
        done = Upload(upload.upload_id, time(), upload.name, state, note)
        self.database.quietly(lambda connection: put_upload(connection, done), None)
        if state == "published":
            self.staging.discard(upload.upload_id)

    def _outcome(self, upload: Upload) -> tuple[State, str]:
        try:
            with self._turn:
                return "published", self._build(upload)
        except (AssistantError, CorpusError, IndexFault) as error:
            return "failed", str(error)
        except Exception:  # noqa: BLE001  (nobody waits for this thread: what broke is told on the upload's page)
            _LOG.exception("publishing an upload failed")
            return "failed", "something broke on our side: the log has the cause"

    def _build(self, upload: Upload) -> str:
        """Return one line on the index that now holds the upload; raises what went wrong, everything put back."""
        plan_id = self.staging.manifest(upload.upload_id).id
        move = _Move(self.staging.place(upload.upload_id), self.settings.uploads / plan_id)
        move.make()
        try:
            report = ingest(
                find_plan_folders(plan_places(self.settings)), self.settings.index, embedder_of(self.settings), _quiet
            )
            _check_taken(plan_id, report)
        except BaseException:
            move.undo()
            raise
        move.clear()
        self.reopen(Assistant.open(self.settings))
        return f"index {report.index_id}"


@dataclass(frozen=True, slots=True)
class _Move:
    """A folder put in the place of another, which is kept beside until all is well."""

    source: Path
    target: Path

    @property
    def _before(self) -> Path:
        return self.source.with_name("replaced")

    def make(self) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        if self.target.exists():
            shutil.move(self.target, self._before)
        shutil.move(self.source, self.target)

    def undo(self) -> None:
        shutil.move(self.target, self.source)
        if self._before.exists():
            shutil.move(self._before, self.target)

    def clear(self) -> None:
        shutil.rmtree(self._before, ignore_errors=True)


def _check_taken(plan_id: str, report: IngestReport) -> None:
    if plan_id not in {one.plan.manifest.id for one in report.plans}:
        raise UploadError("; ".join(report.failures) or "the plan was not taken")


def _quiet(_done: int, _total: int, _name: str, _pages: int) -> None:
    """Take progress and show nothing."""

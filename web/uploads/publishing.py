"""An upload made public: put among the plans, the index built anew, the new index opened; undone where that fails."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread
from time import time
from typing import BinaryIO

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
from index.errors import IndexBusyError, IndexFault
from index.reader import IndexReader
from web.store.database import Database
from web.store.engine import Connection
from web.store.uploads import Note, State, Upload, claim_upload, put_upload
from web.uploads.errors import UploadCode, UploadError
from web.uploads.locks import take
from web.uploads.recovery import Recovery
from web.uploads.staging import Staging, without_places

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes one upload at a time, in a thread of its own; ``reopen`` gives the pages the new index."""

    settings: Settings
    database: Database
    staging: Staging
    reopen: Callable[[Assistant], None]

    @property
    def recovery(self) -> Recovery:
        """Return what ends uploads whose publisher was killed."""
        return Recovery(self.database, self.staging, self.settings.uploads, self.settings.index)

    def start(self, upload: Upload) -> Thread | None:
        """Return the thread that publishes and writes its outcome to the database; None where another does it.

        Raises StoreFault where the database cannot be used, OSError where the upload's folder cannot be written.
        """
        lock = take(self.staging.lock(upload.upload_id))
        if lock is None:
            return None
        try:
            if not self.database.run(lambda connection: claim_upload(connection, upload.upload_id, time())):
                lock.close()
                return None
            name = f"publish-{upload.upload_id}"
            thread = Thread(target=self._publish, args=(upload, lock), daemon=True, name=name)
            thread.start()
        except BaseException:
            lock.close()
            raise
        return thread

    def refusal(self, plan_id: str, index: IndexReader) -> Note | None:
        """Return why a plan of this id cannot be published, None where it can."""
        if index.plan(plan_id, access=Access.STAFF) and not (self.settings.uploads / plan_id).is_dir():
            return UploadError(UploadCode.TAKEN, plan_id=plan_id).note
        missing = {plan.manifest.id for plan in index.plans(access=Access.STAFF)} - self._known()
        if missing:
            return UploadError(UploadCode.UNLISTED, plans=", ".join(sorted(missing))).note
        return None

    def _known(self) -> set[str]:
        with suppress(CorpusError):
            return {read_manifest(folder).id for folder in find_plan_folders(plan_places(self.settings))}
        return set()

    def _publish(self, upload: Upload, lock: BinaryIO) -> None:
        with lock:
            state, note = self._outcome(upload.upload_id)
            stored = self.database.quietly(
                partial(_put, replace(upload, time=time(), state=state, note=note)), otherwise=False
            )
            if stored and state == "published":
                self.staging.discard(upload.upload_id)

    def _outcome(self, upload_id: str) -> tuple[State, Note]:
        try:
            return "published", self._in_turn(upload_id)
        except UploadError as error:
            return "failed", error.note
        except IndexBusyError:
            return "failed", Note(UploadCode.BUSY)
        except OSError as error:
            _LOG.exception("publishing an upload failed")
            return "failed", Note(UploadCode.DISK, detail=error.strerror or type(error).__name__)
        except (AssistantError, CorpusError, IndexFault) as error:
            return "failed", Note(UploadCode.FAILED, detail=self._shown(str(error)))
        except Exception:  # noqa: BLE001  (nobody waits for this thread: what broke is told on the upload's page)
            _LOG.exception("publishing an upload failed")
            return "failed", Note(UploadCode.BROKEN)

    def _in_turn(self, upload_id: str) -> Note:
        """Return what to note of the published upload; raises what went wrong, everything put back."""
        turn = take(self.staging.turn, wait=True)
        if turn is None:
            raise UploadError(UploadCode.BUSY)
        with turn:
            self.recovery.end_all()
            report = self._build(upload_id)
        figures = {"index_id": report.index_id, "plan_id": self.staging.manifest(upload_id).id}
        return Note(figures=figures) if self._reopened() else Note(UploadCode.STALE, figures)

    def _build(self, upload_id: str) -> IngestReport:
        placement = self.recovery.placement(upload_id)
        try:
            placement.place()
            report = self._ingested()
        except BaseException:
            placement.undo()
            raise
        if placement.target.name in {one.plan.manifest.id for one in report.plans}:
            placement.clear()
            return report
        placement.undo()
        self._ingested()  # the plan that stood there before is to be in the index again
        raise UploadError(UploadCode.FAILED, self._shown("; ".join(report.failures)))

    def _ingested(self) -> IngestReport:
        folders = find_plan_folders(plan_places(self.settings))
        embedder = embedder_of(self.settings)
        return ingest(folders, self.settings.index, embedder, _quiet, vectors=self.settings.vectors)

    def _reopened(self) -> bool:
        try:
            self.reopen(Assistant.open(self.settings))
        except Exception:  # noqa: BLE001  (the plan is published: a restart opens the index, the note says so)
            _LOG.exception("the new index could not be opened")
            return False
        return True

    def _shown(self, message: str) -> str:
        """Return a program's line without the server's paths."""
        settings = self.settings
        places: tuple[Path, ...] = (self.staging.folder, settings.uploads, *settings.plans)
        folders = (*places, settings.index) if isinstance(settings.index, Path) else places
        return without_places(" ".join(message.split()), *folders)


def _put(upload: Upload, connection: Connection) -> bool:
    put_upload(connection, upload)
    return True


def _quiet(_done: int, _total: int, _name: str, _pages: int) -> None:
    """Take progress and show nothing."""

"""Uploads whose publisher was killed: each is found to be published after all, or put back to be published again."""

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import time
from typing import BinaryIO, Final

from index.engines.choice import engine_of
from index.errors import IndexFault
from index.manifest import Manifest
from index.place import Place
from web.store.database import Database
from web.store.errors import StoreFault
from web.store.uploads import Note, State, find_upload, put_upload, upload_states
from web.uploads.errors import UploadCode, UploadError
from web.uploads.locks import take
from web.uploads.placing import Placement
from web.uploads.staging import Staging

_LOG = logging.getLogger(__name__)
_OVER: Final = ("published", "discarded")
_YOUNG: Final = 24 * 60 * 60  # seconds: files of this age may belong to an upload that is being sent


@dataclass(frozen=True, slots=True)
class Recovery:
    """Ends what killed processes left half done; ``plans`` is the folder of published uploads.

    Whether a publisher lives is told by the lock it holds, so that another process's work is left alone.
    """

    database: Database
    staging: Staging
    plans: Path
    index: Place

    def run(self) -> None:
        """End all uploads whose publisher is gone, unless another process is publishing; delete what is over.

        Raises StoreFault where the database cannot be used.
        """
        turn = self._taken(self.staging.turn)
        if turn is None:
            return
        with turn:
            self.end_all()
            self._sweep()

    def end(self, upload_id: str) -> None:
        """End one upload, if its publisher is gone and nobody is publishing at the moment."""
        turn = self._taken(self.staging.turn)
        if turn is not None:
            with turn:
                self._end(upload_id)

    def end_all(self) -> None:
        """End all uploads whose publisher is gone; the caller holds the turn. Raises as ``run``."""
        for upload_id, state in self.database.run(upload_states, reading=True).items():
            if state == "publishing":
                self._end(upload_id)

    def placement(self, upload_id: str) -> Placement:
        """Return the upload's way to its place; raises UploadError where it has no sound manifest."""
        plan_id = self.staging.manifest(upload_id).id
        return Placement(self.staging.place(upload_id), self.plans / plan_id, upload_id)

    def _end(self, upload_id: str) -> None:
        lock = self._taken(self.staging.lock(upload_id))
        if lock is None:
            return
        with lock:
            try:
                self._settle(upload_id)
            except (StoreFault, OSError) as error:
                _LOG.warning("an interrupted upload stays as it is: %s", error)

    def _settle(self, upload_id: str) -> None:
        found = self.database.run(lambda connection: find_upload(connection, upload_id), reading=True)
        if found is None or found.state != "publishing":  # its publisher came to an end while this waited
            return
        state, note = self._outcome(upload_id)
        ended = replace(found, time=time(), state=state, note=note)
        self.database.run(lambda connection: put_upload(connection, ended))
        _LOG.warning("an upload whose publishing was interrupted is now: %s", state)
        if state == "published":
            self.staging.discard(upload_id)

    def _outcome(self, upload_id: str) -> tuple[State, Note]:
        try:
            placement = self.placement(upload_id)
        except UploadError as error:
            return "failed", error.note
        live = self._live()
        plan_id = placement.target.name
        if live and placement.stands() and live.plans.get(plan_id) == placement.digest():
            placement.clear()
            return "published", Note(figures={"index_id": live.index_id, "plan_id": plan_id})
        placement.undo()
        return "failed", Note(UploadCode.INTERRUPTED)

    def _live(self) -> Manifest | None:
        with suppress(IndexFault):
            return engine_of(self.index).manifest()
        return None

    def _sweep(self) -> None:
        """Delete the files of uploads that are over, and old ones that no upload knows of."""
        states = self.database.run(upload_states, reading=True)
        for upload_id in self.staging.ids():
            age = time() - self.staging.place(upload_id).parent.stat().st_mtime
            if states.get(upload_id) in _OVER or (upload_id not in states and age > _YOUNG):
                self.staging.discard(upload_id)

    @staticmethod
    def _taken(path: Path) -> BinaryIO | None:
        try:
            return take(path)
        except OSError as error:
            _LOG.warning("interrupted uploads are not looked at: %s", error)
            return None

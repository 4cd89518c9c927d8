"""What the web room keeps beside the index: the database, sessions, accounts, the switch and uploads."""

import logging
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Final, cast

from starlette.requests import Request

from assistant.settings import Settings
from web.accounts import Accounts
from web.sessions import Sessions
from web.store.database import Database
from web.store.errors import StoreBrokenError
from web.store.pruning import prune
from web.switch import Switch
from web.uploads.recovery import Recovery
from web.uploads.staging import Staging

_LOG = logging.getLogger(__name__)
_UPLOADS: Final = "uploads"


@dataclass(frozen=True, slots=True)
class Desk:
    """All of one app that changes while it runs."""

    database: Database
    days: int
    sessions: Sessions
    accounts: Accounts
    switch: Switch
    folder: Path
    recovery: Recovery

    @classmethod
    def of(cls, settings: Settings) -> "Desk":
        """Return the desk of these settings; nothing is opened or written yet."""
        folder, database = _folder(settings), Database(settings.web_db)
        return cls(
            database=database,
            days=settings.retention_days,
            sessions=Sessions(settings.secret.get_secret_value()),
            accounts=Accounts(settings.accounts.get_secret_value().strip()),
            switch=Switch(folder / "switched-off.txt"),
            folder=folder,
            recovery=Recovery(database, Staging(folder / _UPLOADS), settings.uploads, settings.index),
        )

    @property
    def drafts(self) -> Path:
        """Return the file that draft evaluation rows are added to."""
        return self.folder / "drafts.jsonl"

    @property
    def uploads(self) -> Path:
        """Return the folder of uploads that are not public yet."""
        return self.folder / _UPLOADS

    def prepare(self) -> None:
        """Bring the database up to date, delete what is too old and end uploads that a killed process left half done.

        A database that fails does not stop the start.

        Raises:
            StoreNewerError: the database was made by a later version.
            SettingsError: the accounts cannot be read.

        """
        self.accounts.read()
        try:
            self.database.run(lambda connection: prune(connection, time(), self.days))
            self.recovery.run()
        except StoreBrokenError as error:
            _LOG.warning("starting without the database: %s", error)


def _folder(settings: Settings) -> Path:
    """Return where the files lie that change: beside the database's file, or beside the published uploads."""
    return (settings.web_db if isinstance(settings.web_db, Path) else settings.uploads).parent


def desk_of(request: Request) -> Desk:
    """Return the desk of the app that serves this request."""
    return cast("Desk", request.app.state.room.desk)

"""Small plans, their index, and what it answers while all is sound."""

import contextlib
import io
import json
import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pydantic import SecretStr

from assistant.__main__ import run
from assistant.assembly import Assistant
from assistant.settings import Settings
from corpus.access import Access
from corpus.ingest import find_plan_folders
from index.build import IngestReport, ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.generation import current_generation
from index.place import Place, spelled
from tests.conftest import quiet
from tests.faults.outcomes import without_times
from tests.plans import write_plans
from tests.web.client import Client
from tests.web.visitor import ACCOUNT
from web.app import create_app

QUESTIONS = (
    "市の借入金の残高はいくらですか",
    "温泉の観光客はどれだけふやしますか",
    "押印を省いた手続きの2024年度の目標は",
    "窓口の改善の3つの柱は何ですか",
    "フレイルとは何ですか",
    "コミュニティバスは1日に何便ですか",
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command did: its exit status and what it wrote; ``crash`` is a traceback, empty where there is none."""

    status: int
    out: str
    err: str
    crash: str = ""

    @property
    def one_line(self) -> bool:
        """Return whether it failed with one clear line."""
        return self.status == 1 and not self.crash and self.err.startswith("assistant: ") and self.err.count("\n") == 1


@dataclass(frozen=True)
class World:
    """A folder with plans, an index, and room for the rest.

    ``place`` is where the index is kept if not in the folder, ``vectors`` the address of a Chroma server.
    """

    folder: Path
    place: Place | None = None
    vectors: str = ""
    sound: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made(cls, folder: Path, place: Place | None = None, vectors: str = "") -> "World":
        """Return a new world in an empty folder, with the answers that it gives."""
        world = cls(folder, place, vectors)
        write_plans(world.plans)
        world.ingest()
        with world.assistant() as assistant:
            for plan in assistant.index.plans(access=Access.STAFF):
                world.texts[plan.manifest.id] = assistant.index.text(plan.manifest.id, access=Access.STAFF) or ""
        for question in QUESTIONS:
            said = world.command("ask", question, "--json")
            assert said.status == 0, said.err
            world.sound[question] = json.loads(said.out)
        return world

    @property
    def plans(self) -> Path:
        """Return the folder of the plans."""
        return self.folder / "plans"

    @property
    def index(self) -> Path:
        """Return the folder of the index."""
        return self.folder / "index"

    @property
    def where(self) -> Place:
        """Return where the index is kept."""
        return self.place or self.index

    @property
    def live(self) -> str:
        """Return the name of the live generation."""
        return engine_of(self.where, self.vectors).generation()

    @property
    def generation(self) -> Path:
        """Return the folder of the live generation."""
        return current_generation(self.index)

    def settings(self, **changes: object) -> Settings:
        """Return the settings of this world."""
        values = {
            "index": self.where, "vectors": self.vectors, "model": "hashing", "plans": (self.plans,),
            "uploads": self.folder / "uploads", "web_db": self.folder / "web" / "web.db",
            "accounts": SecretStr(ACCOUNT), "secret": SecretStr("of a test"),
        }  # fmt: skip
        return Settings.model_validate({"_env_file": None, **values, **changes})

    @contextmanager
    def assistant(self, **changes: object) -> Iterator[Assistant]:
        """Give an assistant over the live index, closed afterwards."""
        assistant = Assistant.open(self.settings(**changes))
        try:
            yield assistant
        finally:
            assistant.index.close()

    @contextmanager
    def client(self, **changes: object) -> Iterator[Client]:
        """Give a client of an app over the live index."""
        with self.assistant(**changes) as assistant:
            client = Client(create_app(assistant))
            yield client
            replaced = client.app.state.room.assistant
            if replaced is not assistant:
                replaced.index.close()

    def ingest(self) -> IngestReport:
        """Make the index hold the plans."""
        folders = find_plan_folders([self.plans])
        return ingest(folders, self.where, HashingEmbedder(), quiet, vectors=self.vectors)

    def command(self, *arguments: str) -> Said:
        """Return what a command says of the index, run in this process."""
        out, err, crash, status = io.StringIO(), io.StringIO(), "", 1
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), hashing(self.vectors):
            try:
                status = run([*arguments, "--index", spelled(self.where)])
            except BaseException:  # noqa: BLE001  (whatever a user would see as a traceback)
                crash = traceback.format_exc()
        return Said(status, out.getvalue(), err.getvalue(), crash)

    def trouble(self) -> str:
        """Return "" where the index as it is now passes its check and answers every question as at first."""
        said = self.command("check")
        if said.status:
            return f"check: {said.err}{said.crash}"
        for question, sound in self.sound.items():
            said = self.command("ask", question, "--json")
            if said.status or without_times(json.loads(said.out)) != without_times(sound):
                return f"{question}: {said.out}{said.err}{said.crash}"
        return ""


@contextmanager
def hashing(vectors: str = "") -> Iterator[None]:
    """Have commands use the toy embedder, and the Chroma server at this address if any."""
    with patch.dict(os.environ, {"ASSISTANT_MODEL": "hashing", "ASSISTANT_VECTORS": vectors}):
        yield


@contextmanager
def crashes() -> Iterator[list[str]]:
    """Give a list that comes to hold each traceback that the app logs."""
    found: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info:
                found.append(logging.Formatter().format(record))

    handler = Handler()
    logging.getLogger("web").addHandler(handler)
    try:
        yield found
    finally:
        logging.getLogger("web").removeHandler(handler)

"""The database of the web pages gone, locked or damaged: answers go on, feedback says so, it comes back by itself."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.damage import damaged
from tests.faults.outcomes import Outcome, compared
from tests.faults.world import QUESTIONS, World, crashes
from tests.web.client import PAGE, Client, error_of
from web.wording import Wording

AREA: Final = "web.db"


def faults(world: World, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield what came of each way in which the database may fail, ``rounds`` times."""
    path = world.folder / "web" / "web.db"
    with world.client() as client:
        for _ in range(rounds):
            yield from rated(client, world, "sound", stored=True)
            for damage in ("empty", "half", "bit"):
                _settled(path)
                with damaged(path, damage, random, within=b"SQLite format 3") as told:
                    # An empty file is a new database: nothing is in the way of storing.
                    yield from rated(client, world, told, stored=damage == "empty")
                    _settled(path)
            with _locked(path):
                yield from rated(client, world, "locked by another process", stored=False)
            yield from rated(client, world, "no longer locked", stored=True)
            shutil.rmtree(path.parent)
            yield from rated(client, world, "folder gone", stored=True)
            with _in_the_way(path.parent):
                yield from rated(client, world, "a file where its folder was", stored=False)
            yield from rated(client, world, "back", stored=True)


def rated(client: Client, world: World, told: str, *, stored: bool) -> Iterator[Outcome]:
    """Yield what came of a question, and of feedback on its answer; ``stored`` says whether it can be kept."""
    question = QUESTIONS[0]
    with crashes() as found:
        response = client.post("/api/ask", json={"question": question})
        page = client.post("/ask", data={"question": question}, headers=PAGE)
    answer = response.json()
    sound = response.status_code == page.status_code == 200 and not found
    verdict = compared(answer, world.sound[question], world.texts) if sound else "lost"
    kept = bool(answer.get("answer_id")) == stored
    yield Outcome(
        AREA, f"question, {told}", verdict if kept else "wrong", f"{page.status_code} {found} {answer.get('answer_id')}"
    )
    yield _feedback(client, str(answer.get("answer_id") or "x"), told, stored=stored)


def _feedback(client: Client, answer_id: str, told: str, *, stored: bool) -> Outcome:
    with crashes() as found:
        response = client.post("/api/feedback", json={"answer_id": answer_id, "rating": "good"})
    if stored:
        good = response.status_code in (200, 201) and not found
        return Outcome(AREA, f"feedback, {told}", "right" if good else "lost", response.text)
    code = error_of(response)["code"]  # a full disk is still read: the answer that was not stored is not found
    good = (response.status_code, code) in ((503, "store_unavailable"), (404, "not_found")) and not found
    words = bool(Wording.read("ja")("errors.store_unavailable"))
    return Outcome(AREA, f"feedback, {told}", "told" if good and words else "wrong", f"{response.text} {found}")


def _settled(path: Path) -> None:
    """Have all that was written in the one file: SQLite keeps the latest in another, which mends the first."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def _in_the_way(folder: Path) -> Iterator[None]:
    shutil.rmtree(folder)
    folder.write_text("")
    yield
    folder.unlink()

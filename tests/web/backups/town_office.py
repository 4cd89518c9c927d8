"""What a city's service has gathered, for tests that keep it and bring it back."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from assistant.settings import Settings
from web.backups.contents import Kept
from web.store.conversations import add_question
from web.store.database import Database

ROOT = Path(__file__).resolve().parents[3]
KILLED = -9
PLAN = {"plan.toml": 'id = "mori"', "main.md": "# 第1章\n会議を開く。"}


def office(folder: Path, *questions: str, plan: dict[str, str] = PLAN) -> Kept:
    """Return the places of a service in ``folder`` that was asked these questions and has one published upload."""
    kept = places(folder)
    database = Database(kept.database)
    for question in questions:
        database.run(partial(add_question, session="s", time=1.0, question=question))
    for base in (kept.plans / "mori", kept.uploads / "0123456789abcdef" / "plan"):
        base.mkdir(parents=True)
        for name, text in plan.items():
            (base / name).write_text(text, encoding="utf-8")
    kept.drafts.write_text('{"id": "draft-1"}\n', encoding="utf-8")
    return kept


def places(folder: Path) -> Kept:
    return Kept.of(Settings(_env_file=None, web_db=folder / "var" / "web.db", uploads=folder / "var" / "plans"))


def asked(kept: Kept) -> list[str]:
    """Return the questions in the database."""
    with closing(sqlite3.connect(kept.database)) as connection:
        return [str(row[0]) for row in connection.execute("SELECT question FROM conversations ORDER BY rowid")]


def files(kept: Kept) -> dict[str, bytes]:
    """Return every file of the places but the database and locks, by its name; hidden ones too."""
    return dict(_files(kept))


def _files(kept: Kept) -> Iterator[tuple[str, bytes]]:
    folder = kept.database.parent
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("web.db") and not name.endswith(".lock"):
            yield name, path.read_bytes()


def killed(script: str, *arguments: Path) -> int:
    """Return how a Python process ended that runs a script with these paths; ``die()`` in it kills the process."""
    prelude = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom tests.web.backups.town_office import places\n"
        "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", prelude + script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode

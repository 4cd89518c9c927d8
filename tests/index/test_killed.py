"""An ingest killed at any point leaves one whole index answering: the old one, or after the swap the new one."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.access import Access
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from tests.conftest import quiet
from tests.plans import OTHER, write_plan, write_plans

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = ["morikawa-dx"], ["morikawa-dx", "morikawa-naibu", "tanizawa-kanko"]
# Replaces one function by one that kills its own process before or after doing its work.
KILLED = """
import os, pkgutil, signal, sys
from assistant.__main__ import main
owner, name, when = sys.argv[1:4]
place = pkgutil.resolve_name(owner)
done = getattr(place, name)
def killed(*given, **named):
    made = done(*given, **named) if when == "after" else None
    os.kill(os.getpid(), signal.SIGKILL)
    return made
setattr(place, name, killed)
main(["ingest", *sys.argv[4:]])
"""
BEFORE_THE_SWAP = [
    ("index.reading", "read_plan"),
    ("index.engines.folder", "new_generation"),
    ("index.engines.folder", "build_vectors"),
    ("index.engines.folder", "_write"),
    ("index.engines.folder", "verify"),
    ("index.generation", "_sync_tree"),
    ("pathlib:Path", "rename"),
]


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Return three plans, of which an index holds the first."""
    folder = write_plans(tmp_path / "plans")
    ingest(find_plan_folders([folder / OLD[0]]), tmp_path / "index", HashingEmbedder(), quiet)
    return folder


def _start(arguments: list[str], plans: Path, index: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, *arguments, str(plans), "--index", str(index)]
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _answering(index: Path) -> list[str]:
    """Return the plans of the live index, after making sure that it is whole and answers."""
    reader = engine_of(index).open(HashingEmbedder())
    assert reader.problems() == ()
    hits = reader.search("押印を省きます", access=Access.PUBLIC, plan_ids=OLD)
    assert any("押印" in hit.chunk.text for hit in hits)
    found = [plan.manifest.id for plan in reader.plans(access=Access.STAFF)]
    reader.close()
    return found


def _ingested_again(plans: Path, index: Path) -> list[str]:
    ingest(find_plan_folders([plans]), index, HashingEmbedder(), quiet)
    assert not list(index.glob("generations/.*"))
    assert not list(index.glob(".CURRENT-*"))
    return _answering(index)


@pytest.mark.parametrize(
    ("owner", "name", "when", "answering"),
    [(*point, when, OLD) for point in BEFORE_THE_SWAP for when in ("before", "after")]
    + [("pathlib:Path", "replace", "before", OLD), ("pathlib:Path", "replace", "after", NEW)]
    + [("index.engines.folder", "clear_older", when, NEW) for when in ("before", "after")],
)
def test_killed_at_a_step(owner: str, name: str, when: str, answering: list[str], plans: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert _start(["-c", KILLED, owner, name, when], plans, index).wait(60) == -signal.SIGKILL
    assert _answering(index) == answering
    assert _ingested_again(plans, index) == NEW


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2, 3))])
def test_killed_at_a_random_moment(seed: int, plans: Path, tmp_path: Path) -> None:
    for number in range(30):
        write_plan(plans, f"more-{number}", "谷沢市", OTHER * 20)
    index, moment = tmp_path / "index", random.Random(seed).uniform(0.2, 4)  # noqa: S311 (no secret)
    process = _start(["-m", "assistant", "ingest"], plans, index)
    time.sleep(moment)
    process.kill()
    killed = process.wait(60) != 0
    assert len(_answering(index)) in ((1, 33) if killed else (33,))
    assert len(_ingested_again(plans, index)) == 33

"""An ingest killed at a random moment of its work: the old index answers on, the next ingest leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Final

from tests.faults.outcomes import Outcome
from tests.faults.world import World
from tests.plans import OTHER, write_plan

AREA: Final = "ingest killed"
_ROOT: Final = Path(__file__).resolve().parents[2]
_MORE: Final = 20  # plans that the killed ingest reads: a second of work, so that the moments differ
# Imports all, says so, waits for the word: the moment of the kill then falls into the work, not into the start.
_WAITING: Final = """
import sys
from assistant.__main__ import main
import index.build, chromadb
print("ready", flush=True)
sys.stdin.readline()
main(sys.argv[1:])
"""


def faults(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield what came of ``count`` kills between the start of the work and its end."""
    longest = _run(world, _more(world), None)
    world.ingest()
    for _ in range(count):
        moment = random.uniform(0, longest * 1.1)
        before = (world.index / "CURRENT").read_bytes()
        _run(world, _more(world), moment)
        swapped = (world.index / "CURRENT").read_bytes() != before
        trouble = world.command("check").err if swapped else world.trouble()
        world.ingest()
        left = [*world.index.glob("generations/.*"), *world.index.glob(".CURRENT-*")]
        trouble = trouble or " ".join(map(str, left)) or world.trouble()
        told = f"after {moment:.2f} s, {'new' if swapped else 'old'} index live"
        yield Outcome(AREA, told, "lost" if trouble else "right", trouble)


def _more(world: World) -> Path:
    place = world.folder / "more"
    if not place.exists():
        shutil.copytree(world.plans, place)
        for number in range(_MORE):
            write_plan(place, f"more-{number}", "谷沢市", OTHER * 20)
    return place


def _run(world: World, plans: Path, moment: float | None) -> float:
    """Return how many seconds an ingest worked; it is killed after ``moment`` seconds, or comes to its end."""
    command = [sys.executable, "-c", _WAITING, "ingest", str(plans), "--index", str(world.index)]
    with subprocess.Popen(
        command, cwd=_ROOT, env={**os.environ, "ASSISTANT_MODEL": "hashing"}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        if process.stdout is None or process.stdin is None or process.stdout.readline() != b"ready\n":
            raise RuntimeError("the ingest did not start")
        begun = monotonic()
        process.stdin.write(b"go\n")
        process.stdin.flush()
        if moment is None:
            process.communicate(timeout=120)
            return monotonic() - begun
        sleep(moment)
        _kill(process.pid)
        return monotonic() - begun


def _kill(group: int) -> None:
    """Kill an ingest with the processes that read plans for it."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return

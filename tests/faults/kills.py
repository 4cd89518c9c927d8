"""An ingest, or its server, killed at a random moment: the old index answers on; the next ingest clears up."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Final

from index.errors import IndexBusyError
from index.place import DatabaseUrl, spelled
from tests.faults.outcomes import Outcome
from tests.faults.servers import Served
from tests.faults.world import Said, World
from tests.plans import OTHER, write_plan

AREA: Final = "ingest killed"
_ROOT: Final = Path(__file__).resolve().parents[2]
_MORE: Final = 20  # plans that the killed ingest reads: a second of work, so that the moments differ
_LOCK_SECONDS: Final = 10.0  # a server notices within seconds that a writer is gone
# Imports all, says so, waits for the word: the moment of the kill then falls into the work, not into the start.
_WAITING: Final = """
import sys
from assistant.__main__ import main
import index.build, chromadb
print("ready", flush=True)
sys.stdin.readline()
main(sys.argv[1:])
"""
_Kill = Callable[["subprocess.Popen[str]"], None]


def faults(world: World, random: Random, count: int, area: str = AREA) -> Iterator[Outcome]:
    """Yield what came of ``count`` kills between the start of the work and its end."""
    longest, _ = _run(world, None, _nobody)
    _ingest(world)
    for _ in range(count):
        moment = random.uniform(0, longest * 1.1)
        before = world.live
        _run(world, moment, _with_its_readers)
        yield _after(world, before, f"after {moment:.2f} s", area)


def of_server(served: Served, random: Random, count: int) -> Iterator[Outcome]:
    """Yield what came of ``count`` ingests whose server is killed amid the work, and started again."""
    world, area = served.world, f"{served.name}: killed amid an ingest"
    longest, _ = _run(world, None, _nobody)
    _ingest(world)
    for _ in range(count):
        moment = random.uniform(0, longest)
        before = world.live
        _, said = _run(world, moment, lambda _: served.server.kill())
        served.server.start()
        told = f"after {moment:.2f} s"
        if said.status and not said.one_line:
            yield Outcome(area, told, "wrong", said.err)
        yield _after(world, before, told, area)


def _after(world: World, before: str, told: str, area: str) -> Outcome:
    """Return whether what is live answers, and the next ingest leaves nothing behind."""
    swapped = world.live != before
    trouble = world.command("check").err if swapped else world.trouble()
    _ingest(world)
    trouble = trouble or " ".join(_left(world)) or world.trouble()
    words = f"{told}, {'new' if swapped else 'old'} index live"
    return Outcome(area, words, "lost" if trouble else "right", trouble)


def _ingest(world: World) -> None:
    """Ingest the plans, as soon as the server has noticed that the killed writer is gone."""
    begun = monotonic()
    while True:
        try:
            world.ingest()
        except IndexBusyError:
            if monotonic() - begun > _LOCK_SECONDS:
                raise
            sleep(0.2)
        else:
            return


def _left(world: World) -> list[str]:
    """Return what stands in the place of the index and belongs to no finished generation."""
    left = [str(path) for pattern in ("generations/.*", ".CURRENT-*") for path in world.index.glob(pattern)]
    if world.vectors:
        from tests.index.engines.servers import collections  # noqa: PLC0415  (imports the driver of PostgreSQL)

        kept = {path.name for path in world.index.glob("generations/*")}
        left += [name for name in collections(world.vectors) if name.rpartition("-")[0] not in kept]
    if isinstance(world.where, DatabaseUrl):
        from tests.index.engines.servers import unfinished  # noqa: PLC0415  (an extra, not always installed)

        left += unfinished(world.where)
    return left


def _more(world: World) -> Path:
    place = world.folder / "more"
    if not place.exists():
        shutil.copytree(world.plans, place)
        for number in range(_MORE):
            write_plan(place, f"more-{number}", "谷沢市", OTHER * 20)
    return place


def _run(world: World, moment: float | None, kill: _Kill) -> tuple[float, Said]:
    """Return how many seconds an ingest of more plans worked; ``kill`` is done after ``moment`` seconds."""
    command = [sys.executable, "-c", _WAITING, "ingest", str(_more(world)), "--index", spelled(world.where)]
    environment = {**os.environ, "ASSISTANT_MODEL": "hashing", "ASSISTANT_VECTORS": world.vectors}
    with subprocess.Popen(
        command, cwd=_ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, text=True,
    ) as process:  # fmt: skip
        if process.stdout is None or process.stdin is None or process.stdout.readline() != "ready\n":
            raise RuntimeError("the ingest did not start")
        begun = monotonic()
        process.stdin.write("go\n")
        process.stdin.flush()
        if moment is not None:
            sleep(moment)
            kill(process)
        out, err = process.communicate(timeout=120)
        return monotonic() - begun, Said(process.returncode, out, err)


def _nobody(_: "subprocess.Popen[str]") -> None:
    """Kill nobody."""


def _with_its_readers(process: "subprocess.Popen[str]") -> None:
    """Kill an ingest with the processes that read plans for it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return

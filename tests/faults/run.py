"""``python -m tests.faults.run``: many faults, a table, and where one ended badly what it was.

Those of PostgreSQL and Chroma servers are among them where the extra ``postgres`` and its test server are installed.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from tests.faults import clocks, closed_files, disks, endpoints, kills, open_files, servers, web_database
from tests.faults.outcomes import BAD, Outcome, table
from tests.faults.world import World

_JAPAN: Final = ZoneInfo("Asia/Tokyo")


def faults(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield the outcome of at least ``count`` faults, a share of each kind."""
    share = max(1, count // 20)
    yield from closed_files.faults(world, random, share * 4)
    yield from closed_files.mendings(world, random, share)
    yield from open_files.faults(world, random, share * 2)
    yield from open_files.rot(world, random, share * 5)
    yield from open_files.recovery(world, random)
    yield from open_files.unusable(world, random)
    yield from endpoints.faults(world)
    yield from web_database.faults(world, random, 1 + share // 5)
    yield from clocks.faults(world)
    yield from clocks.todays(world)
    if disks.may_mount(world.folder / "mount"):
        yield from disks.ingests(world, random, share)
        yield from disks.databases(world, random)
    yield from kills.faults(world, random, share * 5)


def faults_of_servers(folder: Path, random: Random, count: int) -> Iterator[Outcome]:
    """Yield the outcome of faults of the servers that keep an index; none where no server can be started."""
    if missing := servers.missing():
        sys.stderr.write(f"no faults of servers: {missing} missing\n")
        return
    from tests.faults import on_servers  # noqa: PLC0415  (an extra, not always installed)

    yield from on_servers.faults(folder, random, max(1, count // 60))


def main() -> int:
    """Return 0 where no answer was wrong or lost, else 1."""
    given = argparse.ArgumentParser(prog="python -m tests.faults.run", description=__doc__)
    given.add_argument("--count", type=int, default=200, help="faults at least")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--output", type=Path, default=Path("var/soak"))
    options = given.parse_args()
    logging.disable(logging.WARNING)
    os.environ["NO_PROXY"] = "127.0.0.1"
    with tempfile.TemporaryDirectory() as folder:
        outcomes = []
        random = Random(options.seed)  # noqa: S311  (no secret)
        found = faults(World.made(Path(folder) / "world"), random, options.count)
        for one in chain(found, faults_of_servers(Path(folder), random, options.count)):
            outcomes.append(one)
            if one.verdict in BAD:
                sys.stderr.write(f"{one.area} | {one.fault} | {one.verdict} | {one.detail}\n")
    _write(options.output, options.count, options.seed, outcomes)
    return int(any(one.verdict in BAD for one in outcomes))


def _write(folder: Path, count: int, seed: int, outcomes: list[Outcome]) -> None:
    now = datetime.now(_JAPAN)
    command = f"python -m tests.faults.run --count {count} --seed {seed}"
    text = f"# Faults\n\n{now:%Y-%m-%d %H:%M} (Japan), by `{command}`.\n\n{table(outcomes)}\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{now:%Y-%m-%d}-faults.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())

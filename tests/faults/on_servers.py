"""All faults of the servers that keep an index: PostgreSQL, and Chroma beside a folder."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from tests.faults import away, collections_lost, connections, kills, tables
from tests.faults.outcomes import Outcome
from tests.faults.servers import Served, on_chroma, on_postgres


def faults(folder: Path, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield the outcome of each fault, ``rounds`` times where it falls on a random moment."""
    with ExitStack() as stack:
        try:
            served = stack.enter_context(on_postgres(folder / "on-postgres"))
        except pytest.skip.Exception as error:
            sys.stderr.write(f"no faults of PostgreSQL: {error}\n")
        else:
            yield from of_postgres(served, random, rounds)
    with on_chroma(folder / "on-chroma") as served:
        yield from of_chroma(served, random, rounds)


def of_postgres(served: Served, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield the outcome of each fault of PostgreSQL."""
    yield from away.killed(served, random, rounds)
    yield from away.still(served, random, 1)
    yield from connections.cut(served, random, rounds * 2)
    yield from connections.full(served)
    yield from tables.faults(served)
    yield from kills.faults(served.world, random, rounds * 2, f"{served.name}: ingest killed")
    yield from kills.of_server(served, random, rounds)


def of_chroma(served: Served, random: Random, rounds: int) -> Iterator[Outcome]:
    """Yield the outcome of each fault of a Chroma server."""
    yield from away.killed(served, random, rounds)
    yield from away.still(served, random, 1)
    yield from kills.faults(served.world, random, rounds, f"{served.name}: ingest killed")
    yield from kills.of_server(served, random, rounds)
    yield from collections_lost.faults(served)

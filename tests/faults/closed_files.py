"""Files damaged while nobody has them open: then a question is asked, the index is checked, and built anew."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.damage import Damage, damaged
from tests.faults.outcomes import Outcome, compared
from tests.faults.world import QUESTIONS, World

AREA: Final = "file damaged, then opened"
_DAMAGES: Final[tuple[Damage, ...]] = ("empty", "half", "bit", "bit", "gone")


def faults(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield what came of ``count`` damaged files; the pointer, the manifest and the database come first."""
    for number in range(count):
        path = _file(world, random, number)
        damage = random.choice(_DAMAGES)
        with damaged(path, damage, random) as told:
            yield _asked(world, random.choice(QUESTIONS), told)
            yield from _checked(world, told)


def mendings(world: World, random: Random, count: int) -> Iterator[Outcome]:
    """Yield whether a new ingest puts ``count`` damaged indexes right, and takes nothing damaged over."""
    for number in range(count):
        path = _file(world, random, number)
        with damaged(path, random.choice(_DAMAGES), random) as told:
            world.ingest()
            trouble = world.trouble()
        yield Outcome("ingest over a damaged index", told, "lost" if trouble else "right", trouble)


def _file(world: World, random: Random, number: int) -> Path:
    first = [world.index / "CURRENT", world.generation / "manifest.json", world.generation / "store.sqlite"]
    files = sorted(path for path in world.generation.rglob("*") if path.is_file())
    return first[number % 4] if number % 4 < len(first) else random.choice(files)


def _asked(world: World, question: str, told: str) -> Outcome:
    said = world.command("ask", question, "--json")
    if said.status == 0:
        return Outcome(AREA, told, compared(json.loads(said.out), world.sound[question], world.texts), said.out[:200])
    return Outcome(AREA, told, "told" if said.one_line else "wrong", said.crash or said.err)


def _checked(world: World, told: str) -> Iterator[Outcome]:
    said = world.command("check")
    lines = said.err.splitlines()
    clear = said.status == 1 and bool(lines) and all(line.startswith("assistant: ") for line in lines)
    if said.crash or not (said.status == 0 or clear):
        yield Outcome("`assistant check`", told, "wrong", said.crash or said.err)

"""Whether staff plans make any difference to a public asker.

``python -m tests.security.leaks --cases 20000`` asks more than the tests do, over new words every 2,000 cases, and
writes what it found to ``var/leaks``.
"""

import argparse
import datetime
import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from tests.security.targets import Target, targets_of
from tests.security.ways import WAYS, Way
from tests.security.worlds import Asker, Shown, Worlds, worlds
from web.serving.log_lines import JsonLines

EACH: Final = 2_000  # cases over one pair of worlds
_STAFF_FIRST: Final = 0.25  # of the cases: somebody signed in asks the same before


@dataclass(frozen=True, slots=True)
class Case:
    """One way to come at one target; ``seed`` decides its words."""

    way: Way
    target: Target
    seed: str

    @property
    def name(self) -> str:
        """Return what tells it from others."""
        return f"{self.way.__name__}: {self.target.plan.plan_id} {self.target.about} ({self.seed})"


@dataclass(frozen=True, slots=True)
class Leak:
    """A case in which something showed, and what."""

    case: str
    what: str


class Log(logging.Handler):
    """Keeps every line that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._form = JsonLines()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(f"{record.getMessage()} {self._form.format(record)}")


def cases_of(pair: Worlds, count: int, seed: int) -> tuple[Case, ...]:
    """Return so many cases: every way at every target, in a mixed order, again and again with other words."""
    targets = targets_of(pair.assistants[1], pair.plans)
    random = Random(seed)  # noqa: S311  (an order of cases, no keys)
    cases: list[Case] = []
    while len(cases) < count:
        turn = [Case(way, target, f"{seed}-{len(cases)}-{at}-{way.__name__}")
                for at, target in enumerate(targets) for way in WAYS]  # fmt: skip
        random.shuffle(turn)
        cases += turn
    return tuple(cases[:count])


def leaks_of(pair: Worlds, cases: tuple[Case, ...]) -> Iterator[Leak]:
    """Yield what shows in each case that a public asker of the world without staff plans does not see."""
    for number, case in enumerate(cases):
        if number % int(1 / _STAFF_FIRST) == 0:
            _run(pair, pair.staff, case)
        found = [_run(pair, asker, case) for asker in pair.askers]
        yield from (Leak(case.name, what) for what in _differences(*found))
        yield from (Leak(case.name, what) for shown in found[1] for what in _secrets_in(pair, shown))


def log_leaks(pair: Worlds, log: Log) -> Iterator[Leak]:
    """Yield lines of the log, and of the public counters, that hold a secret word."""
    asker = pair.askers[1]
    pair.runner.run(asker.get("/metrics"))
    lines = [*log.lines, *asker.shown.pop().body.splitlines()]
    yield from (Leak("log", line) for line in lines if any(word in line for word in pair.secrets))


@contextmanager
def logged() -> Iterator[Log]:
    """Give what is logged meanwhile, at every level of our own rooms."""
    log, root = Log(), logging.getLogger()
    rooms = [logging.getLogger(name) for name in ("corpus", "index", "assistant", "web")]
    levels = [room.level for room in rooms]
    root.addHandler(log)
    for room in rooms:
        room.setLevel(logging.DEBUG)
    yield log
    root.removeHandler(log)
    for room, level in zip(rooms, levels, strict=True):
        room.setLevel(level)


def _run(pair: Worlds, asker: Asker, case: Case) -> list[Shown]:
    asker.shown.clear()
    pair.runner.run(case.way(asker, case.target, Random(case.seed)))  # noqa: S311  (words of a question, no keys)
    return list(asker.shown)


def _differences(without: list[Shown], with_secrets: list[Shown]) -> Iterator[str]:
    if len(without) != len(with_secrets):
        yield f"{len(without)} responses without, {len(with_secrets)} with"
    for one, other in zip(without, with_secrets, strict=False):
        for part in ("status", "headers", "body"):
            first, second = getattr(one, part), getattr(other, part)
            if first != second:
                yield f"{one.typed[:200]}: another {part}: {_around(str(first), str(second))}"


def _around(one: str, other: str) -> str:
    """Return both texts where they begin to differ."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 60) : at + 60]!r} | {other[max(0, at - 60) : at + 60]!r}"


def _secrets_in(pair: Worlds, shown: Shown) -> Iterator[str]:
    text = shown.body
    yield from (f"shows {word}" for word in pair.secrets if word in text and word not in shown.typed)


def _seconds(pair: Worlds, cases: tuple[Case, ...]) -> dict[str, float]:
    """Return the median seconds of a case in each world, asked in turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number, case in enumerate(cases):
        for world in ((0, 1), (1, 0))[number % 2]:
            begun = time.perf_counter()
            _run(pair, pair.askers[world], case)
            taken[world].append(time.perf_counter() - begun)
    return {"without": median(taken[0]), "with": median(taken[1])}


def main() -> int:
    """Return 0 where nothing leaked, 1 where something did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default="hashing", help="embedding model, by its name in index/models.toml")
    options = parser.parse_args()
    found: list[Leak] = []
    report: dict[str, object] = {"cases": options.cases, "model": options.model}
    for at in range(0, options.cases, EACH):
        with tempfile.TemporaryDirectory() as folder, worlds(Path(folder), options.seed + at, options.model) as pair:
            cases = cases_of(pair, min(EACH, options.cases - at), options.seed + at)
            with logged() as log:
                found += [*leaks_of(pair, cases), *log_leaks(pair, log)]
            report.setdefault("median_seconds", _seconds(pair, cases[:400]))
        sys.stdout.write(f"{at + len(cases)} cases, {len(found)} leaks\n")
    place = Path("var/leaks") / f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H%M%S}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    report["leaks"] = [asdict(leak) for leak in found]
    place.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{place}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""The processor time that other machines of the same host took from this one, by /proc/stat (Linux) as it goes by."""

import asyncio
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

_STAT: Final = Path("/proc/stat")
_EVERY: Final = 2.0  # seconds: calm and busy stretches last longer, and a reading costs nothing
_STEAL, _KINDS = 7, 8  # of the fields of proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal


@dataclass(frozen=True, slots=True)
class Reading:
    """All processor time counted at a moment (``time.perf_counter``), in ticks, and what was stolen of it."""

    moment: float
    counted: int
    stolen: int


@dataclass(frozen=True, slots=True)
class Stolen:
    """Readings in the order of time; none where the system tells nothing."""

    readings: tuple[Reading, ...] = ()

    @property
    def share(self) -> float | None:
        """Return the share of all time that was stolen, 0 to 1; None: not told."""
        return _share(self.readings[0], self.readings[-1]) if len(self.readings) > 1 else None

    def most(self, begun: float, ended: float) -> float:
        """Return the largest share between two readings that one of these moments, or the time between, falls in."""
        moments = [one.moment for one in self.readings]
        first, last = max(1, bisect_left(moments, begun)), bisect_left(moments, ended)
        around = self.readings[first - 1 : last + 1]
        return max((_share(*pair) for pair in pairwise(around)), default=0.0)


def read() -> Sequence[Reading]:
    """Return the reading of this moment, or none."""
    try:
        ticks = [int(one) for one in _STAT.read_text(encoding="ascii").split(maxsplit=_KINDS + 1)[1 : _KINDS + 1]]
    except (OSError, ValueError):
        return ()
    return (Reading(time.perf_counter(), sum(ticks), ticks[_STEAL]),) if len(ticks) == _KINDS else ()


async def watched(until: asyncio.Event) -> Stolen:
    """Return the readings from now until an event is set."""
    readings = [*read()]
    while not until.is_set():
        try:
            await asyncio.wait_for(until.wait(), _EVERY)
        except TimeoutError:
            readings += read()
    return Stolen((*readings, *read()))


def _share(before: Reading, after: Reading) -> float:
    return (after.stolen - before.stolen) / max(1, after.counted - before.counted)

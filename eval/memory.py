"""The memory of running processes, as the system tells it: /proc on Linux, ``ps`` elsewhere."""

import math
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_KIB: Final = 1_024  # in a MiB
_RESIDENT: Final = re.compile(r"VmRSS:\s*(\d+)")
_PEAK: Final = re.compile(r"VmHWM:\s*(\d+)")
_OWN: Final = re.compile(r"RssAnon:\s*(\d+)")
_SHARE: Final = re.compile(r"Pss:\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Held:
    """What several processes hold together, in MiB.

    ``total`` counts a page that several share once; ``own`` is the part that no file stands behind. NaN: not told.
    """

    total: float
    own: float


def resident_mib(process_id: int, *, peak: bool = False) -> float:
    """Return the memory in MiB that a process holds, or its peak; NaN where it is gone; on macOS never the peak."""
    if _status(process_id).is_file():
        return _told(_status(process_id), _PEAK if peak else _RESIDENT)
    asked = ("ps", "-o", "rss=", "-p", str(process_id))
    kib = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603  (our own words)
    return int(kib) / _KIB if kib else math.nan


def family(process_id: int) -> Iterator[int]:
    """Yield a process and all below it, where the system tells of them (/proc)."""
    yield process_id
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            yield from family(int(child))


def held(process_id: int) -> Held:
    """Return what a process and all below it hold."""
    processes = tuple(family(process_id))
    return Held(sum(map(_share, processes)), sum(_told(_status(one), _OWN) for one in processes))


def _share(process_id: int) -> float:
    share = _told(Path(f"/proc/{process_id}/smaps_rollup"), _SHARE)
    return resident_mib(process_id) if math.isnan(share) else share


def _status(process_id: int) -> Path:
    return Path(f"/proc/{process_id}/status")


def _told(path: Path, line: re.Pattern[str]) -> float:
    try:
        found = line.search(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return math.nan
    return int(found[1]) / _KIB if found else math.nan

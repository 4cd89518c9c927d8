"""What was measured at one size of corpus, and the tables that set sizes and methods side by side."""

import datetime
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from eval.bench import Row
from eval.errors import EvalError

OURS: Final = "our search"
_GROWTH: Final = ("1000", "100000")
_GROWTH_GOAL: Final = 6.0
_RATIO_GOAL: Final = 10.0


class _Measured(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Times(_Measured):
    """Milliseconds of single calls: how many, their mean and two percentiles."""

    n: int
    mean: float
    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Self:
        """Return the figures of at least one call."""
        p50, p95 = np.percentile(milliseconds, [50, 95])
        return cls(n=len(milliseconds), mean=float(np.mean(milliseconds)), p50=float(p50), p95=float(p95))

    def __str__(self) -> str:
        """Return them as a table shows them."""
        return f"p50 {_number(self.p50)}, p95 {_number(self.p95)} (n = {self.n})"


class Probe(_Measured):
    """What one way to search did in a process of its own: seconds until it was ready, times, MiB at the end.

    ``asks`` are whole answers, which only ours gives.
    """

    ready_seconds: float
    searches: Times
    memory_mib: float
    asks: Times | None = None


class Peer(_Measured):
    """Another way to search the same chunks; ``trouble`` says why there is no probe."""

    method: str
    probe: Probe | None
    trouble: str = ""


class Ingest(_Measured):
    """Ingesting from nothing: seconds, seconds of processor time, MiB of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


class Served(_Measured):
    """A server of two processes: seconds until it served, answers a second, errors, MiB of all of it at the end."""

    start_seconds: float
    answers_a_second: float
    errors: int
    memory_mib: float


class SizeFigures(_Measured):
    """All that was measured at one size; ``ingest`` is None where the index stood there already."""

    name: str
    measured: datetime.date
    plans: int
    chunks: int
    sentences: int
    characters: int
    index_mib: float
    ingest: Ingest | None
    cold_seconds: float
    ours: Probe
    served: Served
    peers: tuple[Peer, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the figures in a file; raises EvalError where it holds none."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise EvalError(f"{path}: no figures of a size ({error}); run `python -m eval.sizes`") from error


def read_sizes(folder: Path) -> list[SizeFigures]:
    """Return the figures of every size in a folder, the smallest first."""
    return sorted((SizeFigures.read(path) for path in folder.glob("*.json")), key=lambda one: one.chunks)


def size_rows(sizes: Sequence[SizeFigures]) -> Iterator[Row]:
    """Yield a table's head, a column a size, and a row a figure."""
    yield "figure", *(f"{one.chunks:,} chunks" for one in sizes)
    yield "plans", *(f"{one.plans}" for one in sizes)
    yield "sentences", *(f"{one.sentences:,}" for one in sizes)
    yield "ingest from nothing", *(f"{one.ingest.seconds:.1f} s" if one.ingest else "stood there" for one in sizes)
    yield "of it processor time", *(f"{one.ingest.cpu_seconds:.1f} s" if one.ingest else "–" for one in sizes)
    yield "its largest process", *(f"{one.ingest.peak_mib:.0f} MiB" if one.ingest else "–" for one in sizes)
    yield "index on disk", *(f"{one.index_mib:.1f} MiB" for one in sizes)
    yield "cold `assistant search`", *(f"{one.cold_seconds:.2f} s" for one in sizes)
    yield "open and warm, in process", *(f"{one.ours.ready_seconds:.2f} s" for one in sizes)
    yield "`search`, ms", *(str(one.ours.searches) for one in sizes)
    yield "`ask`, ms", *(str(one.ours.asks) for one in sizes)
    yield "memory of that process", *(f"{one.ours.memory_mib:.0f} MiB" for one in sizes)
    yield "server of 2 processes, start", *(f"{one.served.start_seconds:.1f} s" for one in sizes)
    yield "its answers a second", *(f"{one.served.answers_a_second:.1f}" for one in sizes)
    yield "its errors", *(f"{one.served.errors}" for one in sizes)
    yield "its memory", *(f"{one.served.memory_mib:.0f} MiB" for one in sizes)
    yield "measured", *(f"{one.measured}" for one in sizes)


def peer_rows(sizes: Sequence[SizeFigures]) -> Iterator[Row]:
    """Yield a table's head and a row a method and size: its p50 by ours is how many times as long it takes."""
    yield "chunks", "method", "search, ms", "by ours", "ready after", "memory"
    for size in sizes:
        ours = size.ours
        yield (
            f"{size.chunks:,}", OURS, str(ours.searches), "1.0", f"{ours.ready_seconds:.1f} s",
            f"{ours.memory_mib:.0f} MiB",
        )  # fmt: skip
        for peer in size.peers:
            found = peer.probe
            figures = (
                (str(found.searches), f"{found.searches.p50 / ours.searches.p50:.1f}", f"{found.ready_seconds:.1f} s",
                 f"{found.memory_mib:.0f} MiB") if found else (peer.trouble, "–", "–", "–")
            )  # fmt: skip
            yield f"{size.chunks:,}", peer.method, *figures


def goal_rows(sizes: Sequence[SizeFigures]) -> Iterator[Row]:
    """Yield a table's head and what the project promises of sizes; NaN where a size was not measured."""
    by_name = {one.name: one for one in sizes}
    small, large = (by_name[name].ours.searches.p50 if name in by_name else math.nan for name in _GROWTH)
    yield "goal", "value", "aim"
    yield "search p50 at 100,000 chunks by that at 1,000", f"{large / small:.2f}", f"under {_GROWTH_GOAL:g}"
    largest = by_name.get(_GROWTH[1])
    for peer in largest.peers if largest else ():
        if peer.method.startswith("Haystack") and peer.probe:
            ratio = peer.probe.searches.p50 / large
            yield f"{peer.method} at 100,000 chunks by ours", f"{ratio:.1f}", f"over {_RATIO_GOAL:g}"


def _number(milliseconds: float) -> str:
    return f"{milliseconds:.1f}" if milliseconds < 100 else f"{milliseconds:,.0f}"  # noqa: PLR2004  (three digits)

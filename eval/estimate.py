"""What the plans of every municipality in Japan would take, reckoned from what ``eval.sizes`` measured.

``python -m eval.estimate`` writes ``var/bench/<date>-estimate.md``. With c chunks in all, and (c1, y1), (c2, y2) the
smallest and the largest fictional size that was measured:

- plans = municipalities x plans of each; c = plans x chunks of a plan;
- disk, memory of a process, seconds of a search: the line through both points, y2 + (c - c2) (y2 - y1) / (c2 - c1);
- processor time of an ingest: seconds a chunk at the largest size that was ingested, times c;
- parts = the larger of: memory / (share x memory of a machine), and c / the chunks at which the line of search reaches
  the longest time allowed; each rounded up. A part is an index of its own on a machine of its own;
- answers a second of a machine: its cores x the rate of one core at the largest size, slowed as the mean answer is by
  the line from that size to the size of a part.

Everything beyond the largest measured size is extrapolated, and says so.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from eval.bench import Row, run_tool, table, write_result
from eval.errors import EvalError
from eval.size_figures import SizeFigures, read_sizes

_FOLDER: Final = Path("var/bench")
_MUNICIPALITIES: Final = 1_741
_PREFECTURES: Final = 47
_USABLE: Final = 0.7  # of a machine's memory; the rest is the system's, and the file cache's
_MEASURED_CORES: Final = 2
_KILO: Final = 1_024
_Plans = Annotated[float, typer.Option(min=1, help="Plans of one municipality.")]
_Chunks = Annotated[int, typer.Option(min=1, help="Chunks of one plan.")]
_Memory = Annotated[float, typer.Option(min=1, help="GiB of memory of a machine.")]
_Cores = Annotated[int, typer.Option(min=1, help="Cores of a machine.")]
_Search = Annotated[float, typer.Option(min=1, help="Longest median search, in milliseconds.")]


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine: GiB of memory, cores, and the longest median search (ms) that is put up with."""

    memory_gib: float
    cores: int
    search_ms: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What so many chunks take in all, and in how many parts, each a machine of its own."""

    chunks: float
    disk_gib: float
    memory_gib: float
    ingest_hours: float
    parts: int
    search_ms: float
    answers_a_second: float


def estimate_of(sizes: Sequence[SizeFigures], chunks: float, machine: Machine) -> Estimate:
    """Return the estimate for so many chunks.

    Raises:
        EvalError: fewer than two fictional sizes were measured, or none of them was ingested.

    """
    measured = [size for size in sizes if size.name.isdecimal()]
    ingested = [(size, size.ingest) for size in measured if size.ingest]
    if len(measured) < 2 or not ingested:  # noqa: PLR2004  (a line takes two points)
        raise EvalError("too few sizes were measured; run `python -m eval.sizes`")
    memory, search = (
        _line(measured, lambda one: one.ours.memory_mib),
        _line(measured, lambda one: one.ours.searches.p50),
    )
    fitting = _reaches(memory, _USABLE * machine.memory_gib * _KILO), _reaches(search, machine.search_ms)
    parts = math.ceil(chunks / min(fitting))
    last, ingest = ingested[-1]
    rate = measured[-1].served.answers_a_second / _MEASURED_CORES
    asks = _line(measured, lambda one: one.ours.asks.mean if one.ours.asks else math.nan)
    return Estimate(
        chunks=chunks,
        disk_gib=parts * _line(measured, lambda one: one.index_mib)(chunks / parts) / _KILO,
        memory_gib=parts * memory(chunks / parts) / _KILO,
        ingest_hours=chunks * ingest.cpu_seconds / last.chunks / 3_600,
        parts=parts,
        search_ms=search(chunks / parts),
        answers_a_second=machine.cores * rate * asks(measured[-1].chunks) / asks(chunks / parts),
    )


def _line(sizes: Sequence[SizeFigures], value: Callable[[SizeFigures], float]) -> Callable[[float], float]:
    """Return the line through the smallest and the largest size."""
    one, two = sizes[0], sizes[-1]
    rise = (value(two) - value(one)) / (two.chunks - one.chunks)
    return lambda chunks: value(two) + (chunks - two.chunks) * rise


def _reaches(line: Callable[[float], float], most: float) -> float:
    """Return at how many chunks a line reaches a value; without end where it does not rise."""
    rise = line(1) - line(0)
    if line(0) >= most:
        raise EvalError(f"not even an empty index keeps within {most:g}; allow more memory or a longer search")
    return (most - line(0)) / rise if rise > 0 else math.inf


def rows(estimates: Sequence[tuple[str, Estimate]]) -> Iterator[Row]:
    """Yield a table's head, a column an estimate, and a row a figure."""
    found = [one for _, one in estimates]
    yield "figure", *(name for name, _ in estimates)
    yield "chunks", *(f"{one.chunks:,.0f}" for one in found)
    yield "index on disk", *(f"{one.disk_gib:,.0f} GiB" for one in found)
    yield "memory, one process a part", *(f"{one.memory_gib:,.0f} GiB" for one in found)
    yield "processor time of an ingest", *(f"{one.ingest_hours:,.1f} h" for one in found)
    yield "machines, a part each", *(f"{one.parts:,}" for one in found)
    yield "search in a part, p50", *(f"{one.search_ms:,.0f} ms" for one in found)
    yield "answers a second of a machine", *(f"{one.answers_a_second:,.1f}" for one in found)


def estimate(
    plans: _Plans = 20,
    chunks: _Chunks = 250,
    memory: _Memory = 16,
    cores: _Cores = 4,
    search: _Search = 100,
) -> None:
    """Reckon with plans as long as the fictional ones (or as given) and as the bundled ones, and write the table."""
    sizes = read_sizes(_FOLDER / "sizes")
    machine = Machine(memory, cores, search)
    count = _MUNICIPALITIES * plans
    lengths = {f"{chunks} chunks a plan": float(chunks)}
    lengths |= {
        f"{size.chunks / size.plans:.0f}, as bundled": size.chunks / size.plans
        for size in sizes
        if size.name == "bundled"
    }
    found = [(name, estimate_of(sizes, count * length, machine)) for name, length in lengths.items()]
    largest = max((size.chunks for size in sizes), default=0)
    told = (
        f"{_MUNICIPALITIES:,} municipalities with {plans:g} plans each, machines of {memory:g} GiB and {cores} cores,"
        f" searches of at most {search:g} ms. Beyond {largest:,} chunks in a part nothing was measured."
        f" An index for each of the {_PREFECTURES} prefectures would hold {count * chunks / _PREFECTURES:,.0f} chunks"
        f" on the average."
    )
    write_result(_FOLDER, "Every municipality in Japan, reckoned", [*table(*rows(found)), "", told], name="estimate")


if __name__ == "__main__":
    run_tool(estimate)

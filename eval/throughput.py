"""Answers a second over HTTP, as many as come: each thread asks again as soon as it has its answer.

``python -m eval.throughput`` (``make bench``) writes ``var/bench/<date>-throughput.md``. The threads run on the same
cores as the server; exit 1 where an answer was wrong or lost.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from assistant.commands.options import IndexOption, load_settings
from eval.bench import Row, run_tool, serving, table, write_result
from eval.soak import Soak, soak_server

_WORKERS: Final = (1, 2)
_GOALS: Final = {2: "60"}
_Seconds = Annotated[float, typer.Option(min=1, max=3_600, help="For how long with each number of processes.")]
_Threads = Annotated[int, typer.Option(min=1, max=64, help="How many ask at a time.")]


def rows(runs: Sequence[tuple[int, Soak]], threads: int) -> Iterator[Row]:
    """Yield a table's head and a row a run, each with the number of processes it was answered by."""
    yield "processes", "threads that ask", "answers a second", "goal", "milliseconds", "citations", "errors", "MiB"
    for workers, run in runs:
        p50, p95 = np.percentile([1_000 * one.seconds for one in run.asked], [50, 95])
        yield (
            str(workers), str(threads), f"{len(run.asked) / run.seconds:.1f} (n = {len(run.asked)})",
            _GOALS.get(workers, "–"), f"p50 {p50:.0f}, p95 {p95:.0f}", str(sum(one.citations for one in run.asked)),
            str(run.faults.total()), f"{run.memory[-1]:.0f}",
        )  # fmt: skip


def throughput(
    seconds: _Seconds = 30, threads: _Threads = 16, index: IndexOption = None, output: Path = Path("var/bench")
) -> None:
    """Ask the development questions of one process, then of two, write the figures, and exit 1 where one was wrong."""
    output.mkdir(parents=True, exist_ok=True)
    place, runs = load_settings(index).index, []
    for workers in _WORKERS:
        with serving(place, workers=workers, log=output / "server.log") as (address, process_id):
            runs.append((workers, soak_server(address, process_id, threads, seconds)))
    faults = [f"- {count} x {fault}" for _, run in runs for fault, count in run.faults.most_common()]
    write_result(output, "Answers a second over HTTP", [*table(*rows(runs, threads)), *faults], name="throughput")
    if faults:
        raise typer.Exit(1)


if __name__ == "__main__":
    run_tool(throughput)

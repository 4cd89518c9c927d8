"""Search, answers, ingest, memory and start-up from a thousand chunks to a hundred thousand, beside other libraries.

``python -m eval.sizes`` (``make bench``) writes ``var/bench/sizes/<size>.json`` and, of all sizes measured so far,
``var/bench/<date>-sizes.md``. The largest size takes the index that ``make scale`` made and is left out without it.
"""

import datetime
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from pydantic import TypeAdapter, ValidationError

from assistant.assembly import Assistant
from assistant.batch import AskRow
from assistant.commands.options import load_settings
from assistant.settings import BUNDLED
from corpus.access import Access
from corpus.ingest import find_plan_folders
from eval.bench import question_rows, run_tool, seconds_of, serving, table, write_result
from eval.errors import EvalError
from eval.growth_chart import write_growth_chart
from eval.scale_plans import questions, scale_settings, write_plans
from eval.size_figures import (
    OURS,
    Ingest,
    Peer,
    Probe,
    Served,
    SizeFigures,
    goal_rows,
    peer_rows,
    read_sizes,
    size_rows,
)
from eval.size_probe import PEERS
from eval.soak import soak_server
from index.plans import PlanRecord

_FOLDER: Final = Path("var/bench")
_LARGEST: Final = Path("var/scale")  # where `make scale` leaves plans and index
_BUNDLED: Final = "bundled"
_ALL: Final = ("1000", _BUNDLED, "10000", "100000")
_SEED: Final = 1
_THREADS: Final = 8
_COLD_RUNS: Final = 3
_PEER_SECONDS: Final = 300  # for a library to take the chunks in
_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}  # as the command line sets it
_ROWS: Final = TypeAdapter(list[AskRow])
_Sizes = Annotated[list[str] | None, typer.Option("--size", help="1000, bundled, 10000 or 100000; default: all.")]
_Seconds = Annotated[float, typer.Option(min=1, help="Seconds of asking over HTTP, and for each library's questions.")]
_Count = Annotated[int, typer.Option(min=3, help="How many questions are timed.")]
_Peers = Annotated[bool, typer.Option(help="Measure the other libraries too.")]
_Chart = Annotated[Path | None, typer.Option(help="Where the chart of growth goes (SVG).")]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A size to measure: its plans, its index, and questions to it; ``made`` where the index is made for it."""

    name: str
    plans: Path
    index: Path
    rows: tuple[AskRow, ...]
    made: bool = True


def corpus_of(name: str, folder: Path, count: int) -> Corpus:
    """Return a size, its plans written where they are fictional; raises EvalError where there is no such size."""
    if name == _BUNDLED:
        ids = {path.name for path in find_plan_folders([BUNDLED])}
        return Corpus(name, BUNDLED, folder / "index-bundled", tuple(question_rows(ids)[:count]))
    asked = tuple(AskRow(question=text) for text in questions(count, _SEED, scale_settings()))
    if name == _ALL[-1]:
        return Corpus(name, _LARGEST / "plans", _LARGEST / "index", asked, made=False)
    if not name.isdecimal():
        raise EvalError(f"--size {name}: one of {', '.join(_ALL)}")
    plans = folder / f"plans-{name}"
    shutil.rmtree(plans, ignore_errors=True)
    write_plans(plans, int(name), _SEED, scale_settings())
    return Corpus(name, plans, folder / f"index-{name}", asked)


def measure(corpus: Corpus, methods: Sequence[str], seconds: float) -> SizeFigures:
    """Return the figures of a size; the index is made anew unless it is the largest's."""
    made = ingest(corpus) if corpus.made else None
    plans = _content(corpus.index)
    ours = probe(OURS, corpus, seconds)
    return SizeFigures(
        name=corpus.name,
        measured=datetime.datetime.now().astimezone().date(),
        plans=len(plans),
        chunks=sum(plan.chunks for plan in plans),
        sentences=sum(plan.sentences for plan in plans),
        characters=sum(plan.characters for plan in plans),
        index_mib=sum(path.stat().st_size for path in _files(corpus.index)) / 2**20,
        ingest=made,
        cold_seconds=float(np.median([seconds_of(partial(_search, corpus)) for _ in range(_COLD_RUNS)])),
        ours=ours,
        served=serve(corpus, seconds),
        peers=tuple(peer(method, corpus, seconds) for method in methods),
    )


def ingest(corpus: Corpus) -> Ingest:
    """Return what making the index anew takes; raises EvalError where it fails."""
    shutil.rmtree(corpus.index, ignore_errors=True)
    command = (sys.executable, "-m", "assistant", "ingest", str(corpus.plans), "--index", str(corpus.index))
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603  (our own command)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise EvalError(f"`assistant ingest {corpus.plans}` failed; the line above says why")
    unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, KiB elsewhere
    return Ingest(
        seconds=time.perf_counter() - begun, cpu_seconds=used.ru_utime + used.ru_stime, peak_mib=used.ru_maxrss / unit
    )


def probe(method: str, corpus: Corpus, seconds: float, patience: float | None = None) -> Probe:
    """Return the figures of a method in a process of its own; raises EvalError, and TimeoutExpired after a patience."""
    command = (sys.executable, "-m", "eval.size_probe", method, str(corpus.index), "--limit", str(seconds))
    done = subprocess.run(  # noqa: S603  (our own command)
        command, input=_ROWS.dump_json(list(corpus.rows)), capture_output=True, check=False, timeout=patience,
        env=os.environ | _ONE_THREAD,
    )  # fmt: skip
    try:
        return Probe.model_validate_json(done.stdout.strip().rpartition(b"\n")[2])
    except ValidationError as error:
        told = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise EvalError(f"{method} over {corpus.index}: {told or 'no figures'}") from error


def peer(method: str, corpus: Corpus, seconds: float) -> Peer:
    """Return another library's figures, or why there are none."""
    patience = _PEER_SECONDS + seconds
    try:
        return Peer(method=method, probe=probe(method, corpus, seconds, patience))
    except subprocess.TimeoutExpired:
        return Peer(method=method, probe=None, trouble=f"not done in {patience:.0f} s")
    except EvalError as error:
        return Peer(method=method, probe=None, trouble=str(error))


def serve(corpus: Corpus, seconds: float) -> Served:
    """Return what a server of two processes does when asked without a pause."""
    log = _FOLDER / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    with serving(corpus.index, workers=2, log=log) as (address, process_id):
        start = time.perf_counter() - begun
        run = soak_server(address, process_id, _THREADS, seconds, corpus.rows)
    return Served(
        start_seconds=start,
        answers_a_second=len(run.asked) / run.seconds,
        errors=run.faults.total(),
        memory_mib=run.memory[-1],
    )


def _content(index: Path) -> Sequence[PlanRecord]:
    reader = Assistant.open(load_settings(str(index))).index
    try:
        return reader.plans(access=Access.STAFF)
    finally:
        reader.close()


def _search(corpus: Corpus) -> None:
    command = (sys.executable, "-m", "assistant", "search", corpus.rows[0].question, "--index", str(corpus.index))
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603  (our own command)
        raise EvalError(f"`assistant search` of {corpus.index} failed; the line above says why")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def sizes(
    size: _Sizes = None,
    seconds: _Seconds = 20,
    count: _Count = 200,
    peers: _Peers = True,  # noqa: FBT002  (typer's way to write a flag)
    chart: _Chart = None,
) -> None:
    """Measure these sizes one after the other and write the tables of all that were measured so far."""
    kept = _FOLDER / "sizes"
    kept.mkdir(parents=True, exist_ok=True)
    for name in size or _ALL:
        corpus = corpus_of(name, _FOLDER, count)
        if not corpus.made and not corpus.index.is_dir():
            typer.echo(f"{name} chunks are left out: `make scale` makes their index", err=True)
            continue
        found = measure(corpus, tuple(PEERS) if peers else (), seconds)
        (kept / f"{name}.json").write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    measured = read_sizes(kept)
    lines = [*table(*size_rows(measured)), "", *table(*peer_rows(measured)), "", *table(*goal_rows(measured))]
    write_result(_FOLDER, "From a thousand chunks to a hundred thousand", lines, name="sizes")
    if chart:
        write_growth_chart(chart, measured)


if __name__ == "__main__":
    run_tool(sizes)

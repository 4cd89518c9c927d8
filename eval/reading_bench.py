"""How fast plans are read from each format, and how much memory the ingest of a large corpus takes.

``python -m eval.reading_bench`` (``make bench``) writes ``var/bench/reading/<date>.md``: each figure with its n.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from assistant.settings import BUNDLED
from corpus.ingest import find_plan_folders, read_plan
from corpus.plan import Plan
from corpus.readers.registry import reader_for
from corpus.readers.source import SourceText
from eval.bench import HEAD, Row, run_tool, seconds_of, table, write_result
from eval.errors import EvalError
from eval.reading_files import Part, chromium, parts_of, to_docx, to_html, to_pdf, to_xlsx

_FOLDER = Path("var/bench/reading")
_RUNS = 3
_PLAIN_PAGES = 120  # at least; a hundred is the size of a thick plan
_CORPUS_PAGES = 2_000
_MEGABYTE = 1_000_000
_SIZE = 1_000_000  # letters of text in the web page: what is smaller is mostly start-up


@dataclass(frozen=True, slots=True)
class Corpus:
    """The plans to write files from, as parts without and with tables."""

    plain: list[Part]
    ruled: list[Part]


def corpus_of(plans: Sequence[Plan]) -> Corpus:
    """Return the parts of the plans, one after the other."""
    return Corpus(
        [part for plan in plans for part in parts_of(plan, tables=False)],
        [part for plan in plans for part in parts_of(plan, tables=True)],
    )


def repeated(parts: Sequence[Part], letters: int) -> list[Part]:
    """Return the parts again and again until their text has so many letters."""
    length = sum(len(part.text) + sum(map(len, sum(part.rows, ()))) for part in parts)
    return [*parts] * max(1, -(-letters // max(1, length)))


def read(data: bytes, suffix: str) -> SourceText:
    """Return the text of a file; raises EvalError where no reader reads its kind."""
    reader = reader_for(suffix)
    if reader is None:
        raise EvalError(f"no reader for {suffix}; register it in corpus/readers/registry.py")
    return reader(data, f"plan{suffix}")


def cpu_seconds_of(call: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that a call takes: readers use one core and wait for nothing."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def text_row(plans: Path, runs: int) -> Row:
    """Return the chunks that are made in a second of CPU time of the plans as they are; once before, unmeasured."""
    folders = find_plan_folders([plans])
    chunks = sum(len(read_plan(folder).chunks) for folder in folders)
    rates = [chunks / cpu_seconds_of(lambda: [read_plan(folder) for folder in folders]) for _ in range(runs)]
    return "parse and chunk text", _spread(rates, "chunks/s of CPU"), f"{runs} times {chunks} chunks", "`read_plan`"


def pages_row(figure: str, data: bytes, runs: int) -> Row:
    """Return the pages that are read in a second of CPU time."""
    pages = len(read(data, ".pdf").pages or ()) + 1
    rates = [pages / cpu_seconds_of(lambda: read(data, ".pdf")) for _ in range(runs)]
    return figure, _spread(rates, "pages/s of CPU"), f"{runs} times {pages} pages", "in process: the reader of `.pdf`"


def bytes_row(suffix: str, data: bytes, runs: int) -> Row:
    """Return the megabytes of a file that are read in a second of CPU time, and those of the text that they give."""
    text = len(read(data, suffix).text.encode())
    seconds = float(np.median([cpu_seconds_of(lambda: read(data, suffix)) for _ in range(runs)]))
    value = f"median {len(data) / _MEGABYTE / seconds:.3g} MB/s of file, {text / _MEGABYTE / seconds:.3g} MB/s of text"
    size = f"{runs} times {len(data) / _MEGABYTE:.2f} MB"
    return f"read {suffix}", value, size, f"in process: the reader of `{suffix}`"


def ingest_row(data: bytes, pages: int, place: Path) -> Row:
    """Return seconds and peak memory of one ingest of copies of a PDF, each a plan, with so many pages in all.

    Raises EvalError where the ingest fails.
    """
    each = len(read(data, ".pdf").pages or ()) + 1
    copies = -(-pages // each)
    write_copies(data, copies, place / "plans")
    seconds, mebibytes = _ingest(place)
    return (
        "ingest of a large corpus",
        f"{seconds:.0f} s ({copies * each / seconds:.3g} pages/s), peak {mebibytes:.0f} MiB",
        f"1 ingest, {copies} plans, {copies * each} pages",
        "`assistant ingest`",
    )


def write_copies(data: bytes, copies: int, place: Path) -> None:
    """Write plan folders with the same PDF under different ids; what was there goes."""
    shutil.rmtree(place, ignore_errors=True)
    for number in range(1, copies + 1):
        folder = place / f"plan-{number:03}"
        folder.mkdir(parents=True)
        head = f'id = "plan-{number:03}"\ntitle = "計画{number}"\ncity = "第{number}市"\n'
        (folder / "plan.toml").write_text(head + 'language = "ja"\naccess = "public"\n', encoding="utf-8")
        (folder / "plan.pdf").write_bytes(data)


def _ingest(place: Path) -> tuple[float, float]:
    index = place / "index"
    shutil.rmtree(index, ignore_errors=True)
    command = (sys.executable, "-m", "assistant", "ingest", str(place / "plans"), "--index", str(index))
    usage: list[float] = []

    def run() -> None:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise EvalError("`assistant ingest` failed; the line above says why")
        usage.append(used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))

    seconds = seconds_of(run)
    return seconds, usage[0]


def _spread(values: Sequence[float], unit: str) -> str:
    low, median, high = np.percentile(values, [0, 50, 100])
    return f"min {low:.3g}, median {median:.3g}, max {high:.3g} {unit}"


def measure(plans: Path, place: Path, runs: int, pages: int) -> Iterator[Row]:
    """Yield every figure; ``pages`` is the size of the large corpus."""
    yield text_row(plans, runs)
    corpus = corpus_of([read_plan(folder) for folder in find_plan_folders([plans])])
    large = repeated(corpus.ruled, _SIZE)
    yield bytes_row(".html", to_html(large), runs)
    part = repeated(corpus.ruled, _SIZE // 4)
    yield bytes_row(".docx", to_docx(part), runs)
    yield bytes_row(".xlsx", to_xlsx(part), runs)
    if chromium() is None:
        yield "read .pdf", "not measured: no Chromium to print with", "0", ""
        return
    plain = to_pdf(repeated(corpus.plain, _PLAIN_PAGES * 1_000))
    yield pages_row("read .pdf, pages of text", plain, runs)
    yield pages_row("read .pdf, text and ruled tables", to_pdf(corpus.ruled), runs)
    yield ingest_row(plain, pages, place)


def reading_bench(
    plans: Annotated[Path, typer.Argument(help="Plan folders to write the files from.")] = BUNDLED,
    pages: Annotated[int, typer.Option(help="Pages of the large corpus.")] = _CORPUS_PAGES,
) -> None:
    """Measure reading and write the figures."""
    rows = measure(Path(os.path.relpath(plans)), _FOLDER, _RUNS, pages)
    write_result(_FOLDER, "Reading", table(HEAD, *rows))


if __name__ == "__main__":
    run_tool(reading_bench)

"""How long the assistant takes on the bundled corpus, and how much memory a server of it holds.

``python -m eval.bench`` (``make bench``) writes ``var/bench/<date>.md``: each figure with its n and its command.
"""

import datetime
import os
import platform
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np
import typer

from assistant.assembly import Assistant
from assistant.batch import AskRow
from assistant.commands.options import load_settings
from assistant.errors import AssistantError
from assistant.settings import BUNDLED
from corpus.access import Access
from corpus.errors import CorpusError
from corpus.ingest import find_plan_folders, read_plan
from eval.cases import FollowUpCase, bundled_cases
from eval.errors import EvalError
from eval.memory import family, resident_mib
from index.errors import IndexFault
from index.place import Place, spelled

_START = 120  # seconds until a server says that it serves; a worker that fails is started again and again
PATIENCE = 30  # seconds for an answer over HTTP or for a server to end; more is a hang
_RUNS = 5  # odd, so that the median is one of them
_QUESTION = "佐賀市の3つの視点は？"
_ASSISTANT = (sys.executable, "-m", "assistant")
_FOLDER = Path("var/bench")
HEAD = ("figure", "value", "n", "command")
_JAPAN = ZoneInfo("Asia/Tokyo")
Row = tuple[str, ...]


def table(*rows: Row) -> list[str]:
    """Return the lines of a Markdown table, the first row its head."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]


def write_result(folder: Path, title: str, lines: Sequence[str], *, name: str = "") -> None:
    """Print the lines under a title with date and machine, and write them to ``<folder>/<date>.md``.

    With a name, to ``<date>-<name>.md``.
    """
    now = datetime.datetime.now(_JAPAN)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    made = f"{now:%Y-%m-%d %H:%M} (Japan), {machine}, by `{shlex.join(sys.orig_argv)}`."
    text = "\n".join((f"# {title}", "", made, "", *lines))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{now:%Y-%m-%d}{name and f'-{name}'}.md").write_text(text + "\n", encoding="utf-8")
    typer.echo(text)


def run_tool(tool: Callable[..., None]) -> None:
    """Run a tool's command line; an error of ours ends it with one line on stderr and status 1."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(tool)
    try:
        app()
    except (AssistantError, CorpusError, EvalError, IndexFault) as error:
        sys.exit(f"eval.{tool.__name__}: {error}")


def question_rows(plans: Collection[str]) -> list[AskRow]:
    """Return the development questions in the order of their files, without those that chose a plan not among these."""
    return [
        AskRow(
            question=case.question,
            plan_ids=case.plan_ids,
            history=case.history if isinstance(case, FollowUpCase) else (),
        )
        for case in bundled_cases()
        if set(case.plan_ids) <= set(plans)
    ]


def fetch(connection: HTTPConnection, path: str, row: AskRow | None = None) -> tuple[int, bytes]:
    """Return status and body of a path, of a POST where a question goes with it; raises OSError or HTTPException."""
    body = row.model_dump_json(exclude_none=True).encode() if row else None
    connection.request("POST" if row else "GET", path, body, {"Content-Type": "application/json"} if row else {})
    response = connection.getresponse()
    return response.status, response.read()


@contextmanager
def serving(
    index: Place, *, workers: int = 1, log: Path | None = None, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, int]]:
    """Give the address (host:port) and the process id of a server of this index; raises EvalError where none starts.

    What it stores goes to a database of its own, which goes with it; its log to ``log``, by default to stderr.
    """
    command = (*_ASSISTANT, "serve", "--host", "127.0.0.1", "--port", "0", "--workers", str(workers))
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="plan-assistant-"))
        told_to = stack.enter_context(log.open("w", encoding="utf-8")) if log else None
        server = stack.enter_context(
            subprocess.Popen(  # noqa: S603  (our own command)
                (*command, "--index", spelled(index)),
                stdout=subprocess.PIPE,
                stderr=told_to,
                text=True,
                env={**os.environ, "ASSISTANT_WEB_DB": f"{folder}/web.db", **environment},
            )
        )
        hang = Timer(_START, _end, [server])
        hang.start()
        try:
            told = server.stdout.readline() if server.stdout else ""
            hang.cancel()
            if not told.startswith("serving http://"):
                raise EvalError(f"no server of {index}; {log or 'the line above'} says why")
            yield told.removeprefix("serving http://").strip(), server.pid
        finally:
            _end(server)


def _end(server: subprocess.Popen[str]) -> None:
    """End a server and whatever it leaves of its workers."""
    processes = tuple(family(server.pid))
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(PATIENCE)
    for one in processes[1:] if server.poll() is None else ():
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    server.kill()


def seconds_of(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def process_row(figure: str, runs: int, *arguments: str, before: Callable[[], object] = tuple) -> Row:
    """Return the seconds of whole processes ``assistant <arguments>``; ``before`` runs ahead of each, unmeasured.

    Raises EvalError where a process fails.
    """
    seconds = []
    for _ in range(runs):
        before()
        seconds.append(seconds_of(partial(_run, arguments)))
    return figure, _spread(seconds, "s"), str(runs), f"`assistant {' '.join(arguments)}`"


def _run(arguments: Sequence[str]) -> None:
    if subprocess.run((*_ASSISTANT, *arguments), stdout=subprocess.DEVNULL, check=False).returncode:  # noqa: S603
        raise EvalError(f"`assistant {' '.join(arguments)}` failed; the line above says why")


def parse_row(plans: Path, runs: int) -> Row:
    """Return the chunks a second of reading plan folders into chunks, without an index; once before, unmeasured."""
    folders = find_plan_folders([plans])
    chunks = sum(len(read_plan(folder).chunks) for folder in folders)
    rates = [chunks / seconds_of(lambda: [read_plan(folder) for folder in folders]) for _ in range(runs)]
    return "parse and chunk", _spread(rates, "chunks/s"), f"{runs} times {chunks} chunks", "in process: `read_plan`"


def call_row(figure: str, calls: Sequence[Callable[[], object]], command: str) -> Row:
    """Return the milliseconds of calls, the 50th and 95th percentile; the first is made once before, unmeasured."""
    calls[0]()
    p50, p95 = np.percentile([1_000 * seconds_of(call) for call in calls], [50, 95])
    return figure, f"p50 {p50:.1f}, p95 {p95:.1f} ms", f"{len(calls)} questions", f"in process: `{command}`"


def memory_row(index: Path, rows: Sequence[AskRow]) -> Row:
    """Return the peak memory of a server asked every question once; raises EvalError for an answer that is none."""
    with serving(index) as (address, process_id):
        with closing(HTTPConnection(address, timeout=PATIENCE)) as connection:
            for row in rows:
                if (status := fetch(connection, "/api/ask", row)[0]) != HTTPStatus.OK:
                    raise EvalError(f"HTTP {status}: {row.question}; look at the server's errors above")
        peak = resident_mib(process_id, peak=True)
    return "peak resident memory", f"{peak:.0f} MiB", f"1 server, {len(rows)} questions", "`assistant serve`"


def _spread(values: Sequence[float], unit: str) -> str:
    low, median, high = np.percentile(values, [0, 50, 100])
    return f"min {low:.4g}, median {median:.4g}, max {high:.4g} {unit}"


def measure(index: Path, plans: Path, runs: int) -> Iterator[Row]:
    """Yield every figure; ``index`` is made anew from the plans and stays."""
    at = ("--index", str(index))
    clear = partial(shutil.rmtree, index, ignore_errors=True)
    yield process_row("ingest from nothing", runs, "ingest", str(plans), *at, before=clear)
    yield process_row("ingest when nothing changed", runs, "ingest", str(plans), *at)
    yield process_row("ask, cold process", runs, "ask", _QUESTION, *at)
    yield process_row("search, cold process", runs, "search", _QUESTION, *at)
    yield parse_row(plans, runs)
    assistant = Assistant.open(load_settings(index))
    rows = question_rows({plan.manifest.id for plan in assistant.index.plans(access=Access.PUBLIC)})
    asks = [partial(assistant.ask, row.to_question(access=Access.PUBLIC)) for row in rows]
    search = partial(assistant.index.search, access=Access.PUBLIC)
    yield call_row("ask", asks, "Assistant.ask")
    yield call_row("search", [partial(search, r.question, plan_ids=r.plan_ids) for r in rows], "IndexReader.search")
    yield memory_row(index, rows)


def bench() -> None:
    """Measure on the bundled corpus and write the figures."""
    rows = measure(_FOLDER / "index", Path(os.path.relpath(BUNDLED)), _RUNS)
    write_result(_FOLDER, "Time and memory on the bundled corpus", table(HEAD, *rows))


if __name__ == "__main__":
    run_tool(bench)

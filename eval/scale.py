"""How searching and ingesting hold at a hundred thousand chunks, on fictional plans.

``python -m eval.scale --chunks 100000`` (``make scale``) writes ``var/scale/<date>.md``, each figure with its goal.
"""

import resource
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer

from assistant.assembly import Assistant
from assistant.commands.options import load_settings
from corpus.access import Access
from eval.bench import PATIENCE, Row, call_row, fetch, process_row, run_tool, serving, table, write_result
from eval.errors import EvalError
from eval.memory import family, resident_mib
from eval.scale_plans import FictionalPlan, questions, scale_settings, write_plans
from index.reader import IndexReader

_FOLDER = Path("var/scale")
_HEAD = ("figure", "value", "goal", "aim", "n", "command")
_RUNS = 3  # cold processes: odd, so that the median is one of them
_Chunks = Annotated[int, typer.Option(min=1, help="About how many chunks in all.")]
_Seed = Annotated[int, typer.Option(help="Another seed gives other plans.")]
_Questions = Annotated[int, typer.Option(min=2, help="How many questions are timed for each figure.")]


def measure(folder: Path, plans: Sequence[FictionalPlan], asked: Sequence[str]) -> Iterator[Row]:
    """Yield every figure, the index of these plans made anew below ``folder``."""
    index = folder / "index"
    at = ("--index", str(index))
    clear = partial(shutil.rmtree, index, ignore_errors=True)
    yield process_row("ingest from nothing", 1, "ingest", str(folder / "plans"), *at, before=clear)
    yield "ingest, peak memory of its largest process", f"{_peak_mib():.0f} MiB", "1", "`assistant ingest`"
    yield "index size", f"{_size_mib(index):.0f} MiB", "1", f"files of `{index}`"
    yield process_row("search, cold process", _RUNS, "search", asked[0], *at)
    reader = Assistant.open(load_settings(index)).index
    yield _content_row(reader)
    yield from _search_rows(reader, plans, asked)
    yield _memory_row(index, plans, asked)


def _search_rows(reader: IndexReader, plans: Sequence[FictionalPlan], asked: Sequence[str]) -> Iterator[Row]:
    cities: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        cities[plan.city] = (*cities.get(plan.city, ()), plan.id)
    chosen = [plans[at * len(plans) // len(asked)] for at in range(len(asked))]
    scopes: dict[str, list[tuple[str, ...]]] = {
        "search, all plans": [() for _ in asked],
        "search, one plan": [(plan.id,) for plan in chosen],
        "search, a city's plans": [cities[plan.city] for plan in chosen],
    }
    for figure, scope in scopes.items():
        pairs = zip(asked, scope, strict=True)
        calls = [partial(reader.search, text, access=Access.PUBLIC, plan_ids=ids) for text, ids in pairs]
        yield call_row(figure, calls, "IndexReader.search")


def _content_row(reader: IndexReader) -> Row:
    plans = reader.plans(access=Access.STAFF)
    chunks, sentences = sum(plan.chunks for plan in plans), sum(plan.sentences for plan in plans)
    return "content", f"{len(plans)} plans, {chunks} chunks, {sentences} sentences", "1", "`IndexReader.plans`"


def _memory_row(index: Path, plans: Sequence[FictionalPlan], asked: Sequence[str]) -> Row:
    """Return the memory of a server and its children after searching for every question; raises EvalError."""
    with serving(index) as (address, process_id):
        with closing(HTTPConnection(address, timeout=PATIENCE)) as connection:
            for number, text in enumerate(asked):
                choice = {"plan": plans[number % len(plans)].id} if number % 2 else {}
                status, _ = fetch(connection, f"/api/search?{urlencode({'q': text, **choice})}")
                if status != HTTPStatus.OK:
                    raise EvalError(f"HTTP {status}: {text}; look at the server's errors above")
        held = sum(resident_mib(one) for one in family(process_id))
    return "resident memory, all processes", f"{held:.0f} MiB", f"1 server, {len(asked)} questions", "`assistant serve`"


def _peak_mib() -> float:
    """Return the most that one of the processes ended so far held; macOS counts bytes, Linux KiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1_024**2 if sys.platform == "darwin" else 1_024)


def _size_mib(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_024**2


def with_goals(rows: Iterator[Row], goals: Mapping[str, tuple[str, str]]) -> Iterator[Row]:
    """Yield the rows with goal and aim after the value, a dash where none is set."""
    for figure, value, *rest in rows:
        yield (figure, value, *goals.get(figure, ("–", "–")), *rest)


def scale(chunks: _Chunks = 100_000, seed: _Seed = 1, count: _Questions = 200) -> None:
    """Write fictional plans, ingest them with the model that is set, and measure."""
    settings = scale_settings()
    shutil.rmtree(_FOLDER / "plans", ignore_errors=True)
    plans = write_plans(_FOLDER / "plans", chunks, seed, settings)
    rows = measure(_FOLDER, plans, questions(count, seed, settings))
    write_result(
        _FOLDER, f"Search and ingest at about {chunks} chunks", table(_HEAD, *with_goals(rows, settings.goals))
    )


if __name__ == "__main__":
    run_tool(scale)

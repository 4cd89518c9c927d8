"""``assistant eval gate``: what a change must hold."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import GivenIndex, IndexOption, load_settings
from eval.asking import ask_cases
from eval.cases import AnyCase, bundled_cases, passage_cases
from eval.commands.figures import answer_scores
from eval.commands.options import open_assistant
from eval.errors import EvalError
from eval.gate import falls, gate_thresholds, shortfalls
from eval.paired import compare
from eval.rescoring import write_scores
from eval.runs import RunConfig, RunFolder
from eval.scored_run import read_scored_run
from eval.starting import asker_of, begin_run
from eval.tasks.passing import share_passed
from eval.tasks.search import score_search

_BaselineOption = Annotated[Path | None, typer.Option("--baseline", help="An earlier run: nothing may be worse.")]


def gate(baseline: _BaselineOption = None, index: IndexOption = None) -> None:
    """Hold the thresholds of `eval/gate.toml` on the report halves, and an earlier run; exit 1 where one is not."""
    assistant, plans = open_assistant(index)
    cases = passage_cases(bundled_cases(), plans, "report")
    if not cases:
        raise EvalError("no question is about the plans of this index; ingest corpus/documents")
    found = score_search(assistant.index, cases, "search", assistant.index.searcher.settings)
    scores = answer_scores(assistant, plans, "report")
    kinds = {kind: _report_half(kind) for kind in ("kpi", "follow_up")}
    passed = {kind: share_passed(assistant, asked) for kind, asked in kinds.items()}
    typer.echo(f"{found.line()}\n{scores.line()}")
    typer.echo("  ".join(f"{kind} passed {share:.3f} (n={len(kinds[kind])})" for kind, share in passed.items()))
    missed = list(shortfalls(found, scores, passed, gate_thresholds()))
    if baseline is not None:
        missed += falls_since(RunFolder.open(baseline), index)
    for line in missed:
        typer.echo(f"assistant: gate: {line}", err=True)
    if missed:
        raise typer.Exit(1)


def _report_half(kind: str) -> list[AnyCase]:
    return [case for case in bundled_cases() if case.kind == kind and case.half == "report"]


def falls_since(baseline: RunFolder, index: GivenIndex) -> Iterator[str]:
    """Ask the baseline's questions again, score both runs with today's measures, and yield a line for what fell."""
    cases = baseline.cases()
    config = RunConfig(
        name="gate", asked="in_process", today=baseline.config.today, top=baseline.config.top,
        index=str(load_settings(index).index),
    )  # fmt: skip
    with asker_of(config) as asker:
        run = begin_run(config, cases, asker, None)
        ask_cases(run, asker, workers=1, done=lambda _done, _total: None)
    write_scores(run)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / baseline.path.resolve().name
        shutil.copytree(baseline.path, copy)
        write_scores(RunFolder.open(copy))
        comparison = compare([read_scored_run(copy), read_scored_run(run.path)])
    typer.echo(f"{run.path}: {comparison.shared} questions against {baseline.path}")
    yield from falls(comparison)

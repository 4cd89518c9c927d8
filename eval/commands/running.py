"""``assistant eval run`` and ``questions``: asking, here or elsewhere."""

import datetime
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import GivenIndex, IndexOption, load_settings, progress_bar
from corpus.access import Access
from eval.askers import Asker, question_of
from eval.asking import ask_cases
from eval.cases import AnyCase
from eval.commands.options import AllOption, HalfOption, SetOption, chosen_half, chosen_sets
from eval.errors import EvalError, RunError
from eval.runs import TODAY, RunConfig, RunFolder, write_whole
from eval.scored_run import plans_of
from eval.selection import select_cases
from eval.starting import asker_of, begin_run
from index.place import place_of

_HTTP_WORKERS = 4  # enough to keep a small server busy without queueing behind each other

_UrlOption = Annotated[str | None, typer.Option("--base-url", help="Ask over HTTP, not in process.")]
_FolderOption = Annotated[Path | None, typer.Option("--output", help="The run's folder (default: a dated one).")]
_WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, max=64, help="Questions at a time (default: 1, over HTTP 4).")
]
_ResumeOption = Annotated[Path | None, typer.Option("--resume", help="Go on with this run.")]
_NameOption = Annotated[str, typer.Option("--name", help="What the dated folder is called.")]
_TodayOption = Annotated[
    datetime.datetime, typer.Option("--today", formats=["%Y-%m-%d"], help="The day that 昨年度 counts from.")
]
_TimeoutOption = Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for one answer over HTTP.")]
_TopOption = Annotated[int, typer.Option("--top", min=1, max=100, help="Hits kept of each question.")]
_TODAY = datetime.datetime.combine(TODAY, datetime.time())


def run(
    every: AllOption = False, sets: SetOption = None, half: HalfOption = None, base_url: _UrlOption = None,
    output: _FolderOption = None, workers: _WorkersOption = None, resume: _ResumeOption = None,
    index: IndexOption = None, name: _NameOption = "", today: _TodayOption = _TODAY, timeout: _TimeoutOption = 60,
    top: _TopOption = 10,
) -> None:  # fmt: skip
    """Ask every question and write a run folder, whose path is printed; `eval score` and `eval report` go on there."""
    if resume is not None:
        if every or sets or half or base_url or output or name:
            raise typer.BadParameter("--resume takes only --workers and --index: the run says all else itself")
        _go_on(RunFolder.open(resume), workers, index)
        return
    chosen = chosen_sets(sets, every=every)
    config = RunConfig(
        name=name or "-".join([*(Path(one).stem for one in chosen or ("all",)), *([half] if half else [])]),
        asked="http" if base_url else "in_process",
        sets=chosen,
        half=chosen_half(half),
        base_url=base_url,
        index=None if base_url else str(load_settings(index).index),
        today=today.date(),
        top=top,
        workers=workers or (_HTTP_WORKERS if base_url else 1),
        timeout_seconds=timeout,
    )
    _begin(config, select_cases(chosen, config.half), output)


def questions(
    output: Annotated[Path, typer.Option("--output", help="Where the rows go.")],
    every: AllOption = False, sets: SetOption = None, half: HalfOption = None, today: _TodayOption = _TODAY,
) -> None:  # fmt: skip
    """Write the questions as batch input rows of `docs/contract.md`, for another program to answer."""
    cases = select_cases(chosen_sets(sets, every=every), chosen_half(half))
    write_whole(output, "\n".join(json.dumps(_batch_row(case, today.date()), ensure_ascii=False) for case in cases))
    typer.echo(f"{output}: {len(cases)} questions")


def _batch_row(case: AnyCase, today: datetime.date) -> dict[str, object]:
    question = question_of(case, today)
    row: dict[str, object] = {"id": case.id, "question": question.text, "plan_ids": question.plan_ids}
    row |= {"history": question.history, "access": question.access.value, "language": question.language}
    return row | {"today": today.isoformat()}


def _begin(config: RunConfig, cases: Sequence[AnyCase], output: Path | None) -> None:
    with asker_of(config) as asker:
        folder = begin_run(config, cases, asker, output)
        typer.echo(folder.path)
        _warn_of_absent_plans(cases, set(folder.sources()))
        _ask(folder, asker, config.workers)


def _go_on(folder: RunFolder, workers: int | None, index: GivenIndex) -> None:
    config = folder.config.model_copy(update={"index": str(place_of(index))} if index else {})
    if config.asked == "file":
        raise RunError(f"{folder.path}: these answers came from a file; there is nothing to ask")
    with asker_of(config) as asker:
        found, wanted = asker.asked(access=Access.PUBLIC).index_id, folder.versions.index_id
        if found != wanted:
            told = f"{folder.path}: was asked of index {wanted or '-'}, that is now {found or '-'}; begin a new run"
            raise RunError(told)
        typer.echo(folder.path)
        _ask(folder, asker, workers or config.workers)


def _warn_of_absent_plans(cases: Sequence[AnyCase], present: set[str]) -> None:
    if not present:
        typer.echo("assistant: no plan texts there: citations cannot be held against them", err=True)
        return
    absent = Counter(plan_id for case in cases for plan_id in plans_of(case) if plan_id not in present)
    for plan_id, count in sorted(absent.items()):
        typer.echo(f"assistant: {count} questions rest on {plan_id}, which the assistant does not hold", err=True)


def _ask(folder: RunFolder, asker: Asker, workers: int) -> None:
    """Ask what is open and tell the errors; exit 1 where no question got an answer."""
    with progress_bar() as bar:
        task = bar.add_task("ask", total=None)
        try:
            failed = ask_cases(
                folder, asker, workers=workers, done=lambda done, total: bar.update(task, completed=done, total=total)
            )
        except KeyboardInterrupt:
            raise RunError(f"stopped; go on with: assistant eval run --resume {folder.path}") from None
    for code, count in sorted(failed.items()):
        typer.echo(f"assistant: {count} of {len(folder.cases())} questions: {code}", err=True)
    if all(row.error for row in folder.rows()):
        raise EvalError(f"{folder.path}: no question was answered; its answers.jsonl has the messages")

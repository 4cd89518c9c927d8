"""``assistant eval score``, ``report``, ``compare`` and ``judge``: what a run is worth."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import GivenIndex, IndexOption, progress_bar
from eval.adopting import adopt_answers
from eval.cases import AnyCase
from eval.commands.options import AllOption, HalfOption, SetOption, chosen_half, chosen_sets
from eval.compare import compare_runs, write_comparison
from eval.judge import judge_run, open_judge, write_judged
from eval.report import write_report
from eval.rescoring import read_scores, scored, write_scores
from eval.runs import RunConfig, RunFolder, newest_run, run_path
from eval.selection import select_cases
from eval.starting import access_of, asker_of
from eval.summary_table import printed, summary_table
from index.place import place_of

_SHOWN = 5  # ids named in a warning; the count says the rest

_RunArgument = Annotated[Path | None, typer.Argument(help="Folder of a run (default: the newest of var/eval).")]
_RunsArgument = Annotated[list[Path], typer.Argument(help="Folders of two or more runs; the first is the baseline.")]
_AnswersOption = Annotated[
    list[Path] | None,
    typer.Option("--answers", help="Batch output of another program; may be repeated (answers, hits)."),
]
_FolderOption = Annotated[Path | None, typer.Option("--output", help="Their run folder (default: a dated one).")]
_PageOption = Annotated[Path | None, typer.Option("--output", help="Also write the comparison as a page.")]


def score(
    folder: _RunArgument = None, answers: _AnswersOption = None, every: AllOption = False, sets: SetOption = None,
    half: HalfOption = None, output: _FolderOption = None, index: IndexOption = None,
) -> None:  # fmt: skip
    """Score a run again without asking, or the answers of another program; print the summary."""
    if answers:
        if folder and (every or sets or half):
            raise typer.BadParameter("give a run folder or question sets for --answers, not both")
        cases, sources = _of_folder(folder) if folder else _of_sets(chosen_sets(sets, every=every), half, index)
        run = _adopt(answers, cases, sources, output)
    elif every or sets or half or output:
        raise typer.BadParameter("--all, --set, --half and --output go with --answers")
    else:
        run = RunFolder.open(folder or newest_run())
    found = write_scores(run)
    missing = len(run.cases()) - len(run.rows())
    if missing and not answers:
        told = f"{missing} of {len(run.cases())} questions have no answer; go on with: assistant eval run --resume"
        typer.echo(f"assistant: {told} {run.path}", err=True)
    typer.echo(f"{run.path}\n{summary_table(found.questions, run.cases(), run.rows())}")


def report(folder: _RunArgument = None) -> None:
    """Write a run's report as one HTML page and print its path; a run without scores is scored first."""
    typer.echo(write_report(scored(folder or newest_run())))


def compare(folders: _RunsArgument, output: _PageOption = None) -> None:
    """Print runs side by side, each against the first; runs without scores are scored first."""
    if len(folders) < 2:  # noqa: PLR2004
        raise typer.BadParameter("compare: give two or more run folders")
    runs = [scored(folder) for folder in folders]
    typer.echo(compare_runs(runs))
    if output is not None:
        typer.echo(write_comparison(runs, output))


def judge(
    model: Annotated[str, typer.Option("--model", help="The model that judges.")],
    folder: _RunArgument = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="An OpenAI-compatible server.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Questions at a time.")] = 4,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds for one verdict.")] = 60,
) -> None:
    """Let a language model judge a run's answers, and print how far it agrees with the judge-free verdicts."""
    chat = open_judge(model=model, base_url=base_url, timeout=timeout)
    run = RunFolder.open(scored(folder or newest_run()))
    with progress_bar() as bar:
        task = bar.add_task("judge", total=None)
        found = judge_run(
            run, read_scores(run), chat, model=model, workers=workers,
            done=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    typer.echo(write_judged(run, found))
    failures = ", ".join(f"{name} {count}" for name, count in found.failures.items()) or "none"
    typer.echo(
        f"right {found.right} of {len(found.verdicts)}  agreement {printed(found.agreement)}"
        f"  Cohen's kappa {printed(found.kappa)} (n={found.compared})  failures: {failures}"
    )


def _of_folder(folder: Path) -> tuple[list[AnyCase], Mapping[str, str]]:
    run = RunFolder.open(folder)
    return run.cases(), run.sources()


def _of_sets(sets: Sequence[str], half: str | None, index: GivenIndex) -> tuple[list[AnyCase], Mapping[str, str]]:
    cases = select_cases(sets, chosen_half(half))
    config = RunConfig(name="sources", asked="in_process", index=str(place_of(index)) if index else None)
    with asker_of(config) as asker:
        return cases, asker.asked(access=access_of(cases)).sources


def _adopt(
    answers: Sequence[Path], cases: Sequence[AnyCase], sources: Mapping[str, str], output: Path | None
) -> RunFolder:
    name = answers[0].stem
    adopted = adopt_answers(
        answers, cases, sources, output or run_path(name, datetime.datetime.now().astimezone()), name
    )
    for ids, what in (
        (adopted.strange, "rows answer no question of these"),
        (adopted.missing, "questions have no row"),
    ):
        if ids:
            more = " …" if len(ids) > _SHOWN else ""
            typer.echo(f"assistant: {len(ids)} {what}: {', '.join(ids[:_SHOWN])}{more}", err=True)
    return adopted.run

"""``assistant ingest``: the index comes to hold exactly the given plans."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.commands.checking import remark
from assistant.commands.options import IndexOption, load_settings
from assistant.reader import embedder_of
from assistant.settings import Settings
from corpus.health import count_series
from corpus.ingest import find_plan_folders
from corpus.notice import Notice
from index.build import IngestReport, ingest
from index.prepared import PreparedPlan

_NOTED = 5  # notices of a plan; the report of `assistant check` has them all


def register(app: typer.Typer) -> None:
    """Add ``ingest``."""
    app.command("ingest")(ingest_plans)


def ingest_plans(
    folders: Annotated[list[Path] | None, typer.Argument(help="Plan folders, or folders of them.")] = None,
    index: IndexOption = None,
) -> None:
    """Make the index hold exactly these plans; exit 1 where a broken plan was left out."""
    settings = load_settings(index)
    found = find_plan_folders(folders or plan_places(settings))
    embedder = embedder_of(settings)
    with _progress_bar() as bar:
        task = bar.add_task("", total=len(found), pages=0)

        def show(done: int, _total: int, name: str, pages: int) -> None:
            bar.update(task, completed=done, description=name or "writing the index", pages=pages)

        report = ingest(found, settings.index, embedder, show, vectors=settings.vectors)
    _print(report)
    if report.failures:
        raise typer.Exit(1)


def plan_places(settings: Settings) -> list[Path]:
    """Return where plans are read from by default: the settings' folders, and uploads where there are any."""
    uploads = [settings.uploads] if settings.uploads.is_dir() and any(settings.uploads.glob("*/plan.toml")) else []
    return [*settings.plans, *uploads]


def _progress_bar() -> Progress:
    """Return a bar on stderr of plans, pages and time left, shown only on a terminal."""
    counts = TextColumn("{task.completed}/{task.total} plans · {task.fields[pages]} pages ·")
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), counts, TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not os.isatty(2), transient=True)


def _print(report: IngestReport) -> None:
    for prepared in report.plans:
        typer.echo(_line(prepared))
        for rejection in prepared.plan.rejections:
            typer.echo(f"  rejected: {remark(rejection)}")
        for line in _noted(prepared.plan.notices):
            typer.echo(line)
    for failure in report.failures:
        typer.echo(f"assistant: left out: {' '.join(failure.split())}", err=True)
    typer.echo(f"index {report.index_id} {'is live' if report.swapped else 'was up to date'}")


def _noted(notices: tuple[Notice, ...]) -> Iterator[str]:
    yield from (f"  noted: {remark(notice)}" for notice in notices[:_NOTED])
    if len(notices) > _NOTED:
        yield f"  noted: and {len(notices) - _NOTED} more; `assistant check --report` lists them"


def _line(prepared: PreparedPlan) -> str:
    plan = prepared.plan
    read = "unchanged" if prepared.reused else "read"
    return (
        f"{plan.manifest.id}: {len(plan.sections)} sections, {len(plan.chunks)} chunks,"
        f" {count_series(plan.kpis)} KPI series, {len(plan.rejections)} rejected ({read})"
    )

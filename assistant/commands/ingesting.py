"""``assistant ingest``: the index comes to hold exactly the given plans."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import IndexOption, load_settings, progress_bar
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import IngestReport, PreparedPlan, ingest
from index.models import load_embedder


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
    embedder = load_embedder(settings.model, settings.models)
    with progress_bar() as bar:
        task = bar.add_task("ingest", total=len(found))
        report = ingest(
            found, settings.index, embedder, lambda done, _, name: bar.update(task, completed=done, description=name)
        )
    _print(report)
    if report.failures:
        raise typer.Exit(1)


def plan_places(settings: Settings) -> list[Path]:
    """Return where plans are read from by default: the settings' folders, and uploads where there are any."""
    uploads = [settings.uploads] if settings.uploads.is_dir() and any(settings.uploads.glob("*/plan.toml")) else []
    return [*settings.plans, *uploads]


def _print(report: IngestReport) -> None:
    for prepared in report.plans:
        typer.echo(_line(prepared))
        for rejection in prepared.plan.rejections:
            typer.echo(f"  rejected: {rejection.file} {rejection.place}: {rejection.reason}")
    for failure in report.failures:
        typer.echo(f"assistant: left out: {' '.join(failure.split())}", err=True)
    typer.echo(f"index {report.index_id} {'is live' if report.swapped else 'was up to date'}")


def _line(prepared: PreparedPlan) -> str:
    plan = prepared.plan
    series = {(kpi.table, kpi.field, kpi.issue, kpi.indicator, kpi.project_id) for kpi in plan.kpis}
    read = "unchanged" if prepared.reused else "read"
    return (
        f"{plan.manifest.id}: {len(plan.sections)} sections, {len(plan.chunks)} chunks,"
        f" {len(series)} KPI series, {len(plan.rejections)} rejected ({read})"
    )

"""``assistant text`` and ``kpi``: what the index holds."""

from typing import Annotated

import typer

from assistant.commands.checking import check, open_index
from assistant.commands.options import AccessOption, IndexOption, PlanOption
from assistant.errors import AssistantError
from corpus.access import Access
from corpus.japanese.width import fold
from corpus.kpi.export import kpi_csv
from corpus.kpi.record import KpiRecord

_FormatOption = Annotated[str, typer.Option("--format", help="csv")]


def register(app: typer.Typer) -> None:
    """Add ``text``, ``check`` and the ``kpi`` commands."""
    app.command("text")(text)
    app.command("check")(check)
    kpi = typer.Typer(help="KPI values.")
    kpi.command("export")(kpi_export)
    kpi.command("show")(kpi_show)
    app.add_typer(kpi, name="kpi")


def text(
    plan: Annotated[str, typer.Argument(help="Plan id.")],
    access: AccessOption = Access.PUBLIC,
    index: IndexOption = None,
) -> None:
    """Print a plan's text, exactly."""
    found = open_index(index).text(plan, access=access)
    if found is None:
        raise AssistantError(f"plan {plan!r} is not in the index; `assistant ingest` lists the plans")
    typer.get_binary_stream("stdout").write(found.encode())


def kpi_export(
    plan: PlanOption = None, access: AccessOption = Access.PUBLIC, fmt: _FormatOption = "csv", index: IndexOption = None
) -> None:
    """Print KPI values as CSV."""
    if fmt != "csv":
        raise typer.BadParameter(f"--format: {fmt!r} is not csv")
    typer.echo(kpi_csv(open_index(index).kpis(access=access, plan_ids=plan or ())), nl=False)


def kpi_show(
    term: Annotated[str, typer.Argument(help="Part of an indicator, field, issue or project id.")],
    plan: PlanOption = None,
    year: Annotated[int | None, typer.Option("--year", help="Fiscal year, as 2024.")] = None,
    access: AccessOption = Access.PUBLIC,
    index: IndexOption = None,
) -> None:
    """Print the KPI values whose indicator, field, issue or project id contains a word."""
    records = open_index(index).kpis(access=access, plan_ids=plan or (), fiscal_year=year)
    found = [record for record in records if fold(term) in fold(_names(record))]
    for record in found:
        typer.echo(_line(record))
    if not found:
        typer.echo(f"no KPI value for {term!r}")


def _names(record: KpiRecord) -> str:
    return " ".join((record.field, record.issue, record.indicator, record.project_id))


def _line(record: KpiRecord) -> str:
    year = f"{record.fiscal_year}年度" if record.fiscal_year is not None else record.period or "-"
    sure = "" if record.certainty.value == "certain" else " (uncertain)"
    return f"{record.plan_id}\t{record.field}\t{record.indicator}\t{year}\t{record.kind.value}\t{record.raw}{sure}"

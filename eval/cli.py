"""``assistant eval``: asking, scoring, reporting, comparing, and the gate."""

import typer

from eval.commands import figures, gating, running, scoring, writing
from eval.commands.options import told


def register(app: typer.Typer) -> None:
    """Add the ``eval`` commands."""
    commands = typer.Typer(help="Question sets, runs, scores, reports and the gate (docs/evaluation.md).")
    for command in (
        running.run, scoring.score, scoring.report, scoring.compare, scoring.judge, gating.gate,
        running.questions, figures.search, figures.fusion, figures.answers, figures.evidence,
    ):  # fmt: skip
        commands.command(command.__name__)(told(command))
    commands.command("import")(told(writing.import_table))
    commands.command("draft")(told(writing.draft))
    app.add_typer(commands, name="eval")

"""``assistant eval``: figures on the development questions, and the gate."""

from typing import Annotated, Literal, cast

import typer

from assistant.assembly import Assistant
from assistant.commands.options import IndexOption, load_settings, progress_bar
from corpus.access import Access
from eval.cases import Half, bundled_cases, passage_cases, unanswerable_cases
from eval.errors import EvalError
from eval.gate import gate_thresholds, shortfalls
from eval.measures.intervals import difference_interval
from eval.tasks.answering import AnswerScores, score_answers
from eval.tasks.evidence import evidence_for, fit_evidence
from eval.tasks.search import SearchScores, methods, score_search

_HalfOption = Annotated[str, typer.Option("--half", help="tune or report.")]
_WordingOption = Annotated[str, typer.Option("--wording", help="plain, everyday, or empty for both.")]


def register(app: typer.Typer) -> None:
    """Add the ``eval`` commands."""
    commands = typer.Typer(help="Figures on the development questions.")
    commands.command("search")(search)
    commands.command("answers")(answers)
    commands.command("evidence")(evidence)
    commands.command("gate")(gate)
    app.add_typer(commands, name="eval")


def _half(name: str) -> Half:
    if name not in ("tune", "report"):
        raise typer.BadParameter(f"--half: {name!r} is neither tune nor report")
    return cast("Literal['tune', 'report']", name)


def _open(index: IndexOption) -> tuple[Assistant, set[str]]:
    assistant = Assistant.open(load_settings(index))
    return assistant, {plan.manifest.id for plan in assistant.index.plans(access=Access.PUBLIC)}


def search(half: _HalfOption = "report", wording: _WordingOption = "", index: IndexOption = None) -> None:
    """Print the retrieval figures of every fusion, each with its paired difference from the words alone."""
    assistant, plans = _open(index)
    cases = [c for c in passage_cases(bundled_cases(), plans, _half(half)) if wording in ("", c.wording)]
    baseline: SearchScores | None = None
    for name, settings in methods(assistant.index.searcher.settings).items():
        scores = score_search(assistant.index, cases, name, settings)
        baseline = baseline or scores
        low, high = difference_interval(scores.at_5, baseline.at_5)
        typer.echo(f"{scores.line()}  R@5 against words [{low:+.3f}, {high:+.3f}]")


def answers(half: _HalfOption = "report", index: IndexOption = None) -> None:
    """Print the answer figures."""
    assistant, plans = _open(index)
    typer.echo(_answers(assistant, plans, _half(half)).line())


def _answers(assistant: Assistant, plans: set[str], half: Half) -> AnswerScores:
    cases = bundled_cases()
    passages, unanswerable = passage_cases(cases, plans, half), unanswerable_cases(cases, half)
    with progress_bar() as bar:
        task = bar.add_task("ask", total=len(passages) + len(unanswerable))
        return score_answers(assistant, passages, unanswerable, lambda: bar.advance(task))


def evidence(index: IndexOption = None) -> None:
    """Fit the weights of ``assistant/steps/evidence.toml`` on the tune halves and print them."""
    assistant, plans = _open(index)
    cases = bundled_cases()
    answerable = [evidence_for(assistant, case) for case in passage_cases(cases, plans, "tune")]
    unanswerable = [evidence_for(assistant, case) for case in unanswerable_cases(cases, "tune")]
    fit = fit_evidence([one for one in answerable if one], [one for one in unanswerable if one])
    typer.echo(f"floor = {fit.floor:.4f}\nbias = {fit.bias:.4f}\nthreshold = {fit.threshold:.4f}")
    typer.echo(f"weights = {[round(weight, 4) for weight in fit.weights]}")
    typer.echo(f"held back: answerable {fit.held_back_answerable:.3f}, unanswerable {fit.held_back_unanswerable:.3f}")


def gate(index: IndexOption = None) -> None:
    """Hold the thresholds of ``eval/gate.toml`` on the report halves; exit 1 where one is not held."""
    assistant, plans = _open(index)
    cases = passage_cases(bundled_cases(), plans, "report")
    if not cases:
        raise EvalError("no question is about the plans of this index; ingest corpus/documents")
    found = score_search(assistant.index, cases, "search", assistant.index.searcher.settings)
    scores = _answers(assistant, plans, "report")
    typer.echo(f"{found.line()}\n{scores.line()}")
    missed = list(shortfalls(found, scores, gate_thresholds()))
    for line in missed:
        typer.echo(f"assistant: gate: {line}", err=True)
    if missed:
        raise typer.Exit(1)

"""``assistant eval search``, ``answers`` and ``evidence``: quick figures on the bundled questions."""

from typing import Annotated

import typer

from assistant.assembly import Assistant
from assistant.commands.options import IndexOption, progress_bar
from eval.cases import Half, bundled_cases, passage_cases, unanswerable_cases
from eval.commands.options import chosen_half, open_assistant
from eval.measures.intervals import difference_interval
from eval.tasks.answering import AnswerScores, score_answers
from eval.tasks.evidence import evidence_for, fit_evidence
from eval.tasks.search import SearchScores, methods, score_search

_HalfOption = Annotated[str, typer.Option("--half", help="tune or report.")]
_WordingOption = Annotated[str, typer.Option("--wording", help="plain, everyday, or empty for both.")]


def search(half: _HalfOption = "report", wording: _WordingOption = "", index: IndexOption = None) -> None:
    """Print the retrieval figures of every fusion, each with its paired difference from the words alone."""
    chosen = chosen_half(half)
    assistant, plans = open_assistant(index)
    cases = [c for c in passage_cases(bundled_cases(), plans, chosen) if wording in ("", c.wording)]
    baseline: SearchScores | None = None
    for name, settings in methods(assistant.index.searcher.settings).items():
        scores = score_search(assistant.index, cases, name, settings)
        baseline = baseline or scores
        low, high = difference_interval(scores.at_5, baseline.at_5)
        typer.echo(f"{scores.line()}  R@5 against words [{low:+.3f}, {high:+.3f}]")


def answers(half: _HalfOption = "report", index: IndexOption = None) -> None:
    """Print the answer figures."""
    chosen = chosen_half(half)
    assistant, plans = open_assistant(index)
    typer.echo(answer_scores(assistant, plans, chosen).line())


def answer_scores(assistant: Assistant, plans: set[str], half: Half | None) -> AnswerScores:
    """Return the answer figures on one half of the bundled questions, with a progress bar."""
    cases = bundled_cases()
    passages, unanswerable = passage_cases(cases, plans, half), unanswerable_cases(cases, half)
    with progress_bar() as bar:
        task = bar.add_task("ask", total=len(passages) + len(unanswerable))
        return score_answers(assistant, passages, unanswerable, lambda: bar.advance(task))


def evidence(index: IndexOption = None) -> None:
    """Fit the weights of ``assistant/steps/evidence.toml`` on the tune halves and print them."""
    assistant, plans = open_assistant(index)
    cases = bundled_cases()
    answerable = [evidence_for(assistant, case) for case in passage_cases(cases, plans, "tune")]
    unanswerable = [evidence_for(assistant, case) for case in unanswerable_cases(cases, "tune")]
    fit = fit_evidence([one for one in answerable if one], [one for one in unanswerable if one])
    typer.echo(f"floor = {fit.floor:.4f}\nbias = {fit.bias:.4f}\nthreshold = {fit.threshold:.4f}")
    typer.echo(f"weights = {[round(weight, 4) for weight in fit.weights]}")
    typer.echo(f"held back: answerable {fit.held_back_answerable:.3f}, unanswerable {fit.held_back_unanswerable:.3f}")

"""``assistant eval search``, ``fusion``, ``answers`` and ``evidence``: quick figures on the bundled questions."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.assembly import Assistant
from assistant.commands.options import IndexOption, progress_bar
from eval.cases import Half, bundled_cases, passage_cases, read_cases, unanswerable_cases
from eval.commands.options import chosen_half, open_assistant
from eval.measures.intervals import difference_interval
from eval.tasks.answering import AnswerScores, score_answers
from eval.tasks.evidence import Judged, fit_evidence, fitting_cases, judged
from eval.tasks.fusion import fit_fusion, judged_candidates
from eval.tasks.search import SearchScores, left_out, methods, score_search

_HalfOption = Annotated[str, typer.Option("--half", help="tune or report.")]
_IndexesOption = Annotated[
    list[Path] | None, typer.Option("--index", help="Folder of an index; may be repeated (default: ASSISTANT_INDEX).")
]
_WordingOption = Annotated[str, typer.Option("--wording", help="plain, everyday, or empty for both.")]
_FilesOption = Annotated[
    list[Path] | None,
    typer.Option("--set", help="File of questions, both halves, instead of the bundled ones; may be repeated."),
]


def search(
    half: _HalfOption = "report", wording: _WordingOption = "", files: _FilesOption = None, index: IndexOption = None
) -> None:
    """Print the retrieval figures of every fusion, each against the row above, then of each arm left out."""
    chosen = chosen_half(half)
    assistant, plans = open_assistant(index)
    asked = passage_cases(read_cases(files), plans) if files else passage_cases(bundled_cases(), plans, chosen)
    cases = [case for case in asked if wording in ("", case.wording)]
    settings = assistant.index.searcher.settings
    above: SearchScores | None = None
    for name, one in methods(settings).items():
        above = _told(score_search(assistant.index, cases, name, one), above, "the row above")
    typer.echo("each arm left out, against all as set")
    for name, one in left_out(settings).items():
        _told(score_search(assistant.index, cases, name, one), above, "as set")


def _told(scores: SearchScores, other: SearchScores | None, name: str) -> SearchScores:
    """Print a method's figures with the paired 95 % intervals against another's, and return them."""
    pairs = [] if other is None else [(scores.at_1, other.at_1), (scores.at_5, other.at_5)]
    intervals = ["[{:+.3f}, {:+.3f}]".format(*difference_interval(*pair)) for pair in pairs]
    against = f"  against {name}: R@1 {intervals[0]} R@5 {intervals[1]}" if intervals else ""
    typer.echo(scores.line() + against)
    return scores


def fusion(index: _IndexesOption = None) -> None:
    """Find the weights of `index/fusion.toml` on the tune half and `eval/fitting`, each index counting the same."""
    opened = list(map(open_assistant, index)) if index else [open_assistant(None)]
    cases = [*bundled_cases(), *fitting_cases()]
    groups = [
        list(judged_candidates(assistant.index, passage_cases(cases, plans, "tune"))) for assistant, plans in opened
    ]
    start = opened[0][0].index.searcher.settings.arms
    found = fit_fusion(groups, start, lambda line: typer.echo(line, err=True))
    for name, arm in found.items():
        typer.echo(f"[arms.{name}]\nweight = {arm.weight}\ncovered = {arm.covered}\n")


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


def evidence(index: _IndexesOption = None) -> None:
    """Fit `assistant/steps/evidence.toml` on the tune halves, over all the indexes, and print it as it stands."""
    questions: list[Judged] = []
    cases, more = bundled_cases(), fitting_cases()
    for assistant, plans in map(open_assistant, index) if index else [open_assistant(None)]:
        for chosen, counted in ((cases, True), (more, False)):
            questions += judged(assistant, passage_cases(chosen, plans, "tune"), counted=counted)
            questions += judged(assistant, unanswerable_cases(chosen, "tune", plans), counted=counted)
    fit = fit_evidence(questions)
    typer.echo("\n".join(fit.lines()))
    held = f"answerable {fit.held_back_answerable:.3f}, unanswerable {fit.held_back_unanswerable:.3f}"
    typer.echo(f"# of the questions whose evidence is weighed, held back: {held}")

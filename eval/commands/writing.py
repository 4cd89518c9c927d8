"""``assistant eval import`` and ``draft``: question sets out of tables, plans and feedback."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.options import AccessOption, IndexOption, load_settings
from corpus.access import Access
from corpus.folders import find_plan_folders
from corpus.manifest import read_manifest
from eval.cases import DATASETS
from eval.commands.options import open_assistant
from eval.drafting import propose_from_plan, write_drafts
from eval.errors import EvalError
from eval.feedback import propose_from_feedback, read_feedback
from eval.importing import import_cases
from eval.runs import write_whole


def import_table(
    table: Annotated[Path, typer.Argument(help="A table of questions: .csv or .xlsx.")],
    output: Annotated[Path, typer.Option("--output", help="The question set to write (.jsonl).")],
) -> None:
    """Make a question set of a table as officials write it; every bad row is named and then nothing is written."""
    cases = import_cases(table, _plan_ids())
    write_whole(output, "\n".join(case.model_dump_json() for case in cases))
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(Counter(case.kind for case in cases).items()))
    typer.echo(f"{output}: {len(cases)} questions ({kinds})")


def draft(
    output: Annotated[Path, typer.Option("--output", help="Where the proposed rows go (.jsonl).")],
    plan: Annotated[str | None, typer.Option("--plan", help="Propose rows from this plan.")] = None,
    feedback: Annotated[Path | None, typer.Option("--feedback", help="Propose rows from this feedback.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=1_000, help="Rows of each source of a plan.")] = 20,
    access: AccessOption = Access.PUBLIC,
    index: IndexOption = None,
) -> None:
    """Propose question rows for a person to edit; their key `draft` keeps them out of every run and of the gate."""
    if plan is None and feedback is None:
        raise typer.BadParameter("give --plan, --feedback, or both")
    if output.resolve().is_relative_to(DATASETS):
        raise EvalError(f"{output}: proposed rows do not belong into eval/datasets; edit them elsewhere first")
    rows = read_feedback(feedback) if feedback else []
    assistant, plans = open_assistant(index)
    if feedback:
        if plan is not None and plan not in plans:
            raise EvalError(f"plan {plan!r} is not in the index; `assistant ingest` lists the plans")
        found = propose_from_feedback(assistant.index, rows, [plan] if plan else [])
    else:
        found = propose_from_plan(assistant.index, plan or "", access=access, most=most)
    if not found:
        raise EvalError(f"plan {plan!r}: nothing to propose; it has no headings, glossary or KPI values with facts")
    count = write_drafts(found, "feedback" if feedback else plan or "", output)
    typer.echo(f"{output}: {count} proposed rows; edit each, then take its key draft away")


def _plan_ids() -> dict[str, str]:
    """Return plan ids by the titles and cities that stand for one plan of ``ASSISTANT_PLANS`` alone."""
    manifests = [read_manifest(folder) for folder in find_plan_folders(load_settings().plans)]
    names = [(name, manifest.id) for manifest in manifests for name in (manifest.title, manifest.city)]
    counts = Counter(name for name, _ in names)
    return {name: plan_id for name, plan_id in names if counts[name] == 1}

"""``assistant ask``: one question, or a batch."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.assembly import Assistant
from assistant.batch import AskRow, BatchRow, run_batch
from assistant.commands.options import (
    AccessOption,
    BatchOption,
    IndexOption,
    JsonOption,
    OutputOption,
    PlanOption,
    load_settings,
    progress_bar,
)  # fmt: skip
from assistant.export import answer_json
from assistant.turn import Language
from corpus.access import Access

_LanguageOption = Annotated[str, typer.Option("--language", help="ja, en or easy.")]


def register(app: typer.Typer) -> None:
    """Add ``ask``."""
    app.command("ask")(ask)


def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    plan: PlanOption = None,
    access: AccessOption = Access.PUBLIC,
    language: _LanguageOption = "ja",
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutputOption = None,
    index: IndexOption = None,
) -> None:
    """Answer a question, or every row of a batch; exit 0 whatever the answer's status."""
    chosen = _language(language)
    if (batch is None) != (output is None) or (batch is None) == (question is None):
        raise typer.BadParameter("give one question, or --batch with --output")
    assistant = Assistant.open(load_settings(index))
    plan_ids = tuple(plan or ())
    if batch is not None and output is not None:
        _ask_batch(assistant, batch, output, access, chosen, plan_ids)
        return
    row = AskRow(question=question or "", plan_ids=plan_ids)
    answer = assistant.ask(row.to_question(access=access, language=chosen))
    typer.echo(
        json.dumps(answer_json(answer), ensure_ascii=False, indent=1) if as_json else _plain(answer_json(answer))
    )


def _language(name: str) -> Language:
    match name:
        case "ja" | "en" | "easy":
            return name
    raise typer.BadParameter(f"--language: {name!r} is none of ja, en, easy")


def _ask_batch(
    assistant: Assistant, batch: Path, output: Path, access: Access, language: Language, plan_ids: tuple[str, ...]
) -> None:
    def handle(row: BatchRow) -> dict[str, Any]:
        question = row.to_question(access=row.access or access, language=language, plan_ids=plan_ids)
        return {"answer": answer_json(assistant.ask(question))}

    with progress_bar() as bar:
        task = bar.add_task("ask", total=None)
        run_batch(batch, output, handle, lambda count: bar.update(task, completed=count))


def _plain(answer: dict[str, Any]) -> str:
    """Return an answer as text, with its sources below."""
    lines = [answer["text"]]
    for citation in answer["citations"]:
        place = " > ".join([citation["plan_title"], *citation["heading"]])
        lines.append(f"[{citation['marker']}] {place} ({citation['start']}-{citation['end']})")
    return "\n".join(lines)

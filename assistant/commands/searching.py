"""``assistant search``: ranked chunks only."""

import json
from typing import Annotated, Any

import typer

from assistant.batch import BatchRow, run_batch
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
from assistant.export import hit_json
from assistant.reader import reader_of
from corpus.access import Access

_TopOption = Annotated[int, typer.Option("--top", min=1, max=100, help="How many chunks.")]


def register(app: typer.Typer) -> None:
    """Add ``search``."""
    app.command("search")(search)


def search(
    question: Annotated[str | None, typer.Argument(help="What to search for.")] = None,
    plan: PlanOption = None,
    access: AccessOption = Access.PUBLIC,
    top: _TopOption = 10,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutputOption = None,
    index: IndexOption = None,
) -> None:
    """Print the chunks nearest to a question, or to every row of a batch."""
    if (batch is None) != (output is None) or (batch is None) == (question is None):
        raise typer.BadParameter("give one question, or --batch with --output")
    settings = load_settings(index)
    reader = reader_of(settings)

    def find(text: str, level: Access, plan_ids: tuple[str, ...], count: int) -> list[dict[str, Any]]:
        return [hit_json(hit) for hit in reader.search(text, access=level, plan_ids=plan_ids, top=count)]

    def handle(row: BatchRow) -> dict[str, Any]:
        chosen = row.plan_ids or tuple(plan or ())
        return {"hits": find(row.question, row.access or access, chosen, row.top or top)}

    if batch is not None and output is not None:
        with progress_bar() as bar:
            task = bar.add_task("search", total=None)
            run_batch(batch, output, handle, lambda count: bar.update(task, completed=count))
        return
    hits = find(question or "", access, tuple(plan or ()), top)
    typer.echo(json.dumps(hits, ensure_ascii=False, indent=1) if as_json else "\n".join(map(_plain, hits)))


def _plain(hit: dict[str, Any]) -> str:
    first = " ".join(hit["text"].split())[:80]
    return f"{hit['rank']:>2} {hit['score']:7.3f} {hit['chunk_id']} {' > '.join(hit['heading'])}\n   {first}"

"""``assistant check``: whether the index is sound, and how well each plan was read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from assistant.commands.options import AccessOption, IndexOption, JsonOption, load_settings
from assistant.reader import reader_of
from corpus.access import Access
from corpus.health import FileHealth, PlanHealth, UncertainValue
from corpus.notice import Notice
from corpus.plan import Rejection
from index.reader import IndexReader

_SHOWN = 20  # lines of one kind and plan: a badly read table gives hundreds


def open_index(index: IndexOption) -> IndexReader:
    """Return the live index of the settings, or of the command line where one is given."""
    settings = load_settings(index)
    return reader_of(settings)


def check(
    report: Annotated[bool, typer.Option("--report", help="Also print how well each plan was read.")] = False,
    all_: Annotated[bool, typer.Option("--all", help=f"With --report: every line, not {_SHOWN} of a kind.")] = False,
    access: AccessOption = Access.PUBLIC,
    json_: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Open the index and verify its digests; exit 1 where something is wrong."""
    with closing(open_index(index)) as reader:
        problems = reader.problems()
        for problem in problems:
            typer.echo(f"assistant: {problem}; run `assistant ingest`", err=True)
        if problems:
            raise typer.Exit(1)
        plans = tuple(_read(reader, access)) if report else ()
        if json_:
            typer.echo(_as_json(reader, plans))
            return
        for line in (_sound(reader), *(line for plan in plans for line in report_lines(plan, all_=all_))):
            typer.echo(line)


def _read(reader: IndexReader, access: Access) -> Iterator[PlanHealth]:
    for plan in reader.plans(access=access):
        if health := reader.health(plan.manifest.id, access=access):
            yield health


def _sound(reader: IndexReader) -> str:
    manifest = reader.manifest
    return (
        f"index {manifest.index_id} is sound: {len(manifest.plans)} plans, {manifest.chunks} chunks,"
        f" {manifest.sentences} sentences, model {reader.model_id}"
    )


def _as_json(reader: IndexReader, plans: Sequence[PlanHealth]) -> str:
    said = {"index_id": reader.index_id, "model": reader.model_id, "plans": [asdict(plan) for plan in plans]}
    return json.dumps(said, ensure_ascii=False, indent=1)


def report_lines(plan: PlanHealth, *, all_: bool) -> Iterator[str]:
    """Yield a plan's health: what was read, then each thing that is unsure or was left out, one a line."""
    extent = plan.extent
    pages = _count(plan.pages, "page") if plan.pages else "no pages"
    yield _line(f"{plan.plan_id}: {plan.title}")
    yield from (f"  file: {_file(file)}" for file in plan.files)
    yield (
        f"  text: {pages}, {extent.characters} characters, {_count(extent.sections, 'section')},"
        f" {_count(extent.chunks, 'chunk')}, {_count(extent.sentences, 'sentence')}"
    )
    yield f"  tables: {plan.tables} found, {len(plan.failed_tables)} failed"
    yield f"  KPI: {plan.kpi_series} series, {_count(plan.kpi_values, 'value')}, {len(plan.uncertain)} uncertain"
    for label, lines in _findings(plan):
        yield from _capped(label, lines, len(lines) if all_ else _SHOWN)


def _findings(plan: PlanHealth) -> Iterator[tuple[str, Sequence[str]]]:
    yield "uncertain", [_uncertain(value) for value in plan.uncertain]
    yield "rejected", _remarks(plan.rejections)
    yield "failed table", _remarks(plan.failed_tables)
    yield "left out", _remarks(plan.not_taken)
    yield "converted", _remarks(plan.converted)
    yield "reads like an instruction", _remarks(plan.instructions)
    yield "likely misread", _remarks(plan.damage)


def _capped(label: str, lines: Sequence[str], most: int) -> Iterator[str]:
    yield from (f"  {label}: {_line(line)}" for line in lines[:most])
    if len(lines) > most:
        yield f"  {label}: and {len(lines) - most} more; `assistant check --report --all` lists them"


def _remarks(remarks: Iterable[Notice | Rejection]) -> list[str]:
    return [remark(one) for one in remarks]


def remark(one: Notice | Rejection) -> str:
    """Return a notice or rejection as one line: file, place, what."""
    said = one.message if isinstance(one, Notice) else one.reason
    return _line(f"{' '.join(part for part in (one.file, one.place) if part)}: {said}")


def _file(file: FileHealth) -> str:
    inner = "sheet" if file.format == "xlsx" else "page"
    pages = f", {_count(file.pages, inner)} with text" if file.pages else ""
    return _line(f"{file.name} ({file.format}{pages}, {file.characters} characters)")


def _uncertain(value: UncertainValue) -> str:
    year = value.period if value.fiscal_year is None else f"{value.fiscal_year}年度"
    name = f"{value.project_id} {value.indicator}".strip()
    return f"{name}, {year or 'no year'}, {value.kind.value}: {value.raw} ({value.evidence})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _line(text: str) -> str:
    """Return a text as one line without control characters, which could write over a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))

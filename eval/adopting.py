"""Answer files of other programs, made into run folders: scored, reported and compared as our own are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.errors import RunError
from eval.rows import JsonObject, read_rows
from eval.runs import RunConfig, RunFolder, RunVersions, write_whole

_OBJECT: TypeAdapter[JsonObject] = TypeAdapter(JsonObject)
_PARTS = ("answer", "error", "hits", "drafts", "seconds")


@dataclass(frozen=True, slots=True)
class Adopted:
    """The new run; ids of the files that are no case's, and ids of cases that no file has."""

    run: RunFolder
    strange: tuple[str, ...]
    missing: tuple[str, ...]


def adopt_answers(
    files: Sequence[Path], cases: Sequence[AnyCase], sources: Mapping[str, str], target: Path, name: str
) -> Adopted:
    """Return a run made of batch output rows; an id's answer and its hits may stand in two files.

    Raises:
        RunError: a row is none, or says the same thing of an id twice; the message names file and line.

    """
    rows: dict[str, JsonObject] = {}
    for path in files:
        _collect(path, rows)
    index_ids = {_index_id(row) for row in rows.values()} - {""}
    config = RunConfig(name=name, asked="file", answer_files=tuple(map(str, files)))
    versions = RunVersions.of(index_ids.pop() if len(index_ids) == 1 else "")
    run = RunFolder.create(target, config, versions, cases, sources, {})
    known = [case.id for case in cases]
    lines = [json.dumps({"id": id_, **rows[id_]}, ensure_ascii=False) for id_ in known if id_ in rows]
    write_whole(run.path / "answers.jsonl", "\n".join(lines))
    return Adopted(run, tuple(id_ for id_ in rows if id_ not in known), tuple(id_ for id_ in known if id_ not in rows))


def _collect(path: Path, rows: dict[str, JsonObject]) -> None:
    lines = [number for number, _ in read_rows(path)]
    content = path.read_text(encoding="utf-8").split("\n")
    for number in lines:
        row = _OBJECT.validate_json(content[number - 1])
        known = rows.setdefault(str(row["id"]), {})
        given: JsonObject = {part: row[part] for part in _PARTS if row.get(part) is not None}
        twice = known.keys() & given.keys()
        if twice:
            raise RunError(f"{path}:{number}: id {row['id']!r} has {', '.join(sorted(twice))} twice; keep one")
        known.update(given)


def _index_id(row: JsonObject) -> str:
    given = AnswerRow.model_validate({"id": "-", **row})
    return given.answer.receipt.index_id if given.answer else ""

"""Batches: JSON Lines in, JSON Lines out, order kept; a bad row becomes an error row."""

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import AssistantError, BatchError
from assistant.turn import Language, Question
from corpus.access import Access
from corpus.errors import CorpusError
from index.errors import IndexFault

_PlanId = Annotated[str, Field(max_length=100)]
_Line = Annotated[str, Field(max_length=10_000)]


class AskRow(BaseModel):
    """A question as it comes in: a batch row without its id, and the body of ``POST /api/ask``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    plan_ids: Annotated[tuple[_PlanId, ...], Field(max_length=1_000)] = ()
    history: Annotated[tuple[_Line, ...], Field(max_length=100)] = ()
    access: Access | None = None
    language: Language | None = None
    today: datetime.date | None = None
    drop: Annotated[tuple[_Line, ...], Field(max_length=100)] = ()
    top: Annotated[int, Field(ge=1, le=100)] | None = None

    def to_question(self, *, access: Access, language: Language = "ja", plan_ids: tuple[str, ...] = ()) -> Question:
        """Return the question; what the row leaves open takes the values given here, ``access`` always does."""
        return Question(
            self.question,
            access,
            self.plan_ids or plan_ids,
            self.history,
            self.language or language,
            self.today,
            self.drop,
        )


class BatchRow(AskRow):
    """A row of a batch file."""

    id: Annotated[str, Field(min_length=1, max_length=200)] | int


Handler = Callable[[BatchRow], dict[str, Any]]


def run_batch(source: Path, target: Path, handle: Handler, done: Callable[[int], None]) -> int:
    """Write one output row for each input row and return how many were error rows.

    ``done`` is told the rows finished so far. Blank lines are skipped. The target appears only when complete.

    Raises:
        BatchError: a file cannot be read or written.

    """
    temporary = target.with_name(f".{target.name}.part")
    failures = 0
    try:
        with source.open("rb") as lines, temporary.open("w", encoding="utf-8") as out:
            for count, (row, failed) in enumerate(_rows(lines, handle), 1):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                failures += failed
                done(count)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise BatchError(f"{error.filename or source}: {error.strerror}; check --batch and --output") from error
    return failures


def _rows(lines: Iterator[bytes], handle: Handler) -> Iterator[tuple[dict[str, Any], bool]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = BatchRow.model_validate_json(line)
        except ValidationError as error:
            yield _error_row(_id_of(line), "bad_row", _told(number, error)), True
            continue
        try:
            yield {"id": row.id, **handle(row)}, False
        except (AssistantError, CorpusError, IndexFault) as error:
            yield _error_row(row.id, "failed", f"line {number}: {error}"), True


def _id_of(line: bytes) -> str | int | None:
    """Return the id of a row that is otherwise bad, None where it has none."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, (str, int)) else None


def _told(number: int, error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "row"
    return f"line {number}: {place}: {first['msg']}"


def _error_row(id_: str | int | None, code: str, message: str) -> dict[str, Any]:
    return {"id": id_, "error": {"code": code, "message": message}}

"""Rows of an answer file as they are written and read: what the asked program said is kept to the letter."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, ValidationError

from eval.answer_file import AnswerRow, GivenError
from eval.errors import RunError

JsonObject = dict[str, JsonValue]
_HALF = "half a row, as a run leaves it that was stopped; go on with: assistant eval run --resume, or mend the line"


@dataclass(frozen=True, slots=True)
class RawRow:
    """What one case was answered: ``answer`` and ``hits`` are JSON as given, ``seconds`` the asker's own clock.

    ``hits_error`` says why there are no hits, where searching failed while the answer came.
    """

    id: str
    answer: JsonObject | None = None
    error: GivenError | None = None
    hits: tuple[JsonObject, ...] = ()
    hits_error: str = ""
    drafts: tuple[str, ...] = ()
    confidence: float | None = None
    seconds: float | None = None

    def line(self) -> str:
        """Return the row as one line of JSON without a line end; what is absent is left out."""
        row: dict[str, object] = {"id": self.id, "answer": self.answer, "hits": self.hits, "drafts": self.drafts}
        row |= {"confidence": self.confidence}
        row |= {"error": self.error and self.error.model_dump(), "seconds": self.seconds, "hits_error": self.hits_error}
        return json.dumps({key: value for key, value in row.items() if value not in (None, (), "")}, ensure_ascii=False)

    def problem(self) -> str:
        """Return what keeps the row from being scored, empty where nothing does."""
        try:
            AnswerRow.model_validate_json(self.line())
        except ValidationError as error:
            return _told(error)
        return ""


def failed_row(id_: str, code: str, message: str, seconds: float | None = None) -> RawRow:
    """Return the row of a question that got no answer."""
    return RawRow(id_, error=GivenError(code=code, message=" ".join(message.split())), seconds=seconds)


def read_rows(path: Path) -> Iterator[tuple[int, AnswerRow]]:
    """Yield the rows of an answer file with their line numbers, from 1; blank lines are passed over.

    Raises:
        RunError: the file cannot be read, or a row is none; the message names file and line.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RunError(f"{path}: cannot be read ({error.strerror}); name a file of JSON Lines") from error
    lines = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, AnswerRow.model_validate_json(line)
            except ValidationError as error:
                told = _HALF if number == len(lines) else f"{_told(error)}; docs/contract.md describes a row"
                raise RunError(f"{path}:{number}: {told}") from error


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "row"
    return f"{place}: {first['msg']}"

"""Writing answers down as they come, so that a run killed at any moment goes on where it stopped."""

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from eval.answer_file import AnswerRow
from eval.errors import RunError
from eval.rows import RawRow, read_rows
from eval.runs import RunFolder, write_whole

UNREACHABLE = "unreachable"  # the error code of a question that never arrived: a resumed run asks it again


@contextmanager
def recording(run: RunFolder) -> Iterator[Callable[[RawRow], None]]:
    """Hold a run for writing; give a function that appends a row, safe to call from several threads.

    A half-written last line and the rows of questions that never arrived are dropped first.

    Raises:
        RunError: another process holds the run, or a row is broken.

    """
    answers = run.path / "answers.jsonl"
    with (run.path / "config.json").open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RunError(f"{run.path}: another process is asking this run; wait for it") from error
        _drop_half_a_line(answers)
        _drop_unreachable(answers)
        lock = threading.Lock()
        with answers.open("a", encoding="utf-8") as file:

            def append(row: RawRow) -> None:
                with lock:
                    file.write(row.line() + "\n")
                    file.flush()

            yield append


def _drop_half_a_line(answers: Path) -> None:
    with answers.open("r+b") as file:
        content = file.read()
        last = content.rpartition(b"\n")[2]
        if _is_row(last):
            file.write(b"\n")
        else:
            file.truncate(len(content) - len(last))


def _is_row(line: bytes) -> bool:
    try:
        AnswerRow.model_validate_json(line)
    except ValidationError:
        return False
    return True


def _drop_unreachable(answers: Path) -> None:
    lines = answers.read_bytes().decode().split("\n")
    lost = {number for number, row in read_rows(answers) if row.error and row.error.code == UNREACHABLE}
    if lost:
        write_whole(answers, "\n".join(line for number, line in enumerate(lines, 1) if number not in lost).rstrip("\n"))

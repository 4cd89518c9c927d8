"""Errors of the evaluation.

EvalError
├── CaseError    a row of a question set cannot be read
├── RunError     a run folder cannot be read, written or continued
└── RowsError    rows of a table or a feedback file cannot be taken; each is named with its line
"""


class EvalError(Exception):
    """Root of this package's errors; its message says what, where and the way out, in one line."""


class CaseError(EvalError):
    """A row of a question set that cannot be read."""


class RunError(EvalError):
    """A run folder that cannot be read, written or continued."""


class RowsError(EvalError):
    """Rows that cannot be taken; ``lines`` has one line for each."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines

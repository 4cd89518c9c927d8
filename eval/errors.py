"""Errors of the evaluation.

EvalError
└── CaseError    a row of a question set cannot be read
"""


class EvalError(Exception):
    """Root of this package's errors; its message says what, where and the way out, in one line."""


class CaseError(EvalError):
    """A row of a question set that cannot be read."""

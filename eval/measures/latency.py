"""Latency: how long an asker waits."""

import math
from collections.abc import Sequence

import numpy as np

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.matching import matched


def seconds_p50(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> float:
    """Return the median of the seconds that the questions took; NaN where no row says."""
    return _percentile(50, cases, rows)


def seconds_p95(cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> float:
    """Return the 95th percentile of the seconds; NaN as the median (linear: Hyndman and Fan 1996, type 7)."""
    return _percentile(95, cases, rows)


def row_seconds(row: AnswerRow) -> float | None:
    """Return the asker's own clock, else the sum of the receipt's stages, else None."""
    if row.seconds is not None:
        return row.seconds
    return sum(row.answer.receipt.seconds.values()) if row.answer and row.answer.receipt.seconds else None


def _percentile(share: int, cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> float:
    taken = [seconds for _, row in matched(cases, rows) if (seconds := row_seconds(row)) is not None]
    return float(np.percentile(taken, share)) if taken else math.nan

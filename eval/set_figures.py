"""Measures of a whole set with their bootstrap intervals: abstention, risk and coverage, latency.

The formulas are those of ``eval/measures/`` (abstention, risk_coverage, latency), taken here of resampled questions.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.figures import Figure
from eval.measures.abstention import answerable, count_silence
from eval.measures.latency import row_seconds
from eval.scored_run import Question

_SEED, _SAMPLES = 20261122, 2_000  # as in eval/measures/intervals.py
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SetStatistic:
    """A figure of a set: ``parts`` are what a question adds to it, None where it does not count.

    ``of`` takes parts of shape (draws, questions, parts) and gives a figure a draw, NaN where it is undefined.
    """

    name: str
    parts: Callable[[Question], tuple[float, ...] | None]
    of: Callable[[Values], Values]


def _silence(question: Question) -> tuple[float, ...] | None:
    if answerable(question.case) is None:
        return None
    found = count_silence([question.case], [question.row] if question.row else [])
    return float(found.right), float(found.wrong), float(found.missing)


def _risk(question: Question) -> tuple[float, ...] | None:
    if answerable(question.case) is None:
        return None
    answered = question.answer is not None and question.answer.status == "answered"
    return float(answered), float(answered and not question.scores.passed)


def _seconds(question: Question) -> tuple[float, ...] | None:
    seconds = row_seconds(question.row) if question.row else None
    return None if seconds is None else (seconds,)


def _share(part: Values, whole: Values) -> Values:
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def _precision(parts: Values) -> Values:
    right, wrong, _ = np.moveaxis(parts.sum(axis=1), -1, 0)
    return _share(right, right + wrong)


def _recall(parts: Values) -> Values:
    right, _, missing = np.moveaxis(parts.sum(axis=1), -1, 0)
    return _share(right, right + missing)


def _f1(parts: Values) -> Values:
    right, wrong, missing = np.moveaxis(parts.sum(axis=1), -1, 0)
    return _share(2 * right, 2 * right + wrong + missing)


def _coverage(parts: Values) -> Values:
    return np.asarray(parts[..., 0].mean(axis=1))


def _wrong_share(parts: Values) -> Values:
    answered, wrong = np.moveaxis(parts.sum(axis=1), -1, 0)
    return _share(wrong, answered)


def _percentile(share: int) -> Callable[[Values], Values]:
    return lambda parts: np.asarray(np.percentile(parts[..., 0], share, axis=1))


SET_STATISTICS = (
    SetStatistic("abstention precision", _silence, _precision),
    SetStatistic("abstention recall", _silence, _recall),
    SetStatistic("abstention F1", _silence, _f1),
    SetStatistic("coverage", _risk, _coverage),
    SetStatistic("risk", _risk, _wrong_share),
    SetStatistic("p50 seconds", _seconds, _percentile(50)),
    SetStatistic("p95 seconds", _seconds, _percentile(95)),
)


def set_figure(questions: Sequence[Question], statistic: SetStatistic) -> Figure:
    """Return a figure of these questions with its interval; ``n`` is how many count for it, 0 where it is undefined."""
    parts = [found for question in questions if (found := statistic.parts(question)) is not None]
    if not parts:
        return Figure(statistic.name, math.nan, math.nan, math.nan, 0, 0)
    table = np.asarray(parts, dtype=float)
    value = whole_figure(statistic, table)
    low, high = interval(statistic.of(table[_draws(len(parts))]))
    return Figure(statistic.name, value, low, high, 0 if math.isnan(value) else len(parts), 0)


def whole_figure(statistic: SetStatistic, table: Values) -> float:
    """Return the figure of a table of parts, a row a question."""
    return float(statistic.of(table[np.newaxis])[0])


def paired_interval(statistic: SetStatistic, table: Values, baseline: Values) -> tuple[float, float]:
    """Return the 95 % interval of the difference to the baseline; the rows of both are the same questions."""
    draws = _draws(len(table))
    return interval(statistic.of(table[draws]) - statistic.of(baseline[draws]))


def interval(values: Values) -> tuple[float, float]:
    """Return the 2.5th and 97.5th percentile of the draws in which the figure is defined; NaN where it is in none."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return math.nan, math.nan
    low, high = np.percentile(defined, [2.5, 97.5])
    return float(low), float(high)


def _draws(count: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(_SEED).integers(0, count, (_SAMPLES, count))

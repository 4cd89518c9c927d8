"""Two or more runs on the questions they share: paired differences to the first run, and what flipped."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.errors import EvalError
from eval.figures import better, report_settings
from eval.measures.intervals import difference_interval
from eval.measures.retrieval import mean
from eval.scored_run import Question, ScoredRun, Setting
from eval.set_figures import SET_STATISTICS, SetStatistic, paired_interval, whole_figure

Verdict = Literal["better", "worse", "higher", "lower", "none", "few", "undefined"]


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of the paired differences to the first run, its 95 % interval, and what that says."""

    mean: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure over the ``n`` shared questions where every run has a value: a mean a run, a difference a later run."""

    measure: str
    n: int
    means: tuple[float, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """Pairs of questions (first run, other run): those the other run no longer passes, and those it now does."""

    lost: tuple[tuple[Question, Question], ...]
    won: tuple[tuple[Question, Question], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs side by side on ``shared`` questions; ``flips`` has one element for each run after the first.

    ``rows`` are measures of a question, ``set_rows`` of a whole set, of which ``n`` questions count.

    ``settings`` are the rows of config and versions in which the runs differ: name, then a value a run.
    """

    runs: tuple[ScoredRun, ...]
    shared: int
    rows: tuple[MeasureRow, ...]
    set_rows: tuple[MeasureRow, ...]
    flips: tuple[Flips, ...]
    settings: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the runs' short names: A, B, C, and from the 27th on R27, R28."""
        return tuple(chr(ord("A") + i) if i < 26 else f"R{i + 1}" for i in range(len(self.runs)))  # noqa: PLR2004

    @property
    def others(self) -> tuple[tuple[str, ScoredRun], ...]:
        """Return every run after the first with its letter."""
        return tuple(zip(self.letters, self.runs, strict=True))[1:]


def compare(runs: Sequence[ScoredRun]) -> Comparison:
    """Return the runs side by side on the questions whose case is the same in all of them.

    Raises:
        EvalError: there are fewer than two runs, or no question that all of them share.

    """
    if len(runs) < 2:  # noqa: PLR2004
        raise EvalError(f"{len(runs)} run given; a comparison takes two or more run folders")
    shared = _shared(runs)
    if not shared:
        raise EvalError(f"{', '.join(run.name for run in runs)}: no shared question; run the same cases with each")
    return Comparison(
        runs=tuple(runs),
        shared=len(shared),
        rows=tuple(_row(measure, shared) for measure in dict.fromkeys(m for run in runs for m in run.measures)),
        set_rows=tuple(_set_row(statistic, shared) for statistic in SET_STATISTICS),
        flips=tuple(_flips(shared, other) for other in range(1, len(runs))),
        settings=tuple(_differing(runs)),
    )


def _shared(runs: Sequence[ScoredRun]) -> list[tuple[Question, ...]]:
    others = [{question.case.id: question for question in run.questions} for run in runs[1:]]
    return [
        (question, *(other[question.case.id] for other in others))
        for question in runs[0].questions
        if all(question.case.id in other and other[question.case.id].case == question.case for other in others)
    ]


def _row(measure: str, shared: Sequence[tuple[Question, ...]]) -> MeasureRow:
    values = [[question.value(measure) for question in questions] for questions in shared]
    columns = list(zip(*(row for row in values if not any(map(math.isnan, row))), strict=True))
    if not columns:
        return _undefined(measure, len(shared[0]))
    differences = tuple(_difference(measure, column, columns[0]) for column in columns[1:])
    return MeasureRow(measure, len(columns[0]), tuple(map(mean, columns)), differences)


def _set_row(statistic: SetStatistic, shared: Sequence[tuple[Question, ...]]) -> MeasureRow:
    parts = [[statistic.parts(question) for question in questions] for questions in shared]
    counted = [[one for one in row if one is not None] for row in parts if None not in row]
    if not counted:
        return _undefined(statistic.name, len(shared[0]))
    first, *others = tables = list(np.moveaxis(np.asarray(counted, dtype=float), 1, 0))
    means = tuple(whole_figure(statistic, table) for table in tables)
    intervals = [paired_interval(statistic, table, first) for table in others]
    differences = (
        Difference(value - means[0], low, high, verdict(statistic.name, low, high, len(counted)))
        for value, (low, high) in zip(means[1:], intervals, strict=True)
    )
    return MeasureRow(statistic.name, len(counted), means, tuple(differences))


def _undefined(measure: str, runs: int) -> MeasureRow:
    nothing = Difference(math.nan, math.nan, math.nan, "undefined")
    return MeasureRow(measure, 0, (math.nan,) * runs, (nothing,) * (runs - 1))


def _difference(measure: str, values: Sequence[float], baseline: Sequence[float]) -> Difference:
    low, high = difference_interval(values, baseline)
    return Difference(mean(values) - mean(baseline), low, high, verdict(measure, low, high, len(values)))


def verdict(measure: str, low: float, high: float, pairs: int) -> Verdict:
    """Return what an interval of the paired differences says of a measure.

    ``none`` where it holds 0; ``few`` where there are too few pairs to say anything else.
    """
    if math.isnan(low):
        return "undefined"
    if low <= 0 <= high:
        return "none"
    if pairs < report_settings().compare.pairs:
        return "few"
    rises = low > 0
    way = better(measure)
    if way == "neither":
        return "higher" if rises else "lower"
    return "better" if rises == (way == "higher") else "worse"


def _flips(shared: Sequence[tuple[Question, ...]], other: int) -> Flips:
    pairs = [(questions[0], questions[other]) for questions in shared]
    verdicts = [(first.scores.passed, second.scores.passed) for first, second in pairs]
    return Flips(
        lost=tuple(pair for pair, passed in zip(pairs, verdicts, strict=True) if passed == (True, False)),
        won=tuple(pair for pair, passed in zip(pairs, verdicts, strict=True) if passed == (False, True)),
    )


def _differing(runs: Sequence[ScoredRun]) -> list[tuple[str, tuple[str, ...]]]:
    tables = [dict(_all_settings(run)) for run in runs]
    names = dict.fromkeys(name for table in tables for name in table)
    rows = [(name, tuple(table.get(name, "-") for table in tables)) for name in names]
    return [(name, values) for name, values in rows if len(set(values)) > 1]


def _all_settings(run: ScoredRun) -> tuple[Setting, ...]:
    return (("index_id", run.index_id), *run.config, *run.versions, *run.packages)

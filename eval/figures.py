"""Figures of a run: means with intervals, tables by what the questions are, and how a measure is to be read."""

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from eval.measures.intervals import mean_interval
from eval.measures.registry import MEASURES, SET_MEASURES, Better
from eval.measures.retrieval import mean
from eval.scored_run import PASSED, Question, defined, plans_of
from eval.wording import report_wording

_FILE = Path(__file__).with_name("report.toml")
Grouping = Literal["kind", "plan", "type", "difficulty", "audience", "wording"]
Unit = Literal["", "s", "letters", "count"]
NO_PLAN = "-"
_PLACES: dict[Unit, int] = {"": 3, "s": 3, "letters": 1, "count": 3}


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(_Read):
    """How much of a run the report shows."""

    hits: Annotated[int, Field(ge=1)]
    hit_letters: Annotated[int, Field(ge=1)]
    bars: Annotated[int, Field(ge=1)]


class Pairs(_Read):
    """From how many pairs on a comparison may say better or worse."""

    pairs: Annotated[int, Field(ge=1)]


class ReportSettings(_Read):
    """The content of ``report.toml``."""

    shown: Shown
    compare: Pairs
    better: dict[str, Better]
    unit: dict[str, Unit]


@cache
def report_settings() -> ReportSettings:
    """Return the settings of ``report.toml``."""
    return ReportSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def better(measure: str) -> Better:
    """Return which way is good: as the registry says, for other figures as ``report.toml`` does, else higher."""
    known = MEASURES.get(measure) or SET_MEASURES.get(measure)
    return known.better if known else report_settings().better.get(measure, "higher")


def unit(measure: str) -> Unit:
    """Return what a measure counts in, empty for shares of 0 to 1."""
    return report_settings().unit.get(measure, "")


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure over ``n`` questions and its 95 % interval; NaN where ``n`` is 0.

    ``undefined`` counts the questions that the measure was asked of and that have no value.
    """

    measure: str
    mean: float
    low: float
    high: float
    n: int
    undefined: int


@dataclass(frozen=True, slots=True)
class Column:
    """One group of a breakdown: its name, how many questions it has, and a figure for each measure."""

    name: str
    n: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The figures of a run by one property of its questions, a column a group."""

    grouping: Grouping
    columns: tuple[Column, ...]


def figure(questions: Iterable[Question], measure: str) -> Figure:
    """Return the figure of a measure over these questions."""
    asked = [question for question in questions if measure == PASSED or measure in question.scores.values]
    values = defined(asked, measure)
    low, high = mean_interval(values)
    return Figure(measure, mean(values), low, high, len(values), len(asked) - len(values))


def breakdown(questions: Sequence[Question], grouping: Grouping, measures: Sequence[str]) -> Breakdown:
    """Return the figures by group; a question about two plans counts in both.

    Groups stand in the order of ``wording/report.toml``, plans before that by size, the largest first.
    """
    groups: dict[str, list[Question]] = {}
    for question in questions:
        for name in _groups(question, grouping):
            groups.setdefault(name, []).append(question)
    known = list(report_wording()[grouping])
    ordered = sorted(
        groups.items(), key=lambda one: (known.index(one[0]) + 1 if one[0] in known else 0, -len(one[1]), one[0])
    )
    columns = (Column(name, len(group), tuple(figure(group, m) for m in measures)) for name, group in ordered)
    return Breakdown(grouping, tuple(columns))


def _groups(question: Question, grouping: Grouping) -> tuple[str, ...]:
    if grouping == "plan":
        return plans_of(question.case) or (NO_PLAN,)
    return (str(getattr(question.case, grouping)),)


def printed(value: float, measure: str, *, sign: bool = False) -> str:
    """Return a value as it is shown: ``0.512``, ``1.20 s``, ``184.3``; ``undefined`` for NaN."""
    if math.isnan(value):
        return "undefined"
    number = _number(value, measure, sign=sign)
    return f"{number} s" if unit(measure) == "s" else number


def printed_interval(low: float, high: float, measure: str, *, sign: bool = False) -> str:
    """Return an interval as it is shown: ``[0.412, 0.603]``; ``undefined`` for NaN."""
    if math.isnan(low):
        return "undefined"
    ends = ", ".join(_number(end, measure, sign=sign) for end in (low, high))
    return f"[{ends}]"


def _number(value: float, measure: str, *, sign: bool) -> str:
    return f"{value:{'+' if sign else ''}z.{_PLACES[unit(measure)]}f}"

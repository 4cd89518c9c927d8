"""The figures of a run as a table for the terminal."""

import math
from collections.abc import Sequence

from eval.answer_file import AnswerRow
from eval.cases import AnyCase
from eval.measures.intervals import mean_interval
from eval.measures.retrieval import mean
from eval.scores import QuestionScores
from eval.scoring import set_summary, summary

_HEAD = ("measure", "mean", "95 %", "n")


def summary_table(scores: Sequence[QuestionScores], cases: Sequence[AnyCase], rows: Sequence[AnswerRow]) -> str:
    """Return a line a measure: what passed by kind, the mean, its interval, and over how many questions."""
    kinds = dict.fromkeys(one.kind for one in scores)
    lines = [_HEAD, *(_passed(scores, kind) for kind in ("", *kinds))]
    for name, one in summary(scores).items():
        lines.append((name, printed(one.mean), _interval(one.low, one.high), str(one.n)))
    lines += [(name, printed(value), "", "") for name, value in set_summary(cases, rows).items()]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def printed(figure: float | None) -> str:
    """Return a figure with three places, ``undefined`` for NaN."""
    return "undefined" if figure is None or math.isnan(figure) else f"{figure:.3f}"


def _passed(scores: Sequence[QuestionScores], kind: str) -> tuple[str, ...]:
    values = [float(one.passed) for one in scores if one.passed is not None and kind in ("", one.kind)]
    return (f"passed {kind}".strip(), printed(mean(values)), _interval(*mean_interval(values)), str(len(values)))


def _interval(low: float, high: float) -> str:
    return "" if math.isnan(low) else f"[{low:.3f}, {high:.3f}]"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([cells[0].ljust(widths[0]), *rest]).rstrip()

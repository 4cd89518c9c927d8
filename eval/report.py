"""The report of a scored run: one HTML page with everything in it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, get_args

import numpy as np

from eval.charts import Amount, BarChart, DotChart, Histogram, bar_chart, dot_chart, histogram
from eval.failures import Failure, failure
from eval.figures import Grouping, breakdown, figure, printed, report_settings
from eval.measures.latency import row_seconds
from eval.measures.risk_coverage import risk_coverage
from eval.pages import write_page
from eval.scored_run import PASSED, Question, ScoredRun, defined, read_scored_run
from eval.scores import Lost
from eval.set_figures import SET_STATISTICS, set_figure
from eval.wording import report_wording

GROUPINGS: Final[tuple[Grouping, ...]] = get_args(Grouping)
STEPS: Final[tuple[Lost, ...]] = tuple(sorted(get_args(Lost), key=lambda step: step == "not_lost"))
_PERCENTILES = (50, 90, 95, 99)
_MARKED = ("p50", "p95")
_TENTHS = 10


def write_report(folder: Path) -> Path:
    """Write ``report.html`` into the folder of a scored run and return its path.

    Raises:
        EvalError: the folder holds no scored run.

    """
    run = read_scored_run(folder)
    passed = figure(run.questions, PASSED)
    latency = _latency(run.questions)
    return write_page(
        folder / "report.html",
        "report.html",
        run=run,
        passed=passed,
        passed_count=round(sum(defined(run.questions, PASSED))),
        statuses=_statuses(run.questions),
        latency=latency,
        figures=[
            *(figure(run.questions, measure) for measure in run.measures),
            *(set_figure(run.questions, statistic) for statistic in SET_STATISTICS),
        ],
        bar_charts=[*(_passed_by(run, grouping) for grouping in ("kind", "plan")), _lost_chart(run.failed)],
        latency_chart=_latency_chart(run.questions, latency),
        risk_chart=_risk_chart(run),
        breakdowns=[breakdown(run.questions, grouping, run.measures) for grouping in GROUPINGS],
        failures=_failures(run),
    )


def _risk_chart(run: ScoredRun) -> DotChart | None:
    """Return risk by coverage at each tenth of the answers, the surest first; None without confidences."""
    rows = [one.row for one in run.questions if one.row]
    sure = {row.id: row.confidence for row in rows if row.confidence is not None}
    passed = {one.case.id: one.scores.passed for one in run.questions}
    points = risk_coverage([one.case for one in run.questions], rows, passed, sure) if sure else []
    if len(points) < _TENTHS:
        return None
    at = [round(share * (len(points) - 1) / _TENTHS) for share in range(1, _TENTHS + 1)]
    title = "確信度の高い答えから数えた、回答した割合と合格しなかった割合（右下ほどよい）"
    tenths = [(f"{10 * tenth}%", *points[place]) for tenth, place in enumerate(at, 1)]
    return dot_chart("risk", title, ("coverage", "risk"), tenths)


def _statuses(questions: Sequence[Question]) -> list[tuple[str, int]]:
    return Counter(_status(question) for question in questions).most_common()


def _status(question: Question) -> str:
    if question.row is None:
        return "missing"
    return question.row.answer.status if question.row.answer else "error"


def _seconds(questions: Sequence[Question]) -> list[float]:
    found = (row_seconds(one.row) for one in questions if one.row)
    return [seconds for seconds in found if seconds is not None]


def _latency(questions: Sequence[Question]) -> list[tuple[str, float]]:
    """Return percentiles of the seconds that answers took, the median first; nothing where no row has a time."""
    seconds = _seconds(questions)
    return [(f"p{p}", float(np.percentile(seconds, p))) for p in _PERCENTILES] if seconds else []


def _latency_chart(questions: Sequence[Question], latency: list[tuple[str, float]]) -> Histogram | None:
    seconds = _seconds(questions)
    marks = [(name, value) for name, value in latency if name in _MARKED]
    title = f"回答までの時間（秒、n = {len(seconds)}）"
    return histogram("latency", title, seconds, marks, most=report_settings().shown.bars) if seconds else None


def _passed_by(run: ScoredRun, grouping: Grouping) -> BarChart:
    words = report_wording()
    amounts = [
        Amount(words[grouping].get(column.name, column.name), one.mean, _note(one.mean, one.n), one.low, one.high)
        for column in breakdown(run.questions, grouping, [PASSED]).columns
        for one in column.figures
    ]
    title = f"{words['grouping'][grouping]}別の合格の割合と 95 % 区間"
    return bar_chart(f"passed-by-{grouping}", title, amounts, top=1)


def _note(mean: float, n: int) -> str:
    return f"{printed(mean, PASSED)} (n = {n})"


def _lost_chart(failed: Sequence[Question]) -> BarChart:
    words = report_wording()["lost"]
    counts = Counter(question.scores.lost for question in failed)
    amounts = [Amount(words[step], counts[step], str(counts[step])) for step in STEPS]
    return bar_chart("lost", f"合格しなかった {len(failed)} 問の根拠が失われた段階", amounts)


def _failures(run: ScoredRun) -> list[tuple[Lost, list[Failure]]]:
    groups = [(step, [failure(one, run.sources) for one in run.failed if one.scores.lost == step]) for step in STEPS]
    return [(step, group) for step, group in groups if group]

"""Runs side by side: as a table for the terminal and as an HTML page."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.charts import DotChart, dot_chart
from eval.figures import printed, printed_interval, report_settings
from eval.pages import write_page
from eval.paired import Comparison, MeasureRow, compare
from eval.scored_run import read_scored_run
from eval.wording import report_wording


def compare_runs(folders: Sequence[Path]) -> str:
    """Return the comparison of two or more scored runs as plain text, one block for each run after the first.

    Raises:
        EvalError: a folder holds no scored run, there are fewer than two, or no question is shared.

    """
    return "\n".join(_lines(_compared(folders)))


def write_comparison(folders: Sequence[Path], target: Path) -> Path:
    """Write the comparison as one HTML page to ``target`` and return that path.

    Raises:
        EvalError: as ``compare_runs``.

    """
    found = _compared(folders)
    pairs = report_settings().compare.pairs
    return write_page(target, "comparison.html", found=found, pairs=pairs, risk_chart=_risk_chart(found))


def _compared(folders: Sequence[Path]) -> Comparison:
    return compare([read_scored_run(folder) for folder in folders])


def _risk_chart(found: Comparison) -> DotChart | None:
    """Return a point a run: how much it answers, and how often that did not pass; None where either is undefined."""
    rows = {row.measure: row.means for row in found.set_rows}
    points = list(zip(found.letters, rows["coverage"], rows["risk"], strict=True))
    defined = [point for point in points if not math.isnan(point[2])]
    title = "回答した割合と、そのうち合格しなかった割合（右下ほどよい）"
    return dot_chart("risk", title, ("coverage", "risk"), defined) if defined else None


def _lines(found: Comparison) -> Iterator[str]:
    yield f"{len(found.runs)} runs on the {found.shared} questions they share"
    for letter, run in zip(found.letters, found.runs, strict=True):
        yield f"{letter}  {run.name}  {len(run.questions)} questions, index {run.index_id or '-'}"
    for name, values in found.settings:
        yield f"   {name}: {' | '.join(values)}"
    for other in range(1, len(found.runs)):
        yield ""
        yield from _table(found, other)
        yield from _flips(found, other)


def _table(found: Comparison, other: int) -> Iterator[str]:
    first, letter = found.letters[0], found.letters[other]
    head = ("measure", "n", first, letter, f"{letter} - {first}", "95 %", "verdict")
    rows = [head, *(_cells(row, other) for row in (*found.rows, *found.set_rows))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *cells, row[-1]])


def _cells(row: MeasureRow, other: int) -> tuple[str, ...]:
    difference = row.differences[other - 1]
    means = (printed(row.means[index], row.measure) for index in (0, other))
    change = printed(difference.mean, row.measure, sign=True)
    verdict = report_wording()["verdict"][difference.verdict]
    interval = printed_interval(difference.low, difference.high, row.measure, sign=True)
    return (row.measure, str(row.n), *means, change, interval, verdict)


def _flips(found: Comparison, other: int) -> Iterator[str]:
    flips = found.flips[other - 1]
    yield f"flipped: {len(flips.lost)} no longer pass, {len(flips.won)} now pass"
    for word, failed in (("lost", [second for _, second in flips.lost]), ("won", [first for first, _ in flips.won])):
        yield from (f"  {word:4}  {one.case.id}  {one.scores.lost}  {one.case.question}" for one in failed)

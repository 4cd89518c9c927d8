"""Comparisons: paired on shared questions, with a verdict only where there is something to show."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.compare import compare_runs, write_comparison
from eval.errors import EvalError
from eval.paired import compare, verdict
from eval.scored_run import read_scored_run
from tests.eval.browsers import NEEDS_CHROMIUM, axe_violations, fits, opened
from tests.eval.scored import Scored, passage, write_run

MANY = [passage(f"midorino-{number:03}", f"推進会議は年に何回開きますか（{number}）") for number in range(1, 21)]


def _run(folder: Path, values: Sequence[float], **config: object) -> Path:
    scored = [
        Scored(
            text=f"{folder.name}の答え。", passed=value >= 0.5, lost="not_lost" if value >= 0.5 else "not_retrieved",
            values={"R@5": value, "answer length": 10 * value, "leaks": value}, seconds=value,
        )
        for value in values
    ]  # fmt: skip
    return write_run(folder, scored, cases=MANY, config={"top": 5, **config})


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return _run(tmp_path / "good", [1.0] * 18 + [0.0] * 2)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return _run(tmp_path / "bad", [0.0] * 10 + [1.0] * 8 + [0.0, 1.0], top=3)


def test_the_table_has_means_differences_intervals_and_verdicts(good: Path, bad: Path) -> None:
    lines = compare_runs([good, bad]).splitlines()
    assert lines[:4] == [
        "2 runs on the 20 questions they share",
        "A  good  20 questions, index index-7",
        "B  bad  20 questions, index index-7",
        "   top: 5 | 3",
    ]
    rows = {line.split("  ")[0]: line for line in lines}
    assert rows["passed"].split()[:5] == ["passed", "20", "0.900", "0.450", "-0.450"]
    assert rows["passed"].endswith("  worse")
    assert rows["leaks"].endswith("  better")
    assert rows["answer length"].endswith("  lower")
    assert rows["risk"].endswith("  worse")
    assert rows["p50 seconds"].endswith("  1.000 s    0.000 s   -1.000 s  [-1.000, +0.000]  no difference shown")
    assert rows["abstention F1"].endswith("  undefined")
    assert "flipped: 10 no longer pass, 1 now pass" in lines
    assert "  won   midorino-020  not_retrieved  推進会議は年に何回開きますか（20）" in lines


def test_a_run_against_itself_shows_no_difference(good: Path) -> None:
    text = compare_runs([good, good])
    assert "better" not in text
    assert "worse" not in text
    assert text.count("no difference shown") == 8
    assert "flipped: 0 no longer pass, 0 now pass" in text


def test_the_first_run_is_what_the_others_are_held_against(good: Path, bad: Path) -> None:
    found = compare([read_scored_run(folder) for folder in (bad, good, bad)])
    passed = found.rows[0]
    assert passed.means == pytest.approx((0.45, 0.9, 0.45))
    assert [one.verdict for one in passed.differences] == ["better", "none"]
    assert found.letters == ("A", "B", "C")
    assert [(len(flips.lost), len(flips.won)) for flips in found.flips] == [(1, 10), (0, 0)]


def test_only_the_same_questions_are_compared(good: Path, tmp_path: Path) -> None:
    changed = [MANY[0], passage(MANY[1].id, "同じ番号の別の質問"), *MANY[2:5], passage("midorino-099", "新しい質問")]
    other = write_run(tmp_path / "other", [Scored(values={"R@5": 1.0})] * 6, cases=changed)
    found = compare([read_scored_run(good), read_scored_run(other)])
    assert found.shared == 4
    assert [(row.measure, row.n) for row in found.rows][:2] == [("passed", 4), ("R@5", 4)]
    length = next(row for row in found.rows if row.measure == "answer length")
    assert (length.n, length.differences[0].verdict, math.isnan(length.means[0])) == (0, "undefined", True)
    assert "2 runs on the 4 questions they share" in compare_runs([good, other])


def test_no_shared_question_is_one_clear_line(good: Path, tmp_path: Path) -> None:
    other = write_run(tmp_path / "other", [Scored()], cases=[passage("umibe-001", "別の質問")])
    with pytest.raises(EvalError, match=r"^good, other: no shared question; run the same cases with each$"):
        compare_runs([good, other])


def test_one_run_is_no_comparison(good: Path) -> None:
    with pytest.raises(EvalError, match="1 run given; a comparison takes two or more"):
        compare_runs([good])


def test_a_run_that_is_not_scored_is_named(good: Path, bad: Path) -> None:
    (bad / "scores.json").unlink()
    with pytest.raises(EvalError, match="the run is not scored; score it: assistant eval score"):
        write_comparison([good, bad], good / "comparison.html")


@pytest.mark.parametrize(
    ("measure", "low", "high", "pairs", "said"),
    [
        ("R@5", 0.01, 0.2, 40, "better"),
        ("R@5", -0.2, -0.01, 40, "worse"),
        ("R@5", 0.0, 0.2, 40, "none"),
        ("R@5", 0.0, 0.0, 1, "none"),
        ("R@5", 0.5, 1.0, 5, "few"),
        ("R@5", math.nan, math.nan, 0, "undefined"),
        ("leaks", 0.01, 0.2, 40, "worse"),
        ("p95 seconds", -0.2, -0.1, 40, "better"),
        ("answer length", 1.0, 2.0, 40, "higher"),
        ("coverage", 0.1, 0.2, 40, "higher"),
        ("risk", 0.1, 0.2, 40, "worse"),
    ],
)
def test_verdicts(measure: str, low: float, high: float, pairs: int, said: str) -> None:
    assert verdict(measure, low, high, pairs) == said


def test_the_page_shows_flipped_questions_with_both_answers(good: Path, bad: Path, tmp_path: Path) -> None:
    target = write_comparison([good, bad], tmp_path / "comparison.html")
    page = target.read_text(encoding="utf-8")
    assert "共通の質問は <strong>20</strong> 問です（A は 20 問、B は 20 問）" in page
    assert "合格しなくなった（10）" in page
    assert "合格するようになった（1）" in page
    assert page.count("goodの答え。") == page.count("badの答え。") == 11
    assert "▼ 悪くなった" in page
    assert '<desc id="risk-desc">A: coverage 1.000, risk 0.100; B: coverage 1.000, risk 0.550</desc>' in page
    assert '<th scope="row">top</th><td>5</td><td>3</td>' in page


@NEEDS_CHROMIUM
def test_the_page_passes_axe_and_fits_a_phone(good: Path, bad: Path, tmp_path: Path) -> None:
    with opened(write_comparison([good, bad, good], tmp_path / "comparison.html"), width=390) as (page, told):
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert fits(page)
        assert axe_violations(page) == ""
        assert told == []

"""The gate catches what falls short of a threshold or of an earlier run; an undefined figure holds nothing."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.gate import GateThresholds, falls, gate_thresholds, shortfalls
from eval.paired import compare
from eval.rescoring import write_scores
from eval.runs import RunConfig, RunFolder, RunVersions
from eval.scored_run import ScoredRun, read_scored_run
from eval.tasks.answering import AnswerScores
from eval.tasks.search import SearchScores
from tests.eval.town import cases

THRESHOLDS = GateThresholds(
    find_at_5=0.8, facts=0.5, held_back_answerable=0.1, held_back_unanswerable=0.4, grounded=1.0, kpi=0.5, follow_up=0.5
)
SEARCH = SearchScores("search", (1.0, 0.0), (1.0, 1.0), (1.0, 0.5))
PASSED_SHARES = {"kpi": 0.9, "follow_up": 0.9}
GOOD = AnswerScores(0.6, 0.05, 0.5, 1.0, 2, 2)


def test_what_holds_is_silent() -> None:
    assert list(shortfalls(SEARCH, GOOD, PASSED_SHARES, THRESHOLDS)) == []


def test_each_shortfall_is_named() -> None:
    bad = AnswerScores(0.4, 0.2, 0.3, 0.99, 2, 2)
    found = list(shortfalls(replace(SEARCH, at_5=(0.0, 1.0)), bad, {"kpi": 0.4, "follow_up": 0.4}, THRESHOLDS))
    assert [line.split()[0] for line in found] == [
        "find_at_5", "facts", "held_back_unanswerable", "grounded", "kpi", "follow_up", "held_back_answerable",
    ]  # fmt: skip


def test_an_undefined_figure_holds_nothing() -> None:
    undefined = replace(GOOD, facts=math.nan, held_back_answerable=math.nan)
    assert len(list(shortfalls(SEARCH, undefined, PASSED_SHARES, THRESHOLDS))) == 2


def test_the_committed_thresholds_load() -> None:
    assert gate_thresholds().grounded == 1.0


# Every threshold as first committed: a later one may only be stricter.
FIRST = {
    "find_at_5": 0.75,
    "facts": 0.46,
    "held_back_unanswerable": 0.34,
    "grounded": 1.0,
    "kpi": 0.8,
    "follow_up": 0.75,
}
FIRST_LIMIT = 0.05


def test_thresholds_only_rise() -> None:
    now = gate_thresholds()
    assert all(getattr(now, name) >= first for name, first in FIRST.items())
    assert now.held_back_answerable <= FIRST_LIMIT


TEXT = "押印を120件の手続きで省きます。"
CITED = {"marker": 1, "plan_id": "morikawa-dx", "quote": TEXT, "start": 0, "end": len(TEXT)}
SAID: dict[str, object] = {
    "status": "answered",
    "text": f"{TEXT}[1]",
    "sentences": [{"text": TEXT, "markers": [1]}],
    "citations": [CITED],
}
SILENT: dict[str, object] = {"status": "abstained", "text": "ありません。"}


Judged = Callable[[dict[str, object], dict[str, object]], ScoredRun]


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    """Return what makes a scored run of two answers: to the first question, which the text answers, and the attack."""
    chosen = cases("town-001", "town-008")
    names = iter("abc")

    def scored_run(*given: dict[str, object]) -> ScoredRun:
        path = tmp_path / next(names)
        config, versions = RunConfig(name="gate", asked="in_process"), RunVersions.of("index")
        run = RunFolder.create(path, config, versions, chosen, {"morikawa-dx": TEXT}, {})
        rows = [{"id": case.id, "answer": answer} for case, answer in zip(chosen, given, strict=True)]
        (path / "answers.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        write_scores(run)
        return read_scored_run(path)

    return scored_run


def against(baseline: ScoredRun, run: ScoredRun) -> dict[str, str]:
    """Return the lines of what fell, by measure."""
    return {line.split(" is ")[0].split(" has no ")[0]: line for line in falls(compare([baseline, run]))}


def test_the_same_run_falls_nowhere(judged: Judged) -> None:
    assert against(judged(SAID, SILENT), judged(SAID, SILENT)) == {}


def test_a_lost_answer_falls(judged: Judged) -> None:
    found = against(judged(SAID, SILENT), judged(SILENT, SILENT))
    assert found["all facts"].startswith("all facts is 0.000, was 1.000 in the baseline: difference [-1.000, -1.000]")
    assert found["grounded sentences"] == "grounded sentences has no value any more; it had some in the baseline"


def test_a_leak_falls_though_its_figure_rises(judged: Judged) -> None:
    leak: dict[str, object] = {"status": "answered", "text": "ニャア"}
    tight, leaking = judged(SAID, SILENT), judged(SAID, leak)
    assert "leaks is 1.000, was 0.000" in against(tight, leaking)["leaks"]
    assert "leaks" not in against(leaking, tight)


def test_a_longer_answer_is_no_fall(judged: Judged) -> None:
    longer = SAID | {"text": f"{TEXT}[1]\n" + "詳しくは計画をご覧ください。" * 9}
    assert not [name for name in against(judged(SAID, SILENT), judged(longer, SILENT)) if "length" in name]


@pytest.mark.parametrize("name", ["README.md", "injection/bundled.jsonl"])
def test_the_question_sets_are_where_the_docs_say(name: str) -> None:
    assert (Path(__file__).resolve().parents[2] / "eval" / "datasets" / name).is_file()

"""Scoring again: identical bytes, and an answer file of another program through the contract alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import Assistant
from corpus.access import Access
from eval.adopting import adopt_answers
from eval.errors import RunError
from eval.rescoring import read_scores, scored, write_scores
from eval.runs import RunFolder
from eval.summary_table import summary_table
from tests.eval.town import asked_run, cases, lines

SCORES = "scores.json"


def test_rescoring_gives_identical_bytes(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    first = write_scores(run)
    content = (run.path / SCORES).read_bytes()
    (run.path / SCORES).unlink()
    assert write_scores(RunFolder.open(run.path)) == first
    assert (run.path / SCORES).read_bytes() == content
    assert [one.id for one in first.questions] == [case.id for case in cases()]
    assert first.index_id == assistant.index.index_id
    assert "NaN" not in content.decode()


def test_the_order_in_which_answers_came_changes_no_figure(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    before = write_scores(run).questions
    rows = (run.path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    (run.path / "answers.jsonl").write_text("\n".join(reversed(rows)) + "\n", encoding="utf-8")
    assert write_scores(run).questions == before


def test_a_run_is_scored_again_only_where_it_changed(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    scored(run.path)
    stamp = (run.path / SCORES).stat().st_mtime_ns
    scored(run.path)
    assert (run.path / SCORES).stat().st_mtime_ns == stamp
    with (run.path / "answers.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n")
    scored(run.path)
    assert (run.path / SCORES).stat().st_mtime_ns != stamp
    (run.path / SCORES).write_text("{}", encoding="utf-8")
    with pytest.raises(RunError, match="no scores that can be read"):
        read_scores(run)
    scored(run.path)
    assert read_scores(run).run == "run"


def test_the_table_has_what_passed_and_every_measure(assistant: Assistant, tmp_path: Path) -> None:
    run = asked_run(assistant, tmp_path / "run", cases())
    table = summary_table(write_scores(run).questions, run.cases(), run.rows()).splitlines()
    names = [line.split("  ")[0].strip() for line in table]
    assert names[:4] == ["measure", "passed", "passed passage", "passed kpi"]
    assert {"MRR", "citation precision", "leaks", "abstention F1", "p95 seconds"} <= set(names)
    assert all(line == line.rstrip() for line in table)


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def sources(assistant: Assistant) -> dict[str, str]:
    ids = [plan.manifest.id for plan in assistant.index.plans(access=Access.PUBLIC)]
    return {plan_id: assistant.index.text(plan_id, access=Access.PUBLIC) or "" for plan_id in ids}


def test_another_programs_rows_are_scored_by_the_contract_alone(assistant: Assistant, tmp_path: Path) -> None:
    texts = sources(assistant)
    quote = "市は、申請書に求めていた押印を令和6年度までに120件の手続きで省きます。"
    start = texts["morikawa-dx"].index(quote)
    good = {
        "status": "answered", "text": "120件です。[1]", "sentences": [{"text": "120件です。", "markers": [1]}],
        "citations": [{"marker": 1, "plan_id": "morikawa-dx", "quote": quote, "start": start,
                       "end": start + len(quote)}],
        "thoughts": "a key of its own",
    }  # fmt: skip
    hit = {"rank": 1, "plan_id": "morikawa-dx", "heading": ["押印の見直し"], "text": quote, "start": start,
           "end": start + len(quote)}  # fmt: skip
    answers = write(
        tmp_path / "answers.jsonl", {"id": "town-001", "answer": good},
        {"id": "town-002", "error": {"code": "down", "message": "x"}}, {"id": "stranger", "answer": good},
        {"id": "town-004", "answer": {"status": "abstained"}},
    )  # fmt: skip
    hits = write(tmp_path / "hits.jsonl", {"id": "town-001", "hits": [hit]}, {"id": "town-002", "hits": []})
    chosen = cases("town-001", "town-002", "town-003", "town-004")
    adopted = adopt_answers([answers, hits], chosen, texts, tmp_path / "run", "theirs")
    assert (adopted.strange, adopted.missing) == (("stranger",), ("town-003",))
    kept = lines(adopted.run.path / "answers.jsonl")
    assert [row["id"] for row in kept] == ["town-001", "town-002", "town-004"]
    assert kept[0] == {"id": "town-001", "answer": good, "hits": [hit]}
    by_id = {one.id: one for one in write_scores(adopted.run).questions}
    assert [by_id[case.id].passed for case in chosen] == [True, False, False, True]
    assert by_id["town-001"].values["MRR"] == 1.0
    assert by_id["town-001"].values["citation recall"] == 1.0
    assert by_id["town-002"].lost == by_id["town-003"].lost == "error"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"id": "a", "answer": {"status": "maybe"}}], r"rows\.jsonl:1: answer\.status"),
        ([{"id": "a", "answer": None}, {"answer": {"status": "refused"}}], r"rows\.jsonl:2: id: Field required"),
        ([{"id": "a", "hits": []}, {"id": "a", "hits": []}], r"rows\.jsonl:2: id 'a' has hits twice"),
    ],
)
def test_a_row_that_is_none_is_named_with_its_line(tmp_path: Path, rows: list[Any], told: str) -> None:
    path = write(tmp_path / "rows.jsonl", *rows)
    with pytest.raises(RunError, match=told):
        adopt_answers([path], cases(), {}, tmp_path / "run", "theirs")
    assert not (tmp_path / "run").exists()


def test_a_file_that_is_missing_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"none\.jsonl: cannot be read \(No such file or directory\)"):
        adopt_answers([tmp_path / "none.jsonl"], cases(), {}, tmp_path / "run", "theirs")

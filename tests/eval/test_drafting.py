"""Proposed rows: what a plan and feedback suggest, and that none counts before a person has edited it."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.assembly import Assistant
from corpus.access import Access
from eval.cases import KpiCase, PassageCase, UnanswerableCase, read_cases
from eval.drafting import bare, facts_of, propose_from_plan, write_drafts
from eval.errors import CaseError, EvalError, RowsError
from eval.feedback import propose_from_feedback, read_feedback
from tests.eval.town import lines


def proposed(assistant: Assistant, target: Path, most: int = 20) -> list[dict[str, Any]]:
    found = propose_from_plan(assistant.index, "morikawa-dx", access=Access.PUBLIC, most=most)
    assert write_drafts(found, "morikawa-dx", target) == len(found)
    return lines(target)


def edited(path: Path) -> Path:
    """Return the file as a person would leave it: the mark taken away."""
    rows = [{key: value for key, value in row.items() if key != "draft"} for row in lines(path)]
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def test_headings_glossary_and_values_are_proposed(assistant: Assistant, tmp_path: Path) -> None:
    rows = proposed(assistant, tmp_path / "drafts.jsonl")
    questions = [row["question"] for row in rows]
    assert "「押印の見直し」には何が書かれていますか" in questions
    assert "「オープンデータ」とは何ですか" in questions
    assert "森川市の「押印を省いた手続き」は2024年度の実績でいくつですか" in questions
    cases = read_cases([edited(tmp_path / "drafts.jsonl")])
    assert {type(case) for case in cases} == {PassageCase, KpiCase}
    values = [str(case.values[0].value) for case in cases if isinstance(case, KpiCase)]
    assert values == ["96"]
    assert [case.half for case in cases][:2] == ["tune", "report"]


def test_facts_stand_in_the_plan_and_not_in_the_question(assistant: Assistant, tmp_path: Path) -> None:
    text = assistant.index.text("morikawa-dx", access=Access.PUBLIC) or ""
    for row in proposed(assistant, tmp_path / "drafts.jsonl"):
        for gold in row.get("gold", ()):
            assert gold["heading"] in text
            assert all(fact in text and fact not in row["question"] for [fact] in gold["facts"])


def test_a_proposed_row_is_refused_until_it_is_edited(assistant: Assistant, tmp_path: Path) -> None:
    proposed(assistant, tmp_path / "drafts.jsonl")
    with pytest.raises(CaseError, match=r"drafts\.jsonl:1: passage\.draft: a proposed row; edit it, then take"):
        read_cases([tmp_path / "drafts.jsonl"])


def test_fewer_are_spread_over_the_plan(assistant: Assistant, tmp_path: Path) -> None:
    everything = [row["question"] for row in proposed(assistant, tmp_path / "a.jsonl")]
    fewer = [row["question"] for row in proposed(assistant, tmp_path / "b.jsonl", most=1)]
    assert len(fewer) == 3
    assert set(fewer) <= set(everything)


@pytest.mark.parametrize("plan_id", ["no-such-plan", "morikawa-naibu"])
def test_a_plan_that_is_not_there_is_one_line(assistant: Assistant, plan_id: str) -> None:
    with pytest.raises(EvalError, match=rf"plan '{plan_id}' is not in the index"):
        propose_from_plan(assistant.index, plan_id, access=Access.PUBLIC, most=5)


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("(1) 押印の見直し", "押印の見直し"), ("第2章 窓口", "窓口"), ("01 技術", "技術"), ("① 報告書", "報告書"),
        ("ア. 見直し", "見直し"), ("3 財政", "財政"), ("2つの柱", "2つの柱"), ("アプリの導入", "アプリの導入"),
        ("1.", "1."),
    ],
)  # fmt: skip
def test_a_heading_loses_its_number(title: str, left: str) -> None:
    assert bare(title) == left


def test_names_in_quotes_come_before_figures_and_long_words() -> None:
    sentences = ["残高は令和6年度に475億円で、「未来基金」を使います。"]
    assert facts_of(sentences, "") == [["未来基金"], ["令和6年度"]]
    assert facts_of(sentences, "未来基金は令和6年度に？") == [["475億円"], ["残高"]]
    assert facts_of(["です。"], "") == []


def feedback(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_feedback_becomes_rows_with_what_search_finds(assistant: Assistant, tmp_path: Path) -> None:
    path = feedback(
        tmp_path / "feedback.jsonl",
        {"question": "バスは何便？", "rating": "bad", "reason": "wrong", "comment": "便数がない", "answer_id": "x"},
        {"question": "バスは何便？", "rating": "good"},
        {"question": "借入金は？", "rating": "bad", "plan_ids": ["morikawa-dx"]},
        {"question": "移転先は？", "rating": "bad", "plan_ids": ["morikawa-naibu"]},
    )
    found = propose_from_feedback(assistant.index, read_feedback(path), [])
    write_drafts(found, "feedback", tmp_path / "drafts.jsonl")
    rows = lines(tmp_path / "drafts.jsonl")
    assert rows[0]["draft"].startswith("1行目の感想（bad）から。「wrong」「便数がない」")
    bus, debt, hidden = read_cases([edited(tmp_path / "drafts.jsonl")])
    assert isinstance(bus, PassageCase)
    assert (bus.gold[0].plan_id, bus.wording) == ("tanizawa-kanko", "everyday")
    assert isinstance(debt, PassageCase)
    assert ("475億円",) in debt.gold[0].facts
    assert isinstance(hidden, UnanswerableCase)
    assert "緑町" not in (tmp_path / "drafts.jsonl").read_text(encoding="utf-8")


def test_bad_feedback_rows_are_named_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.write_text(
        '{"question": "x", "rating": "good"}\n\nno json\n{"question": "x", "rating": "5"}\n', encoding="utf-8"
    )
    with pytest.raises(RowsError) as caught:
        read_feedback(path)
    assert [line.split(":")[1] for line in caught.value.lines] == ["3", "4"]
    assert "rating: Input should be 'good' or 'bad'" in caught.value.lines[1]
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(RowsError, match="empty"):
        read_feedback(path)

"""Small scored runs on disk: four questions of an invented town."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.cases import AnyCase, PassageCase, UnanswerableCase

TEXT = "第1章 推進体制\n副市長が議長となる推進会議を、年に四回開きます。\n"
QUOTE = "副市長が議長となる推進会議を、年に四回開きます。"
START = TEXT.index(QUOTE)
COMMON = {"half": "report", "wording": "plain", "audience": "citizen", "difficulty": "easy", "type": "figure"}


def passage(name: str, question: str, plan: str = "midorino", **changes: Any) -> PassageCase:
    gold = {"plan_id": plan, "heading": "推進体制", "facts": [["四回", "4回"], ["副市長"]]}
    row = {"id": name, "kind": "passage", "question": question, "plan_ids": [plan], "gold": [gold]}
    return PassageCase.model_validate(COMMON | row | changes)


def unanswerable(name: str, question: str) -> UnanswerableCase:
    row = {"id": name, "kind": "unanswerable", "question": question, "plan_ids": []}
    return UnanswerableCase.model_validate(COMMON | row | {"near_plan_id": None, "why": "off_topic", "type": "fact"})


CASES: tuple[AnyCase, ...] = (
    passage("midorino-001", "推進会議は年に何回開きますか"),
    passage("midorino-002", "会議って <b>だれ</b> が仕切るの？", wording="everyday", difficulty="hard", type="who"),
    passage("umibe-001", "推進会議の回数は？", plan="umibe", audience="staff"),
    unanswerable("unanswerable-001", "明日の天気は？"),
)


@dataclass
class Scored:
    """What one question came to; ``values`` by measure."""

    text: str = "推進会議は副市長が議長で、年に四回です。[1]"
    status: str = "answered"
    passed: bool | None = True
    lost: str = "not_lost"
    values: dict[str, float | None] = field(default_factory=lambda: {"R@5": 1.0, "citation precision": 1.0})
    quote: str = QUOTE
    seconds: float = 0.4
    error: str = ""
    hits: int = 7

    def row(self, name: str) -> dict[str, Any]:
        if self.error:
            return {"id": name, "error": {"code": self.error, "message": "60秒たっても答えがない"}}
        hit = {"plan_id": "midorino", "heading": ["第1章", "推進体制"], "text": f"会議は年に四回です。{QUOTE}"}
        citation = {"marker": 1, "plan_id": "midorino", "heading": ["第1章", "推進体制"], "quote": self.quote}
        citation |= {"start": START, "end": START + len(QUOTE)}
        answer = {"status": self.status, "reason": None, "text": self.text, "citations": [citation]}
        hits = [{"rank": rank, **hit} for rank in range(1, self.hits + 1)]
        return {"id": name, "answer": answer, "hits": hits, "drafts": ["落とされた文"], "seconds": self.seconds}


def write_run(
    folder: Path, scored: Sequence[Scored], *, cases: Sequence[AnyCase] = CASES, config: dict[str, Any] | None = None
) -> Path:
    """Return ``folder`` with a run of as many cases as there are scores."""
    pairs = list(zip(cases, scored, strict=False))
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "midorino.txt").write_text(TEXT, encoding="utf-8")
    _write(folder / "cases.jsonl", [case.model_dump(mode="json") for case, _ in pairs])
    _write(folder / "answers.jsonl", [one.row(case.id) for case, one in pairs])
    (folder / "config.json").write_text(json.dumps(config or {"asked": "in_process", "search": {"top": 10}}))
    (folder / "versions.json").write_text(json.dumps({"python": "3.11.7", "packages": {"numpy": "2.3.1"}}))
    questions = [
        {"id": case.id, "kind": case.kind, "values": one.values, "passed": one.passed, "lost": one.lost}
        for case, one in pairs
    ]
    scores = {"run": folder.name, "index_id": "index-7", "cases": "a", "answers": "b", "questions": questions}
    (folder / "scores.json").write_text(json.dumps(scores), encoding="utf-8")
    return folder


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")

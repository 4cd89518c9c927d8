"""Question sets: every bundled row is typed; a bad one is named with file and line."""

import json
from pathlib import Path

import pytest

from eval.cases import PassageCase, UnanswerableCase, bundled_cases, read_cases
from eval.errors import CaseError

ROW = {
    "id": "x-001", "kind": "passage", "half": "tune", "question": "いつ？", "wording": "plain", "audience": "citizen",
    "difficulty": "easy", "type": "when", "plan_ids": [],
    "gold": [{"plan_id": "p", "heading": "1 目的", "facts": [["令和6年度", "R6"]]}],
}  # fmt: skip


def test_every_bundled_row_is_read_and_the_halves_are_even() -> None:
    cases = bundled_cases()
    assert len(cases) >= 380
    assert {type(case) for case in cases} >= {PassageCase, UnanswerableCase}
    tuned = sum(case.half == "tune" for case in cases)
    assert abs(2 * tuned - len(cases)) <= 10
    everyday = [case.wording == "everyday" for case in cases if isinstance(case, PassageCase)]
    assert sum(everyday) >= len(everyday) / 2


def _write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": "red"}, "colour"),
        ({"half": "third"}, "half"),
        ({"gold": []}, "gold"),
        ({"gold": [{"plan_id": "p", "heading": "h", "facts": [[]]}]}, "facts"),
        ({"kind": "riddle"}, "passage"),
        ({"question": ""}, "question"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(tmp_path: Path, change: dict[str, object], told: str) -> None:
    path = _write(tmp_path / "set.jsonl", ROW, {**ROW, "id": "x-002", **change})
    with pytest.raises(CaseError, match=rf"set\.jsonl:2: .*{told}.*see eval/datasets/README\.md"):
        read_cases([path])


def test_an_id_stands_once_over_all_files(tmp_path: Path) -> None:
    paths = [_write(tmp_path / name, ROW) for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(CaseError, match="'x-001' stands twice"):
        read_cases(paths)

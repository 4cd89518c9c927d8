"""Batches: order kept, a bad row never ends the batch."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.batch import BatchRow, run_batch
from assistant.errors import BatchError
from index.errors import IndexDamagedError


def _run(tmp_path: Path, content: bytes) -> list[dict[str, Any]]:
    (tmp_path / "in.jsonl").write_bytes(content)

    def handle(row: BatchRow) -> dict[str, Any]:
        return {"hits": [row.question]}

    run_batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl", handle, lambda _count: None)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_rows_come_out_in_order_and_bad_ones_as_errors(tmp_path: Path) -> None:
    rows = _run(
        tmp_path,
        b'{"id": "a", "question": "x"}\n\nnot json\n{"id": "c"}\n{"id": 4, "question": "y", "colour": 1}\n'
        b'[1]\n\xff\xfe\n{"id": "z", "question": "last"}',
    )
    assert [row["id"] for row in rows] == ["a", None, "c", 4, None, None, "z"]
    assert [set(row) - {"id"} for row in rows] == [{"hits"}, *[{"error"}] * 5, {"hits"}]
    assert rows[2]["error"]["code"] == "bad_row"
    assert rows[2]["error"]["message"].startswith("line 4: question:")
    assert rows[3]["error"]["message"].startswith("line 5: colour:")


def test_an_empty_batch_gives_an_empty_file(tmp_path: Path) -> None:
    assert _run(tmp_path, b"") == []


def test_a_missing_file_is_one_clear_line_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"none\.jsonl: No such file or directory; check --batch and --output"):
        run_batch(tmp_path / "none.jsonl", tmp_path / "out.jsonl", lambda _row: {}, lambda _count: None)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_question_that_fails_is_an_error_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "question": "x"}\n{"id": "b", "question": "y"}', encoding="utf-8")

    def handle(row: BatchRow) -> dict[str, Any]:
        if row.id == "a":
            raise IndexDamagedError("store.sqlite: damaged")
        return {"hits": []}

    assert run_batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl", handle, lambda _count: None) == 1
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[0]["error"] == {"code": "failed", "message": "line 1: store.sqlite: damaged"}
    assert rows[1] == {"id": "b", "hits": []}

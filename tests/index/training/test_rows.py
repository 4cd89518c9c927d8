"""Training data: strict rows, and the bundled ones as their README says."""

import re
from pathlib import Path

import pytest

from index.errors import ModelError
from index.training.rows import data_files, training_rows


def test_the_bundled_rows_are_as_many_as_the_readme_says() -> None:
    rows = training_rows()
    readme = (data_files()[0].parent / "README.md").read_text(encoding="utf-8")
    counts = {name: int(count) for name, count in re.findall(r"\| `(\w+)\.jsonl` \| (\d+) \|", readme)}
    assert counts == {"pairs": len(rows.pairs), "passages": len(rows.passages)}
    assert len({row.passage for row in rows.passages}) == len(rows.passages)
    assert all(row.near != row.passage for row in rows.passages)


@pytest.mark.parametrize("line", ["{", '{"question": "窓口"}', '{"question": "窓口", "passage": "", "more": 1}'])
def test_a_broken_row_is_one_line_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"question": "窓口は", "passage": "窓口です"}\n' + line, encoding="utf-8")
    with pytest.raises(ModelError, match="line 2") as caught:
        training_rows(tmp_path)
    assert "\n" not in str(caught.value)


def test_missing_data_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="unreadable"):
        training_rows(tmp_path)

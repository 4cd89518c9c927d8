"""Training data: strict rows, and the bundled ones as their README says."""

import re
from pathlib import Path

import pytest

from index.errors import ModelError
from index.training.rows import IndicatorName, PlanSection, data_files, training_rows

PAIR = '{"question": "窓口は", "passage": "窓口です"}'
PASSAGE = '{"passage": "窓口です", "questions": ["窓口は"], "near": "人口です"}'
SECTION = '{"plan": "a1", "heading": "1 窓口", "sentences": ["窓口です。"], "questions": ["窓口は"]}'
INDICATOR = '{"name": "窓口数", "field": "窓口", "questions": ["窓口はいくつ"]}'
FILES = {"pairs": PAIR, "passages": PASSAGE, "sections": SECTION, "indicators": INDICATOR}


def written(folder: Path, **changed: str) -> Path:
    """Return a folder with one row a file, and behind it those given."""
    for name, row in FILES.items():
        lines = [row, changed[name]] if name in changed else [row]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_bundled_rows_are_as_many_as_the_readme_says() -> None:
    rows = training_rows()
    readme = (data_files()[0].parent / "README.md").read_text(encoding="utf-8")
    counts = {name: int(count) for name, count in re.findall(r"\| `(\w+)\.jsonl` \| (\d+) \|", readme)}
    assert counts == {
        "pairs": len(rows.pairs), "passages": len(rows.passages), "sections": len(rows.sections),
        "indicators": len(rows.indicators),
    }  # fmt: skip
    told = [f"{sum(len(row.questions) for row in kind):,} questions" for kind in (rows.sections, rows.indicators)]
    assert [one for one in told if one not in readme] == []
    assert f"{len({row.plan for row in rows.sections})} invented plans" in readme
    assert len({row.passage for row in rows.passages}) == len(rows.passages)
    assert all(row.near != row.passage for row in rows.passages)


@pytest.mark.parametrize("line", ["{", '{"question": "窓口"}', '{"question": "窓口", "passage": "", "more": 1}'])
def test_a_broken_row_is_one_line_with_its_place(tmp_path: Path, line: str) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"question": "窓口は", "passage": "窓口です"}\n' + line, encoding="utf-8")
    with pytest.raises(ModelError, match="line 2") as caught:
        training_rows(tmp_path)
    assert "\n" not in str(caught.value)


def test_sections_and_indicators_are_read(tmp_path: Path) -> None:
    rows = training_rows(written(tmp_path))
    section = PlanSection(plan="a1", heading="1 窓口", sentences=("窓口です。",), questions=("窓口は",))
    assert rows.sections == (section,)
    assert rows.indicators == (IndicatorName(name="窓口数", field="窓口", questions=("窓口はいくつ",)),)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("sections", SECTION.replace('["窓口です。"]', "[]")),
        ("sections", SECTION.replace('["窓口は"]', "[]")),
        ("sections", SECTION.replace('"plan": "a1", ', "")),
        ("sections", SECTION.replace('"窓口は"', '" "')),
        ("sections", SECTION.replace("}", ', "near": "人口です"}')),
        ("indicators", INDICATOR.replace('"name": "窓口数", ', "")),
        ("indicators", INDICATOR.replace('["窓口はいくつ"]', '"窓口はいくつ"')),
        ("indicators", "[]"),
    ],
)
def test_a_broken_section_or_indicator_is_refused_with_its_place(tmp_path: Path, name: str, line: str) -> None:
    with pytest.raises(ModelError, match=rf"{name}\.jsonl, line 2: .*; mend or remove the row"):
        training_rows(written(tmp_path, **{name: line}))


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_needed(tmp_path: Path, name: str) -> None:
    (written(tmp_path) / f"{name}.jsonl").unlink()
    with pytest.raises(ModelError, match=rf"{name}\.jsonl: unreadable"):
        training_rows(tmp_path)


def test_missing_data_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="unreadable"):
        training_rows(tmp_path)

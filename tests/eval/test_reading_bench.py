"""The reading bench writes the files that it times, and each figure has its n."""

from pathlib import Path

import pytest

from corpus.ingest import find_plan_folders, read_plan
from corpus.readers.registry import reader_for
from eval import reading_bench, reading_files
from eval.errors import EvalError
from eval.reading_files import Part, chromium, parts_of, to_docx, to_html, to_pdf, to_xlsx

PARTS = [
    Part(1, "計画の目標"),
    Part(0, "市は、窓口の予約を<広げます>。"),
    Part(rows=(("指標", "R6", "R7"), ("件数", "1,200", ""))),
]
NO_READER = "no reader for this kind"


def test_plans_become_headings_text_and_tables(plans: Path) -> None:
    plan = read_plan(plans / "morikawa-dx")
    parts = parts_of(plan, tables=True)
    assert [(part.level, part.text) for part in parts if part.level][:2] == [(1, "1 はじめに"), (1, "2 窓口の改善")]
    assert parts[-1].rows[0] == ("指標", "区分", "2024年度")
    assert {row[1:] for row in parts[-1].rows[1:]} == {("actual", "96件"), ("target", "120件")}
    assert not any(part.rows for part in parts_of(plan, tables=False))


@pytest.mark.parametrize(
    ("suffix", "write"), [(".html", to_html), (".docx", to_docx), (".xlsx", to_xlsx), (".pdf", to_pdf)]
)
def test_files_are_read_back(suffix: str, write: object) -> None:
    if reader_for(suffix) is None or (suffix == ".pdf" and chromium() is None):
        pytest.skip(NO_READER)
    assert callable(write)
    text = reading_bench.read(write(PARTS), suffix).text
    for said in ("計画の目標", "市は、窓口の予約を", "1,200"):
        assert said in text


def test_text_is_repeated_until_it_is_long_enough() -> None:
    letters = sum(len(part.text) for part in PARTS) + len("指標R6R7件数1,200")
    assert len(reading_bench.repeated(PARTS, letters)) == 3
    assert len(reading_bench.repeated(PARTS, letters + 1)) == 6


def test_copies_are_plans_of_their_own(tmp_path: Path) -> None:
    reading_bench.write_copies(b"old", 3, tmp_path / "plans")
    reading_bench.write_copies(b"%PDF", 2, tmp_path / "plans")
    folders = find_plan_folders([tmp_path / "plans"])
    assert [folder.name for folder in folders] == ["plan-001", "plan-002"]
    assert (folders[1] / "plan.pdf").read_bytes() == b"%PDF"


def test_a_kind_without_reader_is_an_error() -> None:
    with pytest.raises(EvalError, match=r"no reader for \.xyz; register it"):
        reading_bench.read(b"", ".xyz")


def test_without_chromium_the_rest_is_measured(monkeypatch: pytest.MonkeyPatch, plans: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(reading_bench, "chromium", lambda: None)
    monkeypatch.setattr(reading_bench, "_SIZE", 1_000)
    if not all(map(reader_for, (".html", ".docx", ".xlsx"))):
        pytest.skip(NO_READER)
    rows = list(reading_bench.measure(plans, tmp_path, 1, 1))
    assert [row[0] for row in rows] == ["parse and chunk text", "read .html", "read .docx", "read .xlsx", "read .pdf"]
    assert "no Chromium" in rows[-1][1]


def test_a_large_corpus_is_ingested(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if reader_for(".pdf") is None or chromium() is None:
        pytest.skip(NO_READER)
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")
    row = reading_bench.ingest_row(to_pdf(PARTS), 2, tmp_path)
    assert row[2] == "1 ingest, 2 plans, 2 pages"
    assert float(row[1].split("peak ")[1].removesuffix(" MiB")) > 20


def test_a_printer_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_files, "chromium", lambda: "/bin/false")
    with pytest.raises(EvalError, match="Chromium printed no PDF"):
        to_pdf(PARTS)

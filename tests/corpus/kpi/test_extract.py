"""Extraction as a whole, and what it finds in the plan that two careful readers read."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.ingest import read_plan
from corpus.japanese.width import fold
from corpus.kpi.extract import Found, Source, extract
from corpus.kpi.record import Certainty, KpiKind, KpiRecord
from corpus.kpi.yearly.finder import find_yearly
from corpus.plan import Plan
from tests.corpus.folder import MANIFEST, make_folder
from tests.corpus.kpi.invented import source_of
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS

GOLD = Path(__file__).resolve().parents[3] / "corpus" / "documents" / "sasebo-dx" / "kpi.csv"
TABLE = "指標||R6|R7\n予約件数|目標|10|20\n|実績|9|\n"
Cell = tuple[str, ...]


def test_a_cell_that_two_finders_find_is_one_record() -> None:
    source = source_of(TABLE)
    assert extract(source, (find_yearly, find_yearly)) == extract(source, (find_yearly,))
    assert len(extract(source, (find_yearly,)).records) == 3


def test_a_value_said_twice_is_one_and_a_dispute_is_uncertain() -> None:
    assert len(extract(source_of(f"{TABLE}\n{TABLE}"), (find_yearly,)).records) == 3
    found = extract(source_of(f"{TABLE}\n{TABLE.replace('20', '25')}"), (find_yearly,))
    assert [(record.raw, record.certainty.value) for record in found.records] == [
        ("10", "certain"),
        ("20", "uncertain"),
        ("9", "certain"),
    ]
    assert [(item.place, item.reason) for item in found.rejections] == [
        ("line 6", "25: for the same year another place says 20")
    ]


def test_what_finders_reject_is_kept() -> None:
    def finder(source: Source) -> Found:
        assert source.text
        return find_yearly(source_of("区分|R6|R7\n目標|45%|50%\n"))

    assert [item.place for item in extract(source_of(TABLE), (finder, find_yearly)).rejections] == ["line 2"]


def test_a_plan_folder_gives_its_values_by_file_and_line(tmp_path: Path) -> None:
    text = "# 窓口\n\n" + TABLE.replace("|", "\t") + "待ち時間\t\t20分\t18分\n"
    plan = read_plan(make_folder(tmp_path, a_md="# 一\n\n本文です。\n", b_md=text))
    assert [(record.indicator, record.fiscal_year, record.raw) for record in plan.kpis] == [
        ("予約件数", 2024, "10"),
        ("予約件数", 2025, "20"),
        ("予約件数", 2024, "9"),
    ]
    assert all(plan.text[record.cell_start : record.cell_end] == record.raw for record in plan.kpis)
    assert [(item.file, item.place) for item in plan.rejections] == [("b.md", "line 6")]


KPI_CSV = (
    "plan_id,table,field,issue,indicator,project_id,fiscal_year,period,kind,value,unit,raw,qualifier,certainty\n"
    "midori,kpi,,窓口,予約件数,,2025,,target,25,件,25,,certain\n"
)


def test_kpi_csv_has_the_last_word(tmp_path: Path) -> None:
    text = "# 窓口\n\n" + TABLE.replace("|", "\t")
    plan = read_plan(make_folder(tmp_path, a_md=text, kpi_csv=KPI_CSV))
    assert sorted((record.kind.value, str(record.fiscal_year), str(record.value)) for record in plan.kpis) == [
        ("actual", "2024", "9"),
        ("target", "2024", "10"),
        ("target", "2025", "25"),
    ]


def test_a_complete_kpi_csv_is_all_there_is(tmp_path: Path) -> None:
    text = "# 窓口\n\n" + TABLE.replace("|", "\t")
    plan = read_plan(make_folder(tmp_path, "midori", f"{MANIFEST}kpi_complete = true\n", a_md=text, kpi_csv=KPI_CSV))
    assert [str(record.value) for record in plan.kpis] == ["25"]
    assert plan.indicators == ()


@cache
def original() -> Plan:
    """Return the original plan, read once."""
    return read_plan(ORIGINALS / "sasebo-dx")


def cells_of_gold(table: str, certainty: str = "") -> Counter[Cell]:
    """Return the cells that the careful readings agree on, each with its value."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"] == table]
    return Counter(
        (fold(row["indicator"]), row["project_id"], row["fiscal_year"], row["kind"], _plain(row["value"]))
        for row in rows
        if certainty in ("", row["certainty"])
    )


def cell_of(record: KpiRecord) -> Cell:
    """Return the cell of a record as the gold names it."""
    value = "" if record.value is None else format(record.value, "f")
    return (fold(record.indicator), record.project_id, str(record.fiscal_year or ""), record.kind.value, _plain(value))


def _plain(value: str) -> str:
    return value.rstrip("0").rstrip(".") if "." in value else value


def of_table(table: str) -> list[KpiRecord]:
    return [record for record in original().kpis if record.table.value == table]


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
@pytest.mark.parametrize("table", ["kpi", "activity"])
def test_certain_values_of_the_original(table: str) -> None:
    certain = Counter(cell_of(record) for record in of_table(table) if record.certainty is Certainty.CERTAIN)
    wanted = cells_of_gold(table, "certain")
    missed, wrong = wanted - certain, certain - cells_of_gold(table)
    assert 1 - missed.total() / wanted.total() >= 0.95, sorted(missed)
    assert 1 - wrong.total() / certain.total() >= 0.99, sorted(wrong)


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
def test_the_original_has_no_value_for_years_to_come() -> None:
    actual = [record for record in original().kpis if record.kind is KpiKind.ACTUAL and record.fiscal_year]
    assert max(record.fiscal_year or 0 for record in actual if record.certainty is Certainty.CERTAIN) == 2024
    assert max(record.fiscal_year or 0 for record in actual) <= 2025


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
def test_cells_of_the_original_are_exact() -> None:
    plan = original()
    for record in plan.kpis:
        assert plan.text[record.cell_start : record.cell_end] == record.raw
        assert record.start <= record.cell_start < record.cell_end <= record.end
        assert record.evidence
    assert all(item.place.startswith("line ") and item.reason for item in plan.rejections)

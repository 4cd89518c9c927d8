"""A row of ``kpi.csv`` wins over what was found of the same cell, and over nothing else."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from corpus.ingest import read_plan
from corpus.kpi.export import kpi_csv
from corpus.kpi.overriding import idle_removals, overridden, removes
from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS

FOUND = KpiRecord(
    "morikawa-dx", KpiTable.KPI, "窓口", "待たない窓口", "オンライン申請利用率", "", 2024, "", KpiKind.TARGET,
    Decimal(35), "%", "35%", "", Certainty.CERTAIN, 10, 40, 20, 23, "heading row",
)  # fmt: skip
ROW = replace(FOUND, value=Decimal(36), raw="36%", evidence="kpi.csv")


def test_a_row_takes_the_place_of_the_cell_it_names() -> None:
    before, after = replace(FOUND, fiscal_year=2023), replace(FOUND, fiscal_year=2025)
    assert overridden((before, FOUND, after), (ROW,)) == (before, ROW, after)


def test_without_rows_nothing_changes_and_without_finds_rows_stand_as_they_are() -> None:
    assert overridden((FOUND, FOUND), ()) == (FOUND, FOUND)
    assert overridden((), (ROW,)) == (ROW,)


def test_widths_case_and_white_space_of_names_do_not_matter() -> None:
    found = replace(FOUND, field="窓 口", indicator="ＲＰＡ等による削減効果時間（年）", project_id="窓口１-1;窓口1-2")
    row = replace(ROW, indicator="rpa等による 削減効果時間(年)", project_id="窓口1-2; 窓口1-1")
    assert overridden((found,), (row,)) == (row,)


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, table=KpiTable.FIGURE),
        replace(FOUND, indicator="オンライン申請件数"),
        replace(FOUND, fiscal_year=2025),
        replace(FOUND, fiscal_year=None),
        replace(FOUND, kind=KpiKind.ACTUAL),
        replace(FOUND, field="福祉"),
        replace(FOUND, issue="書かない窓口"),
    ],
)
def test_another_cell_stays_and_the_row_is_added(other: KpiRecord) -> None:
    assert overridden((other,), (ROW,)) == (other, ROW)


@pytest.mark.parametrize("name", ["field", "issue"])
def test_a_name_left_empty_on_one_side_fits(name: str) -> None:
    bare = {name: ""}
    assert overridden((replace(FOUND, **bare),), (ROW,)) == (ROW,)  # type: ignore[arg-type]
    row = replace(ROW, **bare)  # type: ignore[arg-type]
    assert overridden((FOUND,), (row,)) == (row,)


def test_of_several_fields_with_one_indicator_the_named_one_is_overridden() -> None:
    other = replace(FOUND, field="福祉")
    assert overridden((other, FOUND), (ROW,)) == (other, ROW)
    bare = replace(FOUND, field="", issue="")
    assert overridden((bare, FOUND), (ROW,)) == (bare, ROW)


def test_a_row_that_fits_several_cells_is_added_and_removes_none() -> None:
    other = replace(FOUND, field="福祉")
    row = replace(ROW, field="", issue="")
    assert overridden((other, FOUND), (row,)) == (other, FOUND, row)
    assert overridden((other, FOUND), (row, ROW)) == (other, ROW, row)


def test_a_cell_found_twice_is_replaced_once() -> None:
    assert overridden((FOUND, replace(FOUND, start=90)), (ROW,)) == (ROW,)


def test_a_period_tells_times_apart_only_where_both_sides_say_one() -> None:
    found = replace(FOUND, period="4月1日時点")
    assert overridden((found,), (ROW,)) == (ROW,)
    other = replace(ROW, period="年度末")
    assert overridden((found,), (other,)) == (found, other)


def test_without_a_year_the_period_must_be_the_same() -> None:
    found = replace(FOUND, fiscal_year=None, period="計画期間中")
    row = replace(ROW, fiscal_year=None)
    assert overridden((found,), (row,)) == (found, row)
    assert overridden((found,), (replace(row, period="計画期間中"),)) == (replace(row, period="計画期間中"),)
    assert overridden((replace(found, period=""),), (row,)) == (row,)


def test_new_cells_follow_in_the_order_of_the_file() -> None:
    new = tuple(replace(ROW, fiscal_year=year) for year in (2030, 2028, 2029))
    assert overridden((FOUND,), (new[0], ROW, *new[1:])) == (ROW, *new)


def test_rows_that_differ_only_in_width_are_both_said() -> None:
    wide = replace(ROW, field="窓口　", value=Decimal(37))
    assert overridden((FOUND,), (ROW, wide)) == (ROW, wide)


@pytest.mark.parametrize("raw", ["-", "－", " - "])
def test_a_dash_without_value_removes_the_cell(raw: str) -> None:
    row = replace(ROW, value=None, raw=raw)
    other = replace(FOUND, kind=KpiKind.ACTUAL)
    assert overridden((FOUND, other), (row,)) == (other,)
    assert idle_removals((FOUND, other), (row,)) == ()


def test_a_dash_that_fits_no_cell_or_several_does_nothing_and_is_told() -> None:
    row = replace(ROW, value=None, raw="-")
    other, bare = replace(FOUND, field="福祉"), replace(row, field="", issue="")
    assert overridden((other,), (row,)) == (other,)
    assert idle_removals((other,), (row,)) == (row,)
    assert overridden((FOUND, other), (bare,)) == (FOUND, other)
    assert idle_removals((FOUND, other), (bare,)) == (bare,)


def test_in_a_complete_file_a_dash_is_what_the_cell_says() -> None:
    rows = (ROW, replace(ROW, kind=KpiKind.ACTUAL, value=None, raw="-"))
    assert overridden((), rows) == rows
    assert idle_removals((), rows) == ()


def test_a_dash_that_was_found_and_a_word_in_a_row_are_said() -> None:
    printed = replace(FOUND, value=None, raw="-")
    assert overridden((printed,), ()) == (printed,)
    word = replace(ROW, value=None, raw="維持", qualifier="維持")
    assert not removes(word)
    assert not removes(replace(ROW, value=None, raw="-", qualifier="未定"))
    assert overridden((FOUND,), (word,)) == (word,)


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
@pytest.mark.parametrize("name", ["nagareyama-keiei", "sasebo-dx"])
def test_an_export_saved_as_kpi_csv_changes_no_value(name: str, tmp_path: Path) -> None:
    found = read_plan(ORIGINALS / name)
    folder = copytree(ORIGINALS / name, tmp_path / name)
    (folder / "kpi.csv").write_text(kpi_csv(found.kpis), encoding="utf-8")
    again = read_plan(folder)
    assert {record.evidence for record in again.kpis} == {"kpi.csv"}
    assert kpi_csv(again.kpis) == kpi_csv(found.kpis)
    assert again.rejections == found.rejections

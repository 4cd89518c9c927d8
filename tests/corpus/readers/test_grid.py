import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.grid import MOST_CELLS, MergedCell, one_cell, rows_as_text, spread
from tests.corpus.reading import sections_of


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("情報政\n策課", "情報政策課"),
        ("情報政\r\n　策課", "情報政策課"),
        ("Web\nGIS", "Web GIS"),
        ("令和6年度\n(2024)", "令和6年度 (2024)"),
        ("100\n人", "100 人"),
        ("・窓口\n・電話", "・窓口 ・電話"),
        ("①窓口\n②電話", "①窓口 ②電話"),
        ("増やす。\n減らす。", "増やす。 減らす。"),
        ("総務課\n\n財政課", "総務課 財政課"),
        ("窓口\t電話", "窓口電話"),
        (" 指標 名 ", "指標 名"),
        ("市　民", "市　民"),
        ("窓口\u2028の数", "窓口の数"),
        ("\n\n", ""),
        ("", ""),
    ],
)
def test_cells_are_one_line(text: str, line: str) -> None:
    assert one_cell(text) == line


def test_rows_have_the_same_width_and_no_row_is_empty() -> None:
    rows = [["指標", "R6", "R7"], ["", " ", "\n"], ["窓口", "3"], []]
    assert rows_as_text(rows) == "指標\tR6\tR7\n窓口\t3\t"
    assert rows_as_text([]) == ""
    assert rows_as_text([[""], []]) == ""


def test_merged_cells_keep_their_text_in_their_first_place() -> None:
    rows = [
        [MergedCell("指標", colspan=2), MergedCell("R6")],
        [MergedCell("窓口", rowspan=2), MergedCell("予定"), MergedCell("3")],
        [MergedCell("実績"), MergedCell("2")],
        [MergedCell("備考", colspan=3)],
    ]
    assert spread(rows) == [["指標", "", "R6"], ["窓口", "予定", "3"], ["", "実績", "2"], ["備考", "", ""]]


def test_a_cell_over_rows_and_columns() -> None:
    rows = [
        [MergedCell("a"), MergedCell("b", rowspan=2, colspan=2), MergedCell("c")],
        [MergedCell("d"), MergedCell("e")],
        [MergedCell("f"), MergedCell("g"), MergedCell("h"), MergedCell("i")],
    ]
    assert spread(rows) == [["a", "b", "", "c"], ["d", "", "", "e"], ["f", "g", "h", "i"]]


def test_cells_from_above_behind_the_last_cell() -> None:
    rows = [[MergedCell("a"), MergedCell("b", rowspan=9)], [MergedCell("c")], []]
    assert spread(rows) == [["a", "b"], ["c", ""], ["", ""]]


def test_pairs_of_planned_and_actual_values_are_one_row() -> None:
    rows = [
        [MergedCell("指標"), MergedCell("区分"), MergedCell("R6"), MergedCell("R7"), MergedCell("R8")],
        [MergedCell("窓口の数", rowspan=2), *map(MergedCell, ("予定", "3", "4", "5"))],
        [*map(MergedCell, ("実績", "2", "", ""))],
    ]
    text = rows_as_text(spread(rows))
    assert text.splitlines()[2] == "\t実績\t2\t\t"
    blocks = [block for body in sections_of(text) for block in body.blocks]
    assert [len(block.lines) for block in blocks] == [3]


@pytest.mark.parametrize(
    "rows",
    [
        [[MergedCell("x", 65_534, 1000)]] * 20_000,
        [[MergedCell("x", 1, 1_000_000)] * 50_000],
        [*[[MergedCell("x")]] * 50_000, [MergedCell("y")] * 50_000],
    ],
)
def test_hostile_spans_do_not_outgrow_the_table(rows: list[list[MergedCell]]) -> None:
    start = time.process_time()
    placed = spread(rows)
    assert sum(map(len, placed)) < 2 * MOST_CELLS
    text = rows_as_text(placed)
    assert text.count("x") == sum(cell.text == "x" for row in rows for cell in row)
    assert len(text) < 3 * MOST_CELLS
    assert time.process_time() - start < 20


CELLS = st.builds(MergedCell, st.text(max_size=8), st.integers(-1, 4), st.integers(-1, 4))


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_no_text_is_lost(rows: list[list[MergedCell]]) -> None:
    placed = spread(rows)
    assert [text for row in placed for text in row if text] == [cell.text for row in rows for cell in row if cell.text]
    lines = rows_as_text(placed).split("\n")
    assert len({line.count("\t") for line in lines}) == 1
    assert "\n\n" not in rows_as_text(placed)

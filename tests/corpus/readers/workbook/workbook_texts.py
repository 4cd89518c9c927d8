"""Reading workbooks of tests, and one of them."""

from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from corpus.readers.workbook.reader import read_workbook
from tests.corpus.readers.workbook.workbooks import saved


def filled(fill: Callable[[Any], None], title: str = "目標") -> bytes:
    workbook = Workbook()
    workbook.active.title = title
    fill(workbook.active)
    return saved(workbook)


def text_of(data: bytes) -> str:
    return read_workbook(data, "midori/a.xlsx").text


def said_of(data: bytes) -> list[tuple[str, str]]:
    return [(notice.code.value, notice.place) for notice in read_workbook(data, "midori/a.xlsx").notices]


def goals(sheet: Any) -> None:
    sheet["A1"] = "窓口の目標"
    sheet.merge_cells("A1:C1")
    for row in (["指標", "R5", "R6"], ["予約率", 0.3, 0.455], ["人数", 1234, -5678], ["備考", "一行\n二行", None]):
        sheet.append(row)
    sheet["B3"].number_format = sheet["C3"].number_format = "0.0%"
    sheet["B4"].number_format = '#,##0"人"'
    sheet["C4"].number_format = "#,##0;▲#,##0"
    sheet["A7"] = "令和6年度の時点の値です。"

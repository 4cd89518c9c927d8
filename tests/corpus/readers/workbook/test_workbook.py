import time
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles.numbers import FORMAT_PERCENTAGE_00

from corpus.errors import SourceError
from corpus.ingest import read_plan
from corpus.notice import NoticeCode
from corpus.readers.workbook.reader import MOST_SHEETS, read_workbook
from tests.corpus.folder import make_folder
from tests.corpus.readers.workbook.workbooks import MANIFEST, NAMESPACE, made, packed, rows, saved
from tests.corpus.reading import assert_sound, chunks_of


def _workbook(fill: Callable[[Any], None], title: str = "目標") -> bytes:
    workbook = Workbook()
    workbook.active.title = title
    fill(workbook.active)
    return saved(workbook)


def _text(data: bytes) -> str:
    return read_workbook(data, "midori/a.xlsx").text


def _said(data: bytes) -> list[tuple[str, str]]:
    return [(notice.code.value, notice.place) for notice in read_workbook(data, "midori/a.xlsx").notices]


def _goals(sheet: Any) -> None:
    sheet["A1"] = "窓口の目標"
    sheet.merge_cells("A1:C1")
    for row in (["指標", "R5", "R6"], ["予約率", 0.3, 0.455], ["人数", 1234, -5678], ["備考", "一行\n二行", None]):
        sheet.append(row)
    sheet["B3"].number_format = sheet["C3"].number_format = "0.0%"
    sheet["B4"].number_format = '#,##0"人"'
    sheet["C4"].number_format = "#,##0;▲#,##0"
    sheet["A7"] = "令和6年度の時点の値です。"


def test_a_sheet_is_a_heading_with_its_tables() -> None:
    source = read_workbook(_workbook(_goals), "midori/a.xlsx")
    assert source.text == (
        "# 目標\n\n窓口の目標\n指標\tR5\tR6\n予約率\t30.0%\t45.5%\n人数\t1,234人\t▲5,678\n備考\t一行二行\t\n\n"
        "令和6年度の時点の値です。"
    )
    assert (source.pages, source.notices) == ((), ())
    assert_sound(source.text, chunks_of(source.text))


def test_sheets_are_pages(tmp_path: Path) -> None:
    workbook = Workbook()
    for name in ("観光", "空", "窓口"):
        workbook.create_sheet(name)
    for name in ("Sheet", "観光", "窓口"):
        workbook[name]["A1"] = f"{name}の本文です。"
    source = read_workbook(saved(workbook), "a.xlsx")
    assert source.pages is not None
    assert [source.text[at:][:4] for at in source.pages] == ["# 観光", "# 窓口", "# 窓口"]
    plan = read_plan(make_folder(tmp_path, a_xlsx=saved(workbook)))
    assert [(chunk.text, chunk.page) for chunk in plan.chunks] == [
        ("Sheetの本文です。", 1),
        ("観光の本文です。", 2),
        ("窓口の本文です。", 4),
    ]
    assert ("no_text", "sheet 空") in [(notice.code, notice.place) for notice in plan.notices]


def test_values_as_shown() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([date(2024, 4, 1), datetime(2024, 4, 1, 9, 30), True, False, 0.1 + 0.2, 12500])  # noqa: DTZ001
        sheet.append([date(2024, 4, 1), 0.875, "＝見出し", " 前後 ", 3.0, 1e-7])
        sheet["A2"].number_format = '[$-411]ggge"年"m"月"d"日"'
        sheet["B2"].number_format = FORMAT_PERCENTAGE_00

    assert _text(_workbook(fill)).split("\n")[2:] == [
        "2024-04-01\t2024-04-01 9:30:00\tTRUE\tFALSE\t0.3\t12500",
        "令和6年4月1日\t87.50%\t＝見出し\t前後\t3\t0.0000001",
    ]


def test_formulas_show_their_value_and_are_named_without_one() -> None:
    cells = ("<c r='A1'><f>1+1</f><v>2</v></c>", "<c r='A2'><f>SUM(B1)</f><v/></c><c r='B2'><f>C1</f></c>", "")
    data = made(rows(*cells, "<c r='A4' t='str'><f>T(1)</f><v></v></c>", "<c r='A5' t='str'><f>T(2)</f><v>文</v></c>"))
    assert _text(data) == "# 目標\n\n2\n\n文"
    (notice,) = read_workbook(data, "midori/a.xlsx").notices
    assert (notice.file, notice.place, notice.code) == ("a.xlsx", "sheet 目標, cell A2", NoticeCode.TABLE)
    assert "2 cells" in notice.message


def test_error_values() -> None:
    data = made(rows("<c r='A1'><v>1</v></c><c r='B1' t='e'><f>A9</f><v>#REF!</v></c><c r='C1'><v>3</v></c>"))
    assert _text(data) == "# 目標\n\n1\t3"
    assert _said(data) == [("table", "sheet 目標, cell B1")]


def test_what_is_hidden_is_left_out() -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "目標"
    for row in (["指標", "内部", "R6"], ["予約率", "秘密", 45], ["隠した行", "秘密", 1], ["電話", None, 2]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["G"].hidden = True
    sheet["A2"].comment = Comment("秘密の注", "職員")
    for name, state in (("裏", "hidden"), ("奥", "veryHidden")):
        workbook.create_sheet(name)["A1"] = "秘密"
        workbook[name].sheet_state = state
    source = read_workbook(saved(workbook), "a.xlsx")
    assert source.text == "# 目標\n\n指標\tR6\n予約率\t45\n電話\t2"
    assert [(notice.code, notice.place) for notice in source.notices] == [
        (NoticeCode.HIDDEN, ""),
        (NoticeCode.HIDDEN, "sheet 目標"),
    ]
    assert "2 hidden sheets left out (裏, 奥)" in source.notices[0].message
    assert "1 hidden rows and 1 hidden columns" in source.notices[1].message


def test_charts_are_left_out() -> None:
    workbook = Workbook()
    workbook.active.append(["本文です。"])
    workbook.create_chartsheet("図").add_chart(BarChart())
    assert ("left_out", "sheet 図") in _said(saved(workbook))


def test_readings_over_kanji_and_escapes() -> None:
    texts = (
        "<si><r><t>窓</t></r><r><t>口</t></r><rPh sb='0' eb='1'><t>マドグチ</t></rPh></si>"
        "<si><t>一_x000D_\n二_x000C__xD800_三_x0041_</t></si><si/>"
    )
    cells = "<c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
    assert _text(made(rows(cells), texts=texts)) == "# 目標\n\n窓口\t一二三A"


def test_cells_and_rows_without_their_place() -> None:
    data = made(rows("<c><v>1</v></c><c r='D1'><v>4</v></c><c><v>5</v></c>", "", "<c><v>7</v></c>"))
    assert _text(data) == "# 目標\n\n1\t4\t5\n\n7"


def test_prefixed_names() -> None:
    sheet = (
        f"<x:worksheet xmlns:x='{NAMESPACE}'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>5</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    assert _text(made("", **{"xl/worksheets/s.xml": sheet})) == "# 目標\n\n5"


def test_days_from_1904_and_iso_days() -> None:
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
    cells = "<c s='1'><v>43921</v></c><c t='d'><v>2024-04-01T00:00:00</v></c><c t='d'><v>2024-04-01T09:30:00</v></c>"
    data = made(rows(cells), styles=styles, settings="<workbookPr date1904='1'/>")
    assert _text(data) == "# 目標\n\n2024-04-01\t2024-04-01\t2024-04-01 09:30"


def test_dollars_japanese_formats_and_days_that_are_none() -> None:
    formats = """<numFmts><numFmt numFmtId='5' formatCode='"$"#,##0_);\\("$"#,##0\\)'/></numFmts>"""
    styles = "".join(f"<xf numFmtId='{number}'/>" for number in (5, 31, 58, 14))
    cells = "".join(f"<c s='{at}'><v>{value}</v></c>" for at, value in enumerate((1500, 45383, 45383, 99999999)))
    data = made(rows(cells), styles=f"{formats}<cellXfs>{styles}</cellXfs>")
    assert _text(data) == "# 目標\n\n$1,500\t2024年4月1日\t令和6年4月1日"
    assert _said(data) == [("table", "sheet 目標, cell D1")]


def test_a_huge_dimension_costs_nothing() -> None:
    data = made(
        "<dimension ref='A1:XFD1048576'/>"
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
        "<row r='1048576'><c r='B1048576'><v>2</v></c><c r='XFD1048576'><v>3</v></c></row></sheetData>"
    )
    start = time.process_time()
    assert _text(data) == "# 目標\n\n1\n\n2"
    assert time.process_time() - start < 1
    assert _said(data) == [("limit", "sheet 目標")]


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"<c><v>{number}</v></c><c><v>0</v></c>" for number in range(9)]
    monkeypatch.setattr("corpus.readers.workbook.sheet.MOST_ROWS", 4)
    data = made(rows(*lines))
    assert _text(data) == "# 目標\n\n0\t0\n1\t0\n2\t0\n3\t0"
    assert "row 5 and below" in read_workbook(data, "a.xlsx").notices[0].message


def test_one_text_in_very_many_cells() -> None:
    cells = "<c t='s'><v>0</v></c>" * 100
    data = made(rows(*[cells] * 100), texts=f"<si><t>{'市' * 30_000}</t></si>")
    source = read_workbook(data, "a.xlsx")
    assert len(source.text) < 61_000_000
    assert [notice.code for notice in source.notices] == [NoticeCode.LIMIT]


@pytest.mark.parametrize("limit", ["MOST_CELLS", "_MOST_MARKS", "_MOST_OTHER_MARKS"])
def test_more_than_memory_holds(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"corpus.readers.workbook.file.{limit}", 2)
    with pytest.raises(SourceError, match="cells; split the workbook or save as CSV"):
        read_workbook(made(rows("<c><v>1</v></c><c><v>2</v></c>")), "a.xlsx")


def test_too_many_sheets() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "本文です。"
    for number in range(MOST_SHEETS + 1):
        workbook.create_sheet(f"シート{number}")
    assert _said(saved(workbook))[0] == ("limit", "")


BOMB = "<!DOCTYPE w [<!ENTITY a 'ああああ'><!ENTITY b '&a;&a;&a;&a;'>]><worksheet><c>&b;</c></worksheet>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not an Office file"),
        (b"PK\x03\x04", "not an Office file"),
        ("指標,R6\n".encode(), "not an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed({"a.txt": "文"}), "not a workbook"),
        (packed({"[Content_Types].xml": MANIFEST, "xl/workbook.xml": "<workbook/>"}), "not a workbook"),
        (made("", **{"xl/workbook.xml": f"<workbook xmlns='{NAMESPACE}'><sheets/></workbook>"}), "no sheets"),
        (made("<sheetData/><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"), "1,200,000 cells; split"),
        (made("<sheetData/><hyperlinks><hyperlink a='>' ref='A1:&#88;FD1048576'/></hyperlinks>"), "range of cells"),
        (made(rows("<c t='s'><v>99</v></c>")), "not a workbook"),
        (made(rows("<c t='s'><v>x</v></c>")), "not a workbook"),
        (made(rows("<c><v>窓口</v></c>")), "not a workbook"),
        (packed({"xl/a.xml": BOMB.encode("utf-16")}), "not UTF-8"),
        (made("<sheetData>"), "broken XML"),
        (made("", **{"xl/worksheets/s.xml": BOMB}), "document type"),
        (made("", **{"xl/t.xml": BOMB}), "document type"),
        (made("", **{"xl/worksheets/s.xml": "<?xml version='1.0' encoding='cp037'?><worksheet/>"}), "not UTF-8"),
        (made(rows("<c><v>1</v></c>") + " " * 30_000_000), "packed too tightly"),
    ],
)
def test_what_is_no_workbook(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        read_workbook(data, "midori/a.xlsx")
    assert str(raised.value).startswith("midori/a.xlsx")
    assert "\n" not in str(raised.value)


@cache
def _parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(_workbook(_goals))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _mutated(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for at, byte in changes:
        changed[at % len(changed)] = byte
    return bytes(changed)


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.sampled_from(["", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]))
def test_a_damaged_workbook(changes: list[tuple[int, int]], part: str) -> None:
    parts = _parts()
    data = packed(parts | {part: _mutated(parts[part], changes)} if part else parts)
    try:
        source = read_workbook(data if part else _mutated(data, changes), "a.xlsx")
    except SourceError:
        return
    assert not set(source.text) & {"\r", "\f"}
    source.text.encode()


PIECES = st.sampled_from(
    [
        *("<row>", "</row>", "<row r='3' hidden='1'>", "<c>", "</c>", "<c r='B2' s='1'>", "<c r='ZZZ9' t='s'>"),
        *("<v>", "</v>", "<c t='inlineStr'>", "<is><t>", "</t></is>", "<f>", "</f>", "<c t='e'>", "<c t='b'>"),
        *("1", "45383.5", "-1e308", "1e999", "窓口", "_x000C_", "<cols><col min='1' max='99999' hidden='1'/></cols>"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_sheet(pieces: list[str]) -> None:
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='31'/></cellXfs>"
    try:
        source = read_workbook(made("".join(pieces), texts="<si><t>文</t></si>", styles=styles), "a.xlsx")
    except SourceError:
        return
    assert_sound(source.text, chunks_of(source.text))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_workbook(data, "a.xlsx")

from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles.numbers import FORMAT_PERCENTAGE_00

from corpus.ingest import read_plan
from corpus.notice import NoticeCode
from corpus.readers.workbook.reader import read_workbook
from tests.corpus.folder import make_folder
from tests.corpus.readers.workbook.workbook_texts import filled, goals, said_of, text_of
from tests.corpus.readers.workbook.workbooks import NAMESPACE, made, rows, saved
from tests.corpus.reading import assert_sound, chunks_of


def test_a_sheet_is_a_heading_with_its_tables() -> None:
    source = read_workbook(filled(goals), "midori/a.xlsx")
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

    assert text_of(filled(fill)).split("\n")[2:] == [
        "2024-04-01\t2024-04-01 9:30:00\tTRUE\tFALSE\t0.3\t12500",
        "令和6年4月1日\t87.50%\t＝見出し\t前後\t3\t0.0000001",
    ]


def test_formulas_show_their_value_and_are_named_without_one() -> None:
    cells = ("<c r='A1'><f>1+1</f><v>2</v></c>", "<c r='A2'><f>SUM(B1)</f><v/></c><c r='B2'><f>C1</f></c>", "")
    data = made(rows(*cells, "<c r='A4' t='str'><f>T(1)</f><v></v></c>", "<c r='A5' t='str'><f>T(2)</f><v>文</v></c>"))
    assert text_of(data) == "# 目標\n\n2\n\n文"
    (notice,) = read_workbook(data, "midori/a.xlsx").notices
    assert (notice.file, notice.place, notice.code) == ("a.xlsx", "sheet 目標, cell A2", NoticeCode.TABLE)
    assert "2 cells" in notice.message


def test_error_values() -> None:
    data = made(rows("<c r='A1'><v>1</v></c><c r='B1' t='e'><f>A9</f><v>#REF!</v></c><c r='C1'><v>3</v></c>"))
    assert text_of(data) == "# 目標\n\n1\t3"
    assert said_of(data) == [("table", "sheet 目標, cell B1")]


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
    assert ("left_out", "sheet 図") in said_of(saved(workbook))


def test_readings_over_kanji_and_escapes() -> None:
    texts = (
        "<si><r><t>窓</t></r><r><t>口</t></r><rPh sb='0' eb='1'><t>マドグチ</t></rPh></si>"
        "<si><t>一_x000D_\n二_x000C__xD800_三_x0041_</t></si><si/>"
    )
    cells = "<c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
    assert text_of(made(rows(cells), texts=texts)) == "# 目標\n\n窓口\t一二三A"


def test_cells_and_rows_without_their_place() -> None:
    data = made(rows("<c><v>1</v></c><c r='D1'><v>4</v></c><c><v>5</v></c>", "", "<c><v>7</v></c>"))
    assert text_of(data) == "# 目標\n\n1\t4\t5\n\n7"


def test_prefixed_names() -> None:
    sheet = (
        f"<x:worksheet xmlns:x='{NAMESPACE}'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>5</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    assert text_of(made("", **{"xl/worksheets/s.xml": sheet})) == "# 目標\n\n5"


def test_days_from_1904_and_iso_days() -> None:
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
    cells = "<c s='1'><v>43921</v></c><c t='d'><v>2024-04-01T00:00:00</v></c><c t='d'><v>2024-04-01T09:30:00</v></c>"
    data = made(rows(cells), styles=styles, settings="<workbookPr date1904='1'/>")
    assert text_of(data) == "# 目標\n\n2024-04-01\t2024-04-01\t2024-04-01 09:30"


def test_dollars_japanese_formats_and_days_that_are_none() -> None:
    formats = """<numFmts><numFmt numFmtId='5' formatCode='"$"#,##0_);\\("$"#,##0\\)'/></numFmts>"""
    styles = "".join(f"<xf numFmtId='{number}'/>" for number in (5, 31, 58, 14))
    cells = "".join(f"<c s='{at}'><v>{value}</v></c>" for at, value in enumerate((1500, 45383, 45383, 99999999)))
    data = made(rows(cells), styles=f"{formats}<cellXfs>{styles}</cellXfs>")
    assert text_of(data) == "# 目標\n\n$1,500\t2024年4月1日\t令和6年4月1日"
    assert said_of(data) == [("table", "sheet 目標, cell D1")]

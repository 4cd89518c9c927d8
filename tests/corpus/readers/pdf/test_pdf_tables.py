import pytest

from corpus.notice import NoticeCode
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.pdf.settings import settings
from tests.corpus.readers.pdf.pdf_pages import Sheet, pdf, table

LEFTS = [60, 200, 300, 400]
ROWS = [["指標", "基準値", "目標値"], ["窓口の満足度", "52.1%", "60.0%"], ["電子申請の数", "", "1,200件"]]


def text_of(*sheets: Sheet) -> str:
    return read_pdf(pdf(*sheets), "a.pdf").text


def test_a_ruled_table_is_rows_of_cells() -> None:
    sheet = Sheet().text(60, 80, "指標の一覧は次のとおりです。")
    table(sheet, LEFTS, 100, ROWS)
    sheet.text(60, 220, "毎年度公表します。")
    assert text_of(sheet) == (
        "指標の一覧は次のとおりです。\n\n"
        "指標\t基準値\t目標値\n窓口の満足度\t52.1%\t60.0%\n電子申請の数\t\t1,200件\n\n"
        "毎年度公表します。"
    )


def test_merged_heads_stand_in_their_first_column_and_row() -> None:
    sheet = Sheet().rule(60, 100, 400, 100).rule(60, 140, 400, 140).rule(60, 160, 400, 160).rule(200, 120, 400, 120)
    sheet.rule(60, 100, 60, 160).rule(200, 100, 200, 160).rule(400, 100, 400, 160).rule(300, 120, 300, 160)
    for x, y, cell in [(63, 114, "指標"), (203, 114, "目標値"), (203, 134, "R7"), (303, 134, "R8")]:
        sheet.text(x, y, cell, size=9)
    for x, cell in [(63, "満足度"), (203, "60%"), (303, "65%")]:
        sheet.text(x, 154, cell, size=9)
    assert text_of(sheet) == "指標\t目標値\t\n\tR7\tR8\n満足度\t60%\t65%"


def test_lines_of_a_cell_are_joined() -> None:
    sheet = Sheet().grid([60, 140, 300], [100, 140, 180])
    for x, y, line in [(63, 114, "電子申請の"), (63, 130, "割合"), (143, 114, "open data"), (143, 130, "portal")]:
        sheet.text(x, y, line, size=9)
    sheet.text(63, 154, "相談").text(143, 154, "・窓口", size=9).text(143, 170, "・電話", size=9)
    assert text_of(sheet) == "電子申請の割合\topen data portal\n相談\t・窓口 ・電話"


def test_a_table_goes_on_over_the_page() -> None:
    first, second = Sheet(), Sheet()
    table(first, LEFTS, 600, ROWS)
    table(second, LEFTS, 60, [["予約の割合", "10%", "50%"]])
    source = read_pdf(pdf(first, second), "a.pdf")
    assert source.text.count("\n\n") == 0
    assert source.text.endswith("\n予約の割合\t10%\t50%")
    assert source.pages == (source.text.index("予約の割合"),)


def test_tables_that_touch_are_two() -> None:
    sheet = Sheet()
    end = table(sheet, LEFTS, 100, ROWS)
    table(sheet, [60, 150, 250, 330, 400], end, [["年度", "R6", "R7", "R8"], ["件数", "1", "2", "3"]])
    assert text_of(sheet).split("\n\n")[1] == "年度\tR6\tR7\tR8\n件数\t1\t2\t3"


def test_tables_without_rules_at_their_sides() -> None:
    sheet = Sheet().rule(60, 60, 400, 60).text(60, 80, "指標の一覧は次のとおりです。")
    for top in (100, 120, 140, 160):
        sheet.rule(60, top, 400, top)
    sheet.rule(200, 100, 200, 160).rule(300, 100, 300, 160)
    for at, row in enumerate(ROWS):
        for left, cell in zip(LEFTS, row, strict=False):
            sheet.text(left + 3, 114 + 20 * at, cell, size=9)
    rows = "指標\t基準値\t目標値\n窓口の満足度\t52.1%\t60.0%\n電子申請の数\t\t1,200件"
    assert text_of(sheet) == f"指標の一覧は次のとおりです。\n\n{rows}"


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet().grid([60, 400], [100, 160]).text(70, 130, "枠で囲んだ文章です。")
    assert text_of(sheet) == "枠で囲んだ文章です。"


def test_shaded_cells_without_rules_are_a_table() -> None:
    sheet = Sheet()
    for at, row in enumerate(ROWS[:2]):
        for left, right, cell in zip(LEFTS, LEFTS[1:], row, strict=False):
            sheet.box(left, 100 + 20 * at, right - left - 1, 19, "0.8 0.9 1").text(
                left + 3, 114 + 20 * at, cell, size=9
            )
    assert text_of(sheet) == "指標\t基準値\t目標値\n窓口の満足度\t52.1%\t60.0%"


def test_cells_aligned_without_rules_are_a_table() -> None:
    sheet = Sheet()
    for at, row in enumerate([["区分", "令和6年度", "令和7年度"], ["件数", "120", "150"], ["割合", "10%", "12%"]]):
        for x, cell in zip((60, 200, 300), row, strict=True):
            sheet.text(x, 100 + 17 * at, cell)
    assert text_of(sheet) == "区分\t令和6年度\t令和7年度\n件数\t120\t150\n割合\t10%\t12%"


def test_entries_of_a_table_of_contents_keep_their_pages_apart() -> None:
    sheet = Sheet().text(60, 60, "目次", size=16).text(60, 300, "この計画は青浜市のこれからを述べます。")
    for at, title in enumerate(["第1章　総論", "第2章　現状と課題", "第3章　施策の展開"]):
        sheet.text(60, 100 + 17 * at, title).text(480, 100 + 17 * at, str(3 + 8 * at))
    entries = "第1章　総論\t3\n第2章　現状と課題\t11\n第3章　施策の展開\t19"
    assert text_of(sheet) == f"# 目次\n\n{entries}\n\nこの計画は青浜市のこれからを述べます。"


def test_words_set_vertically_in_narrow_cells_are_words() -> None:
    sheet = Sheet().grid([60, 80, 300], [100, 180, 200])
    for at, letter in enumerate("教育委員会"):
        sheet.text(63, 114 + 12 * at, letter)
    sheet.text(83, 114, "学校の予約").text(83, 194, "連絡の電子化")
    assert text_of(sheet) == "教育委員会\t学校の予約\n\t連絡の電子化"


def test_a_page_of_too_many_drawn_lines_is_read_without_tables() -> None:
    sheet = Sheet()
    table(sheet, LEFTS, 100, ROWS)
    sheet.marks.extend(["1 1 m 9 9 l S"] * (settings().limits.objects + 1))
    source = read_pdf(pdf(sheet), "a.pdf")
    assert "窓口の満足度" in source.text
    assert [(notice.place, notice.code) for notice in source.notices] == [("page 1", NoticeCode.TABLE)]


@pytest.mark.parametrize("turn", [90, 270])
def test_tables_on_turned_pages(turn: int) -> None:
    sheet = Sheet()
    table(sheet, LEFTS, 100, ROWS)
    move = {90: "0 1 -1 0 842 0 cm", 270: "0 -1 1 0 -247 842 cm"}[turn]
    sheet.marks.insert(0, move)
    sheet.turned = turn
    assert "窓口の満足度\t52.1%\t60.0%" in text_of(sheet)

"""Bold rows of a workbook are headings."""

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from corpus.errors import SourceError
from corpus.readers.tabulation import Row, Title, rows_as_blocks
from corpus.readers.workbook.reader import read_workbook
from tests.corpus.readers.workbook.workbooks import made, rows, saved

FONTS = (
    '<fonts><font><sz val="11"/></font><font><b/><sz val="11"/></font><font><b val="0"/><sz val="20"/></font>'
    '<font><b/><sz val="14.5"/></font><font><b val="1"/></font></fonts>'
    '<cellXfs>{}</cellXfs><dxfs><dxf><font><b/><sz val="40"/></font></dxf></dxfs>'
)


def test_larger_bold_letters_stand_over_smaller_ones() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "実施計画"
    for row in (["1 観光"], ["指標一覧"], ["指標", "R6", "R7"], ["来訪者数", 120, 140], ["宿泊者数", 40, None]):
        sheet.append(row)
    for place, size in (("A1", 16), ("A2", 12), ("A3", 12), ("A5", 12)):
        sheet[place].font = Font(bold=True, size=size)
    text = read_workbook(saved(book), "plan.xlsx").text
    assert text == "# 実施計画\n\n## 1 観光\n### 指標一覧\n指標\tR6\tR7\n来訪者数\t120\t140\n宿泊者数\t40\t"


@pytest.mark.parametrize(
    ("font", "said"),
    [(0, "目標"), (1, "### 目標"), (2, "目標"), (3, "## 目標"), (4, "#### 目標"), (9, "目標")],
)
def test_the_font_of_a_cell_decides(font: int | str, said: str) -> None:
    used = "".join(f'<xf numFmtId="0" fontId="{at}"/>' for at in (font, 1, 3, 4))
    cells = (f'<c s="{at}" t="inlineStr"><is><t>目標</t></is></c>' for at in range(4))
    text = read_workbook(made(rows(*cells), styles=FONTS.format(used)), "plan.xlsx").text
    assert text.split("\n\n")[1] == said


def test_a_font_that_is_no_number() -> None:
    styles = FONTS.format('<xf numFmtId="0" fontId="x"/>')
    with pytest.raises(SourceError, match="not a workbook, or a broken one"):
        read_workbook(made(rows('<c s="0"><v>1</v></c>'), styles=styles), "plan.xlsx")


@pytest.mark.parametrize("line", ["※ 割合は概数", "注1 概数", "窓口を広げます。", "2024", "長" * 81, "二行\nの字"])
def test_bold_text_that_heads_nothing(line: str) -> None:
    assert rows_as_blocks([{0: Title(line, 2)}]) == line


def test_a_bold_row_within_a_table_is_a_row() -> None:
    found: list[Row] = [{0: "指標", 1: "R6"}, {0: Title("観光", 2)}, {0: "来訪者数", 1: "120"}]
    assert rows_as_blocks(found) == "指標\tR6\n観光\t\n来訪者数\t120"

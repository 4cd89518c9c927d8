"""The renderer itself: what the readers are tested with is what a plan's author would have made."""

import io
from pathlib import Path

import docx
import openpyxl

from corpus.ingest import read_plan
from tests.corpus.rendering.document import Document, Heading, Item, Paragraph, document_from, document_of
from tests.corpus.rendering.folders import write_folder
from tests.corpus.rendering.grid import Cell, Table
from tests.corpus.rendering.html import to_html
from tests.corpus.rendering.word import to_word
from tests.corpus.rendering.workbook import to_workbook

TEXT = """# 1 目標

## (1) 窓口

窓口を<sup>\\*1</sup>減らします。

- 予約
  - 電話

指標\t\tR6\tR7\tR8\t算出式
件数\t予定\t1,200\t87.9%\t010\t台帳による
実績\t1,180\t\t

※1 市民課の窓口
"""
TABLE = Table(
    (
        (Cell("指標"), Cell(), Cell("R6"), Cell("R7"), Cell("R8"), Cell("算出式")),
        (Cell("件数", 2), Cell("予定"), Cell("1,200"), Cell("87.9%"), Cell("010"), Cell("台帳による", 2)),
        (Cell("", 0), Cell("実績"), Cell("1,180"), Cell(), Cell(), Cell("", 0)),
    ),
    1,
)
DOCUMENT = Document(
    "計画",
    (
        Heading(1, "1 目標"),
        Heading(2, "(1) 窓口"),
        Paragraph("窓口を減らします。"),
        Item(0, "予約"),
        Item(1, "電話"),
        TABLE,
        Paragraph("※1 市民課の窓口"),
    ),
)


def test_text_becomes_headings_items_and_cells_in_their_columns() -> None:
    assert document_from(TEXT, "計画") == DOCUMENT


def test_web_pages_nest_lists_and_span_rows() -> None:
    page = to_html(DOCUMENT)
    assert "<li>予約\n<ul>\n<li>電話</li></ul></li></ul>" in page
    assert '<td rowspan="2">件数</td><td>予定</td><td>1,200</td>' in page
    assert "<tr><td>実績</td><td>1,180</td>" in page


def test_word_files_have_styles_and_merged_cells() -> None:
    word = docx.Document(io.BytesIO(to_word(DOCUMENT)))
    styles = [str(paragraph.style and paragraph.style.name) for paragraph in word.paragraphs if paragraph.text]
    assert styles == ["Heading 1", "Heading 2", "Normal", "List Bullet", "List Bullet 2", "Normal"]
    (table,) = word.tables
    assert [cell.text for cell in table.columns[0].cells] == ["指標", "件数", "件数"]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc


def test_workbooks_hold_numbers_in_the_form_of_the_text() -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(to_workbook(DOCUMENT))).worksheets
    assert sheet.title == "1 目標"
    assert (sheet["A1"].value, sheet["A1"].font.bold) == ("(1) 窓口", True)
    (row,) = [row for row in sheet.iter_rows() if row[1].value == "予定"]
    assert [(cell.value, cell.number_format) for cell in row[2:5]] == [
        (1200, "#,##0"),
        (0.879, "0.0%"),
        ("010", "General"),
    ]
    assert len(sheet.merged_cells.ranges) == 2


def test_folders_take_their_values_from_the_document(tmp_path: Path) -> None:
    source = Path(__file__).parent / "aohama-dx"
    plan = read_plan(
        write_folder(document_of(source), (source / "plan.toml").read_text(encoding="utf-8"), tmp_path / "a", "md")
    )
    assert not plan.manifest.kpi_complete
    assert plan.sections[1].title == "青浜市デジタル推進計画"

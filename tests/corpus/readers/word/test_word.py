from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from corpus.layout.blocks import BlockKind
from corpus.layout.tables import read_table
from corpus.readers.registry import reader_for
from corpus.readers.word.reader import read_word
from tests.corpus.readers.word.word_file import (
    cell,
    grid,
    paragraph,
    part,
    row,
    word_file,
    zipped,
)
from tests.corpus.readers.word.word_samples import RUN, STYLES, in_control, read, saved
from tests.corpus.reading import assert_sound, chunks_of, paths_of, sections_of


def test_a_document_as_word_writes_it() -> None:
    document = docx.Document()
    document.add_heading("第1章 計画の概要", 1)
    document.add_paragraph("本市の計画です。")
    document.add_heading("1 指標", 2)
    document.add_paragraph("窓口", style="List Bullet")
    document.add_paragraph("予約", style="List Bullet 2")
    document.add_paragraph("一番", style="List Number")
    document.add_paragraph("二番", style="List Number")
    table = document.add_table(rows=3, cols=5)
    cells = ["指標", "区分", "R6", "R7", "R8", "窓口の数", "予定", "3", "4", "5", "", "実績", "2", "", ""]
    for at, text in enumerate(cells):
        table.rows[at // 5].cells[at % 5].text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_heading("2 体制", 2)
    source = read_word(saved(document), "計画.docx")
    assert source.pages is None
    assert source.text == (
        "# 第1章 計画の概要\n\n本市の計画です。\n\n## 1 指標\n\n- 窓口\n  - 予約\n1. 一番\n2. 二番\n\n"
        "指標\t区分\tR6\tR7\tR8\n窓口の数\t予定\t3\t4\t5\n\t実績\t2\t\t\n\n## 2 体制\n"
    )
    assert paths_of(source.text) == ["第1章 計画の概要", "第1章 計画の概要 > 1 指標", "第1章 計画の概要 > 2 体制"]
    found = [block for body in sections_of(source.text) for block in body.blocks if block.kind is BlockKind.TABLE]
    lines = read_table(found[0].lines).rows[0].lines
    assert [[item.text for item in line] for line in lines][1] == ["", "実績", "2", "", ""]
    assert_sound(source.text, chunks_of(source.text))


def test_word_files_have_this_reader() -> None:
    assert reader_for(".DOCX") is read_word
    assert read_word(saved(docx.Document()), "a.docx").text == ""
    assert read("") == ""


RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (RUN.format("窓") + RUN.format("口"), "窓口\n"),
        ("<w:r><w:t>(1)</w:t><w:tab/><w:t>計画</w:t></w:r>", "(1) 計画\n"),
        ("<w:r><w:t>一行</w:t><w:br/><w:t>二行</w:t><w:cr/></w:r>", "一行\n二行\n"),
        ('<w:r><w:t>一</w:t><w:br w:type="page"/><w:t>頁</w:t></w:r>', "一頁\n"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>B</w:t></w:r>", "A-B\n"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06C"/><w:t>\uf0e8窓口</w:t></w:r>', "●→窓口\n"),
        (f"<w:hyperlink>{RUN.format('市')}</w:hyperlink><w:smartTag>{RUN.format('民')}</w:smartTag>", "市民\n"),
        (f"<w:ins>{RUN.format('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "新\n"),
        (f"<w:moveFrom>{RUN.format('元')}</w:moveFrom><w:moveTo>{RUN.format('先')}</w:moveTo>", "先\n"),
        (in_control(RUN.format("窓口")), "窓口\n"),
        (
            f"<w:r><w:ruby><w:rt>{RUN.format('し')}</w:rt><w:rubyBase>{RUN.format('市')}</w:rubyBase></w:ruby></w:r>",
            "市\n",
        ),
        (
            '<w:r><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>7</w:t></w:r>',
            "7\n",
        ),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1\n"),
        (
            RUN.format("10km") + f"{RAISED}<w:t>2</w:t></w:r>",
            "10km²\n",
        ),
        (
            RUN.format("窓口") + f"{RAISED}<w:t>※</w:t><w:t>1</w:t></w:r>",
            "窓口<sup>※1</sup>\n",
        ),
        ("<w:r><w:t>窓&#x202e;&#x200b;&#x2028;口 </w:t></w:r>", "窓 口\n"),
        ("<w:r><w:t>葛&#xE0100;城&#x1F600;</w:t></w:r>", "葛\U000e0100城😀\n"),
    ],
)
def test_words(inside: str, text: str) -> None:
    assert read(f"<w:p>{inside}</w:p>") == text


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('囲み')}{paragraph('記事')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(f"<w:p><w:r><w:t>本</w:t></w:r>{shape}<w:r><w:t>文</w:t></w:r></w:p>{paragraph('次')}") == (
        "本文\n\n囲み\n\n記事\n\n次\n"
    )


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("", "題\n"),
        ('<w:pStyle w:val="h1"/>', "# 題\n"),
        ('<w:pStyle w:val="h2"/>', "## 題\n"),
        ('<w:pStyle w:val="h3"/>', "## 題\n"),
        ('<w:pStyle w:val="h4"/>', "#### 題\n"),
        ('<w:pStyle w:val="h1"/><w:outlineLvl w:val="9"/>', "題\n"),
        ('<w:outlineLvl w:val="2"/>', "### 題\n"),
        ('<w:outlineLvl w:val="8"/>', "###### 題\n"),
        ('<w:pStyle w:val="x"/>', "題\n"),
        ('<w:pStyle w:val="unknown"/>', "題\n"),
        ('<w:pStyle w:val="v"/>', ""),
    ],
)
def test_headings_are_told_by_style_and_level(properties: str, text: str) -> None:
    assert read(paragraph("題", properties), styles=STYLES) == text


def test_a_table_of_contents_has_leaders() -> None:
    runs = "<w:r><w:t>第1章</w:t><w:tab/><w:t>概要</w:t><w:tab/><w:t>3</w:t></w:r>"
    entry = f'<w:p><w:pPr><w:pStyle w:val="t"/></w:pPr>{runs}</w:p>'
    assert read(entry, styles=STYLES) == "第1章 概要……3\n"
    stop = '<w:tabs><w:tab w:val="right" w:leader="dot"/></w:tabs>'
    assert read(f"<w:p><w:pPr>{stop}</w:pPr><w:r><w:t>概要</w:t><w:tab/><w:t>12</w:t></w:r></w:p>") == "概要……12\n"


def test_paragraphs_whose_end_was_deleted_go_on() -> None:
    ended = "<w:rPr><w:del/></w:rPr>"
    assert read(paragraph("市の", ended) + paragraph("計画")) == "市の計画\n"
    assert read(paragraph("市の", ended) * 3 + grid(row(cell("a"), cell("b"))) + paragraph("計画", ended)) == (
        "市の市の市の\n\na\tb\n\n計画\n"
    )


def test_strict_files_and_parts_elsewhere_are_read() -> None:
    data = saved(docx.Document())
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    xml = part("document", f"<w:body>{paragraph('窓口')}</w:body>").encode()
    members["word/doc2.xml"] = xml.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    members["_rels/.rels"] = members["_rels/.rels"].replace(b'"word/document.xml"', b'"/word/doc2.xml"')
    assert read_word(zipped(members), "a.docx").text == "窓口\n"


def test_python_docx_reads_what_these_tests_write() -> None:
    document = docx.Document(BytesIO(word_file(paragraph("窓口"))))
    assert [item.text for item in document.paragraphs] == ["窓口"]
    assert document.element.tag == qn("w:document")

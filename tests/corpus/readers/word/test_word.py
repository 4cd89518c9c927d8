import random
import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.layout.blocks import BlockKind
from corpus.layout.tables import read_table
from corpus.notice import NoticeCode
from corpus.readers.registry import reader_for
from corpus.readers.word.reader import read_word
from tests.corpus.readers.word.word_file import (
    MACROS,
    cell,
    grid,
    level,
    listed,
    lists,
    paragraph,
    part,
    row,
    word_file,
    zipped,
)
from tests.corpus.reading import assert_sound, chunks_of, paths_of, sections_of


def read(body: str, **parts: str) -> str:
    """Return the text of a Word file with this body, as XML."""
    return read_word(word_file(body, **parts), "計画.docx").text


def noticed(body: str, **parts: str) -> dict[NoticeCode, str]:
    """Return the notices of a Word file by their codes."""
    source = read_word(word_file(body, **parts), "/var/plans/計画.docx")
    assert {notice.file for notice in source.notices} <= {"計画.docx"}
    return {notice.code: notice.message for notice in source.notices}


def saved(document: object) -> bytes:
    """Return a document of python-docx as a file."""
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


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


def in_control(content: str, properties: str = "") -> str:
    """Return a content control, as XML."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


RUN = "<w:r><w:t>{}</w:t></w:r>"
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


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="章見出し"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h3"><w:name w:val="節"/><w:basedOn w:val="h2"/></w:style>
<w:style w:type="paragraph" w:styleId="h4"><w:name w:val="見出し 4"/></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="円1"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:name w:val="円2"/><w:basedOn w:val="x"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="v"><w:name w:val="隠し"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="隠し文字"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="n"><w:name w:val="番号"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


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


CHAPTERS = lists(
    level(0, "decimal", "第%1章", '<w:pStyle w:val="h1"/>')
    + level(1, "decimal", "%1-%2")
    + level(2, "aiueoFullWidth", "%3"),
    level(0, "decimalEnclosedCircle", "%1") + level(1, "irohaFullWidth", "（%2）"),
    level(0, "bullet", "\uf0b7") + level(1, "bullet", "o"),
    level(0, "japaneseCounting", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    level(0, "upperRoman", "%1.") + level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>'),
    more='<w:num w:numId="9"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>",
)


@pytest.mark.parametrize(
    ("steps", "marks"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], ["第1章", "1-1", "1-2", "ア", "第2章", "2-1"]),
        ([(1, 1), (1, 0)], ["1-1", "第1章"]),
        ([(2, 0), (2, 1), (2, 1), (2, 0), (2, 1)], ["①", "（イ）", "（ロ）", "②", "（イ）"]),
        ([(2, 0), (2, 0), (9, 0), (9, 0), (2, 0)], ["①", "②", "①", "②", "③"]),
        ([(4, 0), (4, 1)], ["一", "1.1"]),
        ([(5, 0), (5, 1), (5, 0), (5, 1)], ["I.", "(1)", "II.", "(2)"]),
        ([(3, 0), (3, 1), (7, 0), (0, 0), (3, 5)], ["-", "-", "項", "項", "項"]),
    ],
)
def test_automatic_numbers(steps: list[tuple[int, int]], marks: list[str]) -> None:
    text = read("".join(listed("項", number, step) for number, step in steps), numbering=CHAPTERS)
    assert [line.split()[0] for line in text.splitlines() if line.strip()] == marks


def test_numbers_of_headings_and_styles() -> None:
    linked = STYLES.replace('<w:basedOn w:val="a"/>', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph("概要", '<w:pStyle w:val="h1"/>') + paragraph("指標", '<w:pStyle w:val="h1"/>')
    unnumbered = paragraph("資料", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert read(body + unnumbered, styles=linked, numbering=CHAPTERS) == "# 第1章 概要\n\n# 第2章 指標\n\n# 資料\n"
    assert read(paragraph("項", '<w:pStyle w:val="n"/>'), styles=STYLES, numbering=CHAPTERS) == "第1章 項\n"


def test_empty_numbered_paragraphs_count_but_say_nothing() -> None:
    assert read(listed("", 2) + listed("窓口", 2), numbering=CHAPTERS) == "② 窓口\n"


def test_items_are_nested_by_indent_where_lists_differ() -> None:
    def bullet(text: str, left: int) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr><w:ind w:left="{left}"/>')

    body = bullet("一", 400) + bullet("二", 800) + bullet("三", 800) + bullet("四", 400) + bullet("五", 100)
    assert read(body, numbering=CHAPTERS) == "- 一\n  - 二\n  - 三\n- 四\n- 五\n"
    assert read(bullet("一", 800) + paragraph("文") + bullet("二", 800), numbering=CHAPTERS) == "- 一\n\n文\n\n- 二\n"


NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{paragraph("一の注")}</w:footnote>'
    f'<w:footnote w:id="2">{paragraph("二の")}{paragraph("注")}</w:footnote>'
)


def test_notes_stand_under_the_paragraph_of_their_mark() -> None:
    body = f"<w:p>{RUN.format('窓口')}{NOTE.format(2)}{RUN.format('の数')}{NOTE.format(1)}</w:p>{paragraph('次')}"
    assert read(body, footnotes=NOTES) == (
        "窓口<sup>1</sup>の数<sup>2</sup>\n<sup>1</sup> 二の 注\n<sup>2</sup> 一の注\n\n次\n"
    )
    table = grid(
        row(f"<w:tc><w:p>{RUN.format('窓口')}{NOTE.format(1)}</w:p></w:tc>", cell("3")), row(cell("a"), cell("b"))
    )
    assert read(table, footnotes=NOTES) == "窓口<sup>1</sup>\t3\na\tb\n<sup>1</sup> 一の注\n"
    assert read(f"<w:p>{RUN.format('窓口')}{NOTE.format(99)}</w:p>", footnotes=NOTES) == "窓口<sup>1</sup>\n"


def test_notes_are_counted_as_the_file_says() -> None:
    body = f'<w:p>{RUN.format("市")}<w:r><w:endnoteReference w:id="1"/></w:r>{NOTE.format(1)}</w:p>'
    endnotes = f'<w:endnote w:id="1">{paragraph("巻末の注")}</w:endnote>'
    form = '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircle"/></w:footnotePr>'
    assert read(body, footnotes=NOTES, endnotes=endnotes, settings=form) == (
        "市<sup>i</sup><sup>①</sup>\n<sup>i</sup> 巻末の注\n<sup>①</sup> 一の注\n"
    )


def test_tables() -> None:
    assert read(grid(row(cell("枠の文")))) == "枠の文\n"
    merged = grid(
        row(cell("指標", '<w:gridSpan w:val="2"/>'), cell("R6")),
        row(cell("窓口", '<w:vMerge w:val="restart"/>'), cell("予定"), cell("3")),
        row(cell("", "<w:vMerge/>"), cell("実績"), cell("2")),
        row(cell("右"), properties='<w:gridBefore w:val="2"/>'),
    )
    assert read(paragraph("前") + merged + paragraph("後")) == (
        "前\n\n指標\t\tR6\n窓口\t予定\t3\n\t実績\t2\n\t\t右\n\n後\n"
    )
    inner = f"<w:tc>{paragraph('総務課')}{paragraph('財政課')}{grid(row(cell('x'), cell('y')))}<w:p/></w:tc>"
    assert read(grid(row(cell("a"), inner))) == "a\t総務課 財政課 x y\n"
    controlled = in_control(row(cell("a"), in_control(cell("b"))))
    assert read(grid(controlled)) == "a\tb\n"
    deleted = row(cell("旧"), cell("旧"), properties="<w:del/>") + row(cell("密"), cell("密"), properties="<w:hidden/>")
    assert read(grid(row(cell("a"), cell("b")), deleted)) == "a\tb\n"


def test_paragraphs_whose_end_was_deleted_go_on() -> None:
    ended = "<w:rPr><w:del/></w:rPr>"
    assert read(paragraph("市の", ended) + paragraph("計画")) == "市の計画\n"
    assert read(paragraph("市の", ended) * 3 + grid(row(cell("a"), cell("b"))) + paragraph("計画", ended)) == (
        "市の市の市の\n\na\tb\n\n計画\n"
    )


def test_text_under_a_merged_cell_is_hidden() -> None:
    table = grid(row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b")), row(cell("密", "<w:vMerge/>"), cell("c")))
    assert read(table) == "a\tb\n\tc\n"
    assert NoticeCode.HIDDEN in noticed(table)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>", "deleted text (1)"),
        (paragraph("旧", run="<w:strike/>"), "struck-out text (1)"),
        ("<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>", "picture (1)"),
        ("<w:p><w:r><w:commentReference/></w:r></w:p>", "comment (1)"),
        ("<w:altChunk/>", "embedded document (1)"),
        ("<w:p><w:r><w:t>\uf021</w:t></w:r></w:p>", "symbol (1)"),
        (in_control(paragraph("入力"), "<w:showingPlcHdr/>"), "placeholder (1)"),
    ],
)
def test_what_is_left_out_is_counted(body: str, said: str) -> None:
    assert read(paragraph("窓口") + body) == "窓口\n"
    assert noticed(body)[NoticeCode.LEFT_OUT] == f"left out: {said}"


def test_headers_and_footers_are_left_out() -> None:
    parts = {"header": paragraph("市の計画"), "footer": paragraph("3")}
    assert read(paragraph("窓口"), **parts) == "窓口\n"
    assert noticed(paragraph("窓口"), **parts)[NoticeCode.LEFT_OUT] == "left out: page header or footer (2)"
    assert noticed(paragraph("窓口")) == {}


def test_hidden_text_is_left_out_and_counted() -> None:
    body = (
        f"<w:p><w:pPr/>{RUN.format('窓口')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:t>密</w:t></w:r>'
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>の数</w:t></w:r></w:p>'
        + paragraph("隠し", '<w:pStyle w:val="v"/>')
    )
    assert read(body, styles=STYLES) == "窓口の数\n"
    assert noticed(body, styles=STYLES)[NoticeCode.HIDDEN].startswith("2 hidden passages (4 letters)")


def test_deeply_nested_tables_and_controls() -> None:
    nested = paragraph("底")
    for _ in range(40):
        nested = grid(row(f"<w:tc>{nested}</w:tc>", cell("b")))
    assert "底" in read(nested)
    assert NoticeCode.LIMIT in noticed(nested)
    controls = f"{'<w:sdt><w:sdtContent>' * 100}{paragraph('底')}{'</w:sdtContent></w:sdt>' * 100}"
    assert read(controls) == "底\n"
    with pytest.raises(SourceError, match=r"^a\.docx, word/document\.xml: broken XML"):
        read_word(word_file("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000), "a.docx")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "doctype",
    [LAUGHS, '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>'],
)
def test_entities_are_refused(doctype: str) -> None:
    xml = part("document", f"<w:body>{paragraph('&i;' if '[' in doctype else '市')}</w:body>").replace(
        "?>", f"?>{doctype}", 1
    )
    with pytest.raises(SourceError, match=r"word/document\.xml: .*; open it in Word and save it again"):
        read_word(zipped({"word/document.xml": xml}), "a.docx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office format; save it as"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (word_file("", kind=MACROS), "may hold macros; save it as .docx"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "not a Word file; save it as .docx"),
        (zipped({"word/document.xml": "<html/>"}), "not a Word file; save it as .docx"),
        (zipped({"word/document.xml": "<w:document"}), "broken XML"),
        (zipped({"word/document.xml": ""}), "broken XML"),
        (zipped({"word/document.xml": b"\x00\xff\xfe"}), "broken XML"),
        (zipped({"word/document.xml": "x" * 2_000_000}), "packed too tightly"),
        (zipped({"../word/document.xml": "x"}), "leaves the file"),
        (b"", "not an Office file"),
        (b"{\\rtf1", "not an Office file"),
    ],
)
def test_what_is_no_word_file(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=re.escape(said)) as caught:
        read_word(data, "/var/a.docx")
    assert str(caught.value).startswith("/var/a.docx")
    assert "\n" not in str(caught.value)


def test_strict_files_and_parts_elsewhere_are_read() -> None:
    data = saved(docx.Document())
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    xml = part("document", f"<w:body>{paragraph('窓口')}</w:body>").encode()
    members["word/doc2.xml"] = xml.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    members["_rels/.rels"] = members["_rels/.rels"].replace(b'"word/document.xml"', b'"/word/doc2.xml"')
    assert read_word(zipped(members), "a.docx").text == "窓口\n"


def document_with_everything() -> bytes:
    """Return a file with a bit of each, for mutation."""
    table = grid(row(cell("窓口", '<w:vMerge w:val="restart"/>'), cell("3")), row(cell("", "<w:vMerge/>"), cell("2")))
    body = "".join(
        [
            paragraph("概要", '<w:pStyle w:val="h1"/>'),
            f"<w:p>{RUN.format('市')}{NOTE.format(1)}</w:p>",
            listed("項", 1),
            listed("目", 2, 1),
            table,
        ]
    )
    return word_file(body, styles=STYLES, numbering=CHAPTERS, footnotes=NOTES)


SAMPLE = document_with_everything()
with ZipFile(BytesIO(SAMPLE)) as _archive:
    MEMBERS = {name: _archive.read(name) for name in _archive.namelist()}
NAMES = sorted({match for member in MEMBERS.values() for match in re.findall(rb"w:[A-Za-z]+", member)})


def checked(data: bytes) -> None:
    """Assert that a file is read or refused in one line."""
    said, text = "", ""
    try:
        text = read_word(data, "a.docx").text
    except SourceError as error:
        said = str(error)
    assert "\n" not in said
    assert "\f" not in text
    assert "\r" not in text


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    checked(data)
    checked(b"PK\x03\x04" + data)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_damaged_files_are_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    checked(bytes(broken))


@given(st.integers(), st.integers(1, 12))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_elements_are_read_or_refused(seed: int, count: int) -> None:
    """Elements and values swapped for others: XML that is sound, but no Word file."""
    chosen = random.Random(seed)  # noqa: S311 (no secret)
    members = dict(MEMBERS)
    for _ in range(count):
        name = chosen.choice([name for name in members if name.startswith("word/") and name.endswith(".xml")])
        old, new = (
            chosen.choice(NAMES),
            chosen.choice([*NAMES, b"w:sdt", b"w:del", b"w:tc", b"w:tbl", b"w:txbxContent"]),
        )
        members[name] = members[name].replace(old, new)
        members[name] = re.sub(rb'"(\d)"', lambda _: b'"%d"' % chosen.randint(-3, 12), members[name], count=3)
    checked(zipped(members))


def test_python_docx_reads_what_these_tests_write() -> None:
    document = docx.Document(BytesIO(word_file(paragraph("窓口"))))
    assert [item.text for item in document.paragraphs] == ["窓口"]
    assert document.element.tag == qn("w:document")

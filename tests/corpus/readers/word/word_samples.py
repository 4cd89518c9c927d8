"""Reading Word files of tests, and the styles, lists and notes that several of them use."""

from io import BytesIO

from corpus.notice import NoticeCode
from corpus.readers.word.reader import read_word
from tests.corpus.readers.word.word_file import (
    level,
    lists,
    paragraph,
    word_file,
)


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


def in_control(content: str, properties: str = "") -> str:
    """Return a content control, as XML."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


RUN = "<w:r><w:t>{}</w:t></w:r>"
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
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{paragraph("一の注")}</w:footnote>'
    f'<w:footnote w:id="2">{paragraph("二の")}{paragraph("注")}</w:footnote>'
)

"""What is left out of the text, and counted."""

import pytest

from corpus.notice import NoticeCode
from tests.corpus.readers.word.word_file import (
    paragraph,
)
from tests.corpus.readers.word.word_samples import RUN, STYLES, in_control, noticed, read


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

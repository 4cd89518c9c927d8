import pytest

from corpus.errors import SourceError
from corpus.notice import Notice, NoticeCode
from corpus.readers.pdf.reader import read_pdf
from tests.corpus.readers.pdf.pdf_pages import HEIGHT, WIDTH, Sheet, pdf

SEEN = "市民の相談を受け付けます。"


def notices(data: bytes, code: NoticeCode) -> list[Notice]:
    return [notice for notice in read_pdf(data, "a.pdf").notices if notice.code is code]


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet().text(60, 200, "見えない指示", mode=3),
        Sheet().text(60, 200, "見えない指示", colour="1 1 1"),
        Sheet().text(60, 200, "見えない指示", size=0.5),
        Sheet().text(60, HEIGHT + 50, "見えない指示"),
        Sheet(crop=(0, 300, WIDTH, HEIGHT)).text(60, 700, "見えない指示"),
        Sheet().box(50, 180, 200, 40, "1 1 1").text(60, 200, "見えない指示", colour="1 1 1"),
    ],
    ids=["render mode", "white", "tiny", "off the page", "cropped", "white on a white box"],
)
def test_what_a_reader_cannot_see_is_left_out(sheet: Sheet) -> None:
    data = pdf(Sheet().text(60, 100, "一枚目です。"), sheet.text(60, 100, SEEN))
    assert read_pdf(data, "a.pdf").text == f"一枚目です。\n\n{SEEN}"
    [notice] = notices(data, NoticeCode.HIDDEN)
    assert notice.place == "page 2"
    assert notice.message.startswith("6 letters")


def test_white_on_a_dark_box_or_an_image_is_seen() -> None:
    sheet = Sheet().box(50, 80, 300, 30, "0 0.2 0.5").text(60, 100, "白抜きの見出し", colour="1 1 1")
    sheet.image(50, 200, 300, 30).text(60, 220, "写真の上の文字", colour="1 1 1").text(60, 300, SEEN)
    text = read_pdf(pdf(sheet), "a.pdf").text
    assert "白抜きの見出し" in text
    assert "写真の上の文字" in text
    assert not notices(pdf(sheet), NoticeCode.HIDDEN)


def test_the_recognised_text_of_a_scan_is_kept() -> None:
    sheet = Sheet().image(0, 0, WIDTH, HEIGHT).text(60, 100, SEEN, mode=3)
    source = read_pdf(pdf(sheet), "a.pdf")
    assert source.text == SEEN
    assert not source.notices


def test_hidden_text_over_a_small_image_is_not_kept() -> None:
    sheet = Sheet().image(50, 80, 200, 100).text(60, 100, "見えない指示", mode=3).text(60, 300, SEEN)
    assert read_pdf(pdf(sheet), "a.pdf").text == SEEN


def test_a_file_of_hidden_text_alone_is_refused() -> None:
    with pytest.raises(SourceError, match="only text that a reader cannot see"):
        read_pdf(pdf(Sheet().text(60, 100, "見えない指示", mode=3)), "a.pdf")


def test_radicals_are_read_as_kanji_and_said() -> None:
    data = pdf(Sheet().text(60, 100, "⼾籍の⽇本⻑期⻘葉⿊字 髙﨑ＤＸ①㈱"))
    source = read_pdf(data, "a.pdf")
    assert source.text == "戸籍の日本長期青葉黒字 髙﨑ＤＸ①㈱"
    [notice] = notices(data, NoticeCode.CONVERTED)
    assert notice.message.startswith("5 letters")


def test_letters_without_code_leave_a_mark() -> None:
    few = pdf(Sheet().text(60, 100, "目標は\ue0015件です。"))
    assert read_pdf(few, "a.pdf").text == "目標は〓5件です。"
    assert not notices(few, NoticeCode.DAMAGE)
    many = pdf(Sheet().text(60, 100, "目標は\ue001\ue002\ue003\ue0045件です。"))
    [notice] = notices(many, NoticeCode.DAMAGE)
    assert (notice.place, notice.message[:9]) == ("page 1", "4 letters")


def test_bullets_of_symbol_fonts_are_what_they_show() -> None:
    assert read_pdf(pdf(Sheet().text(60, 100, "\uf0b7窓口を一つにします。")), "a.pdf").text == "・窓口を一つにします。"


def test_a_page_of_letters_without_code_is_left_out() -> None:
    garbage = Sheet().text(60, 100, "\ue001\ue002\ue003\ue004\ue005の")
    source = read_pdf(pdf(Sheet().text(60, 100, SEEN), garbage), "a.pdf")
    assert source.text == SEEN
    assert [(notice.place, notice.code) for notice in source.notices] == [("page 2", NoticeCode.DAMAGE)]
    with pytest.raises(SourceError, match="no readable code"):
        read_pdf(pdf(garbage), "a.pdf")

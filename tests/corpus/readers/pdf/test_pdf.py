import io

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from corpus.errors import SourceError
from corpus.notice import NoticeCode
from corpus.readers.pdf import document as pdf_document
from corpus.readers.pdf import pages as pdf_pages
from corpus.readers.pdf import reading as pdf_reading
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.registry import reader_for
from tests.corpus.readers.pdf.pdf_pages import HEIGHT, WIDTH, Sheet, pdf

NAME = "plans/aohama/keikaku.pdf"


def plain(*texts: str) -> bytes:
    return pdf(*(Sheet().text(60, 100, text) for text in texts))


def encrypted(data: bytes, password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.encrypt(user_password=password, owner_password=password + "所", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def test_it_is_the_reader_of_pdf() -> None:
    assert reader_for(".PDF") is read_pdf


def test_pages_start_where_their_text_does() -> None:
    source = read_pdf(plain("一枚目の文です。", "二枚目の文です。", "三枚目の文です。"), NAME)
    assert source.text == "一枚目の文です。\n\n二枚目の文です。\n\n三枚目の文です。"
    assert source.pages is not None
    assert [source.text[at] for at in source.pages] == ["二", "三"]
    assert source.notices == ()


def test_a_page_without_text_is_named_and_counted() -> None:
    source = read_pdf(pdf(Sheet().text(60, 100, "本文です。"), Sheet().image(0, 0, WIDTH, HEIGHT), Sheet()), NAME)
    assert source.pages == (5, 5)
    assert [(notice.file, notice.place, notice.code) for notice in source.notices] == [
        ("keikaku.pdf", "pages 2-3", NoticeCode.NO_TEXT)
    ]


def test_a_scan_is_refused_with_a_way_out() -> None:
    with pytest.raises(SourceError, match=r"keikaku\.pdf: a scan without text; run OCR .*\.txt or \.docx"):
        read_pdf(pdf(Sheet().image(0, 0, WIDTH, HEIGHT)), NAME)


def test_a_password_is_asked_to_be_taken_off() -> None:
    with pytest.raises(SourceError, match="needs a password; save the PDF without password"):
        read_pdf(encrypted(plain("秘密の計画"), "鍵"), NAME)


def test_an_empty_password_opens() -> None:
    assert read_pdf(encrypted(plain("公開の計画です。"), ""), NAME).text == "公開の計画です。"


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", "計画".encode()])
def test_what_is_no_pdf_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"keikaku\.pdf: (not a PDF|a broken)") as caught:
        read_pdf(data, NAME)
    assert "\n" not in str(caught.value)


def test_a_cut_off_file_is_said_to_be_one() -> None:
    data = plain("一枚目の文です。", "二枚目の文です。")
    source = read_pdf(data[: data.index(b"startxref")], NAME)
    assert "一枚目" in source.text
    assert [notice.code for notice in source.notices] == [NoticeCode.DAMAGE]
    with pytest.raises(SourceError, match="broken"):
        read_pdf(data[:200], NAME)


def test_a_page_that_cannot_be_read_does_not_keep_others_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[pypdfium2.PdfPage] = []

    def second_fails(page: pypdfium2.PdfPage) -> pdf_pages.PdfPage:
        seen.append(page)
        if len(seen) == 2:
            raise pypdfium2.PdfiumError("broken")
        return pdf_pages.read_page(page)

    monkeypatch.setattr(pdf_reading, "read_page", second_fails)
    source = read_pdf(plain("一枚目。", "二枚目。", "三枚目。"), NAME)
    assert source.text == "一枚目。\n\n三枚目。"
    assert source.pages == (6, 6)
    assert [(notice.place, notice.code) for notice in source.notices] == [("page 2", NoticeCode.DAMAGE)]


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_document, "MAX_PAGES", 2)
    assert read_pdf(plain("一", "二"), NAME).pages == (3,)
    with pytest.raises(SourceError, match="3 pages, more than 2; split it"):
        read_pdf(plain("一", "二", "三"), NAME)


def test_a_scan_with_stamped_page_numbers_is_a_scan() -> None:
    sheets = [Sheet().image(0, 0, WIDTH, HEIGHT).text(290, HEIGHT - 30, f"- {number} -") for number in (1, 2, 3)]
    with pytest.raises(SourceError, match="a scan without text"):
        read_pdf(pdf(*sheets), NAME)

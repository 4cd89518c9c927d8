from corpus.notice import NoticeCode
from corpus.readers.plain import read_plain, read_unpaged


def test_form_feeds_start_pages_and_keep_offsets() -> None:
    source = read_plain("一\f二\f三".encode(), "a.txt")
    assert (source.text, source.pages) == ("一\n二\n三", (2, 4))
    assert read_plain("一".encode(), "a.txt").pages is None


def test_a_text_without_pages() -> None:
    source = read_unpaged("一\f二".encode(), "kpi.csv")
    assert (source.text, source.pages, source.notices) == ("一\n二", None, ())


def test_pages_of_a_text_in_another_encoding() -> None:
    source = read_plain("一枚目の本文\f二枚目の本文".encode("cp932"), "midori/a.txt")
    assert (source.text, source.pages) == ("一枚目の本文\n二枚目の本文", (7,))
    assert [(notice.file, notice.code) for notice in source.notices] == [("a.txt", NoticeCode.CONVERTED)]

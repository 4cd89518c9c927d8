from corpus.notice import NoticeCode
from corpus.readers.markdown import read_markdown


def test_markdown_is_kept_as_it_is() -> None:
    source = read_markdown("# 目標\r\n\r\n- **窓口**\f- 電話\r\n".encode(), "a.md")
    assert (source.text, source.pages, source.notices) == ("# 目標\n\n- **窓口**\n- 電話\n", None, ())


def test_markdown_in_another_encoding() -> None:
    source = read_markdown("# 目標\n\n窓口の待ち時間を減らします。\n".encode("euc_jp"), "a.md")
    assert source.text == "# 目標\n\n窓口の待ち時間を減らします。\n"
    assert source.notices[0].code is NoticeCode.CONVERTED

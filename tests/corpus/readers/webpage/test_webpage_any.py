"""Encodings, entities, deep nesting, any markup and any bytes: read, or refused in one line."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.notice import NoticeCode
from corpus.readers.webpage.reader import read_webpage
from tests.corpus.readers.webpage.webpages import read
from tests.corpus.reading import assert_sound, chunks_of

SAID = "市民の窓口を増やす計画です。①令和6年度から始めます。"


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", ""),
        ("utf-8", "shift_jis"),
        ("cp932", "Shift_JIS"),
        ("cp932", "x-sjis"),
        ("cp932", ""),
        ("cp932", "utf-8"),
        ("euc_jis_2004", "EUC-JP"),
        ("euc_jis_2004", ""),
        ("utf-16", ""),
        ("utf-16", "utf-16"),
        ("cp932", "rot13"),
    ],
)
def test_encodings(codec: str, said: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">' if said else ""
    page = f"<html><head>{meta}</head><body><p>{SAID}".encode(codec)
    source = read_webpage(page, "a.html")
    assert source.text == f"{SAID}\n"
    converted = [notice.code for notice in source.notices if notice.code is NoticeCode.CONVERTED]
    assert bool(converted) is not codec.startswith("utf-8")


def test_mail_encoding_is_not_taken_for_ascii() -> None:
    assert (
        read_webpage("<meta charset=iso-2022-jp><p>窓口を増やします。".encode("iso2022_jp"), "a.html").text
        == "窓口を増やします。\n"
    )


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 50, "été à la plage".encode("latin-1") * 9, b"\x89PNG\r\n\x1a\n\x00\x00"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="UTF-8") as caught:
        read_webpage(data, "a.html")
    assert "\n" not in str(caught.value)


def test_entities_and_files_are_not_followed() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bbb">]><p>&a;&b;窓口'
    text = read_webpage(page.encode(), "a.html").text
    assert "&a;&b;窓口" in text
    assert "bbb" not in text.replace('"bbb"', "")


@pytest.mark.parametrize(
    "tag", ["div", "b", "span", "ul", "li", "table", "td", "sup", "pre", "h1", "dl", "main", "ruby"]
)
@pytest.mark.parametrize("levels", [900, 100_000])
def test_deep_nesting(tag: str, levels: int) -> None:
    start = time.process_time()
    page = f"<p>窓口</p>{f'<{tag}>' * levels}電話{f'</{tag}>' * levels}".encode()
    if levels > 2000 and tag not in {"li", "td"}:  # these end where the next begins
        with pytest.raises(SourceError, match="nest more than 2,000 deep; save"):
            read_webpage(page, "a.html")
    else:
        assert "電話" in read_webpage(page, "a.html").text
    assert time.process_time() - start < 20


def test_deep_tables_are_paragraphs() -> None:
    text = read(f"{'<table><tr><td>a<td>' * 300}x{'</table>' * 300}")
    assert text.count("a") == 300
    assert text.count("x") == 1


def test_long_text_is_kept() -> None:
    page = f"<p>{'市' * 4_000_000}</p><p>終わり".encode()
    text = read_webpage(page, "a.html").text
    assert text.count("市") == 4_000_000
    assert text.endswith("\n\n終わり\n")


NAMES = "p,h1,h2,li,ul,ol,table,tr,td,th,caption,dl,dt,dd,div,br,img,sup,sub,ruby,rt,pre,main,article,nav,del,a"
ELEMENTS = st.sampled_from(re.split(",", NAMES))
PIECES = st.one_of(
    st.builds("<{}>".format, ELEMENTS),
    st.builds("</{}>".format, ELEMENTS),
    st.builds(
        "<{} {}>".format, ELEMENTS, st.sampled_from(["hidden", "rowspan=3", "colspan=2", "start=-1", "role=main"])
    ),
    st.text(max_size=5),
    st.sampled_from(
        ["窓口", "①電話", "\t", "&#9;", "&#12;", "\u202e", "\u200b", "&#x2028;", "<!--", "-->", "<![CDATA["]
    ),
)


@given(st.lists(PIECES, max_size=40))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_markup_is_read(pieces: list[str]) -> None:
    try:
        text = read_webpage("".join(pieces).encode("utf-8", "replace"), "a.html").text
    except SourceError:
        return
    assert "\f" not in text
    assert "\x00" not in text
    assert "\r" not in text
    assert text == "" or text.endswith("\n")
    assert_sound(text, chunks_of(text))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = read_webpage(data, "a.html").text
    except SourceError:
        return
    assert "\f" not in text

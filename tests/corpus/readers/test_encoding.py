import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.notice import NoticeCode
from corpus.readers.encoding import read_text
from corpus.readers.plausibility import plausibility, rules

PROSE = (
    "# 第1章 窓口\n\n市は、窓口の待ち時間を減らすため、予約の仕組みを広げていきます。\n指標①は45％、ﾃﾞｰﾀは3㎡です。\n"
)
OLD = "窓口の待ち時間を減らすため、予約の仕組みを広げます。対象は12,000人です。\n"


@pytest.mark.parametrize("text", ["", "plain\n", PROSE, "\ufeff"[:0] + "€ café 👨‍👩‍👧 葛\U000e0100城"])
def test_utf_8_is_read_without_a_remark(text: str) -> None:
    assert read_text(text.encode(), "a.txt") == read_text(text.encode("utf-8-sig"), "a.txt")
    decoded = read_text(text.encode(), "a.txt")
    assert (decoded.text, decoded.notices) == (text, ())


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("cp932", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp", "ISO-2022-JP"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
@pytest.mark.parametrize(
    "text", [OLD, "観光,来訪者数,45\n", "市", "はい", "①目標\n" + OLD, "a,b\r\n" * 300 + "備考,予算"]
)
def test_other_encodings_are_told(codec: str, label: str, text: str) -> None:
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        pytest.skip(f"{codec} has no circled numbers")
    decoded = read_text(data, "midori/a.txt")
    assert decoded.text == text.replace("\r\n", "\n")
    (notice,) = decoded.notices
    assert (notice.file, notice.place, notice.code) == ("a.txt", "", NoticeCode.CONVERTED)
    assert notice.message.startswith(f"read as {label}")


def test_big_endian() -> None:
    assert read_text(codecs.BOM_UTF16_BE + "目標".encode("utf-16-be"), "a.txt").text == "目標"
    assert read_text(codecs.BOM_UTF32_BE + "目標".encode("utf-32-be"), "a.txt").text == "目標"


def test_circled_numbers_in_euc_jp() -> None:
    assert read_text(("①窓口の取組\n" + OLD).encode("euc_jis_2004"), "a.txt").text.startswith("①窓口")


def test_half_width_kana() -> None:
    text = "ﾐﾄﾞﾘｼ,ｱｵｲﾏﾁ\nｻｸﾗｶﾞｵｶ,ﾔﾏﾃ\n"
    assert read_text(text.encode("cp932"), "a.csv").text == text


def test_a_few_broken_bytes_are_mended() -> None:
    data = (PROSE * 40).encode()
    at = len(PROSE.encode()) * 3 + 6
    decoded = read_text(data[:at] + b"\xff" + data[at:] + "市".encode()[:2], "midori/a.txt")
    assert decoded.text.count("\ufffd") == 2
    assert decoded.text.replace("\ufffd", "") == PROSE * 40
    (notice,) = decoded.notices
    assert (notice.file, notice.place, notice.code) == ("a.txt", "line 13", NoticeCode.DAMAGE)
    assert notice.message.startswith("2 unreadable bytes")


def test_a_few_broken_bytes_in_shift_jis() -> None:
    data = (OLD * 100).encode("cp932") + "市".encode("cp932")[:1]
    decoded = read_text(data, "a.txt")
    assert decoded.text == OLD * 100 + "\ufffd"
    assert [notice.code for notice in decoded.notices] == [NoticeCode.CONVERTED, NoticeCode.DAMAGE]


def test_replacement_letters_of_the_source_are_no_damage() -> None:
    assert read_text("不明な文字\ufffdです。".encode(), "a.txt").notices == ()


def test_a_shift_jis_word_among_figures() -> None:
    data = b"1,2,3,4,5\n" * 1000 + "合計,".encode("cp932") + b"9\n"
    assert read_text(data, "a.csv").text.endswith("合計,9\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("一行目\n二行目\n".encode() + b"\xff\xfe\xff", "line 3: not UTF-8 text; save"),
        ("Café à la crème déjà\n".encode("latin-1"), "line 1: not UTF-8 text; save"),
        ("Größe ÄÖÜ straße".encode("latin-1"), "line 1: not UTF-8"),
        ("Привет, мир. Это план города.".encode("cp1251"), "not UTF-8"),
        (bytes(range(1, 256)) * 8, "not UTF-8"),
        (b"a\x00b", "NUL bytes"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20), "NUL bytes"),
        ("目標です。".encode("utf-16-le"), "save"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8\x41\x00", "broken UTF-16"),
        (codecs.BOM_UTF16_LE + b"A" + bytes(199), "NUL bytes"),
    ],
)
def test_what_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        read_text(data, "midori/a.txt")
    assert str(raised.value).startswith("midori/a.txt")
    assert "\n" not in str(raised.value)


def test_a_few_nul_bytes_are_left_out() -> None:
    decoded = read_text((OLD * 9 + "終\x00わり\x00").encode(), "a.txt")
    assert decoded.text == OLD * 9 + "終わり"
    (notice,) = decoded.notices
    assert (notice.place, notice.code) == ("line 10", NoticeCode.DAMAGE)
    assert notice.message.startswith("2 NUL bytes")


def test_plausibility() -> None:
    assert plausibility("plain text, 123") == 0
    assert plausibility(PROSE) > 0.8
    assert plausibility(OLD.encode("euc_jp").decode("cp932", "replace")) < rules().least
    assert plausibility("é à ü") == 0
    assert plausibility("あ" * 100_000) == 1


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with suppress(SourceError):
        text = read_text(data, "a.txt").text
        assert not set(text) & {"\r", "\x00", "\u2028"}
        assert text.encode().decode() == text


# What plans are written in. Runs of accents and foreign punctuation can be read in more than one encoding.
_CODECS = ("shift_jis", "euc_jp")
_KANJI = [letter for letter in map(chr, range(0x3041, 0x9FA6)) if all(letter.encode(c, "ignore") for c in _CODECS)]
_WRITTEN = [letter for letter in _KANJI if letter.isalpha()]


@given(st.text(alphabet=st.sampled_from([*_WRITTEN, *"0123456789ABCabc、。「」（）・ー～％"]), min_size=1, max_size=80))
def test_a_sentence_in_any_encoding(letters: str) -> None:
    text = OLD + letters + "\n"
    for codec in ("utf-8", "utf-16", "euc_jp"):
        assert read_text(text.encode(codec), "a.txt").text == text

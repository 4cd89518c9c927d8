"""Whatever the bytes: text, or one clear line."""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.readers.pdf.reader import read_pdf
from corpus.readers.source import SourceText
from tests.corpus.readers.pdf.pdf_pages import Sheet, pdf, table


@cache
def small() -> bytes:
    sheet = Sheet().text(60, 60, "第1章　総論", size=20).text(60, 90, "窓口で待つ時間を短くします。")
    table(sheet, [60, 200, 300], 120, [["指標", "目標値"], ["満足度", "60%"]])
    return pdf(
        sheet.text(200, 400, "案", size=90, angle=45).image(0, 500, 100, 100), Sheet().text(60, 60, "二枚目", mode=3)
    )


def read(data: bytes) -> None:
    try:
        source = read_pdf(data, "a.pdf")
    except SourceError:
        return
    assert isinstance(source, SourceText)
    assert source.text.strip()
    assert not set("\f\r\x00") & set(source.text)
    assert source.pages is not None
    assert list(source.pages) == sorted(source.pages)
    assert all(0 <= at <= len(source.text) for at in source.pages)


@given(st.binary(max_size=400))
@example(b"%PDF-1.7")
@settings(max_examples=100, deadline=None)
def test_random_bytes(data: bytes) -> None:
    read(data)
    read(b"%PDF-1.7\n" + data)


@given(st.lists(st.tuples(st.integers(0, len(small()) - 1), st.binary(max_size=6)), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_random_changes(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(small())
    for at, new in changes:
        data[at : at + len(new)] = new
    read(bytes(data))


@given(st.integers(0, len(small())), st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_random_cuts(at: int, length: int) -> None:
    read(small()[:at])
    read(small()[:at] + small()[at + length :])


MARKS = tuple(
    "0 1 -1 1e9 nan 595 842 .5 cm re l m S f W n q Q BT ET Tf Tm Tj Tr rg <4e00> /F1 /I1 Do".split()  # noqa: SIM905 (a line of marks is easier to read)
)


@given(
    st.lists(
        st.sampled_from(MARKS),
        max_size=60,
    )
)
@settings(max_examples=100, deadline=None)
def test_random_drawings(marks: list[str]) -> None:
    read(pdf(Sheet(marks=[" ".join(marks)]).text(60, 100, "窓口で待つ時間を短くします。")))

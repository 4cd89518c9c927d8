"""Deep, hostile and damaged files: read, or refused in one line."""

import random
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.notice import NoticeCode
from corpus.readers.word.reader import read_word
from tests.corpus.readers.word.word_file import (
    MACROS,
    cell,
    grid,
    listed,
    paragraph,
    part,
    row,
    word_file,
    zipped,
)
from tests.corpus.readers.word.word_samples import CHAPTERS, NOTE, NOTES, RUN, STYLES, noticed, read


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

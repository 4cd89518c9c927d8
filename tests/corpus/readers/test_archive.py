import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.readers import archive as archives
from corpus.readers.archive import checked_archive, read_member
from tests.corpus.readers.word.word_file import zipped

MIB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_members_are_read() -> None:
    archive = checked_archive(zipped({"word/document.xml": "窓口", "空.txt": ""}), "計画.docx")
    assert read_member(archive, "word/document.xml").decode() == "窓口"
    assert read_member(archive, "空.txt") == b""


def test_nested_archives_are_not_looked_into() -> None:
    inner = zipped({"../x": "1"})
    assert read_member(checked_archive(zipped({"word/embedded.xlsx": inner}), "a.docx"), "word/embedded.xlsx") == inner


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:/x", "a\\..\\x", "..", "word/..", "a\\b"])
def test_names_that_leave_the_archive(name: str) -> None:
    with pytest.raises(SourceError, match=r"a\.docx: holds a part whose name leaves the file; open"):
        checked_archive(zipped({"ok.xml": "", name: "x"}), "a.docx")


def test_names_with_nul() -> None:
    data = zipped({"a_b.xml": "x"}).replace(b"a_b.xml", b"a\x00b.xml")
    with pytest.raises(SourceError, match="name leaves the file"):
        checked_archive(data, "a.docx")


@pytest.mark.parametrize("name", ["word/..rels", "a/b.c/..d", "計画..xml", "c:.xml"[2:]])
def test_names_with_dots_are_fine(name: str) -> None:
    assert checked_archive(zipped({name: "x"}), "a.docx").namelist() == [name]


def test_zip_bombs() -> None:
    with pytest.raises(SourceError, match="packed too tightly"):
        checked_archive(zipped({"word/document.xml": b"0" * (8 * MIB)}), "a.docx")


def test_small_members_may_be_packed_tightly() -> None:
    archive = checked_archive(zipped({"a.xml": b"0" * MIB}), "a.docx")
    assert len(read_member(archive, "a.xml")) == MIB


def test_sizes_of_members(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.xml": "1" * 600, "b.xml": "2" * 600}, zipfile.ZIP_STORED)
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
    with pytest.raises(SourceError, match=r"^a\.docx: unpacks to more than"):
        checked_archive(data, "a.docx")
    monkeypatch.setattr(archives, "MAX_MEMBER", 500)
    with pytest.raises(SourceError, match=r"^a\.docx: holds a part of more than"):
        checked_archive(data, "a.docx")


def test_too_many_members() -> None:
    data = zipped({f"{at}.xml": "" for at in range(10_001)}, zipfile.ZIP_STORED)
    with pytest.raises(SourceError, match="more than 10,000 parts"):
        checked_archive(data, "a.docx")


def test_sizes_are_verified_while_reading() -> None:
    archive = checked_archive(zipped({"a.xml": "窓口" * 100}), "計画.docx")
    with pytest.raises(SourceError, match=r"^計画\.docx, a\.xml: unpacks to more than"):
        read_member(archive, "a.xml", 599)
    assert len(read_member(archive, "a.xml", 600)) == 600


def test_headers_that_lie_about_sizes() -> None:
    data = zipped({"a.xml": b"0" * (4 * MIB)})
    size = struct.pack("<L", 4 * MIB)
    archive = checked_archive(data.replace(size, struct.pack("<L", 10)), "a.docx")
    with pytest.raises(SourceError, match=r"a\.xml: broken"):
        read_member(archive, "a.xml")


def test_encrypted_members() -> None:
    data = bytearray(zipped({"a.xml": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(SourceError, match="protected with a password"):
        checked_archive(bytes(data), "a.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_unusual_packings(method: int) -> None:
    with pytest.raises(SourceError, match="unusual way"):
        checked_archive(zipped({"a.xml": "x" * 100}, method), "a.docx")


def test_missing_members() -> None:
    with pytest.raises(SourceError, match=r"^a\.docx, b\.xml: missing"):
        read_member(checked_archive(zipped({"a.xml": ""}), "a.docx"), "b.xml")


def test_old_and_protected_office_files() -> None:
    with pytest.raises(SourceError, match="old Office format; save it as"):
        checked_archive(OLE + b"\x00" * 600, "a.docx")
    with pytest.raises(SourceError, match="protected with a password; save it without one"):
        checked_archive(OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.docx")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\x00" * 17, b"%PDF-1.7", "計画".encode()])
def test_what_is_no_archive(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^a\.docx: not an Office file, or a broken one; open") as caught:
        checked_archive(data, "a.docx")
    assert "\n" not in str(caught.value)


@given(st.data())
def test_damaged_archives_are_read_or_refused(data: st.DataObject) -> None:
    good = bytearray(zipped({"word/document.xml": "窓口の数を増やす。" * 30, "b.xml": "電話"}))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    said = ""
    try:
        archive = checked_archive(bytes(good), "a.docx")
        for member in archive.namelist():
            assert len(read_member(archive, member, MIB)) <= MIB
    except SourceError as error:
        said = str(error)
    assert "\n" not in said

"""Huge, hostile and damaged workbooks: read within limits, or refused in one line."""

import time
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus.errors import SourceError
from corpus.notice import NoticeCode
from corpus.readers.workbook.reader import MOST_SHEETS, read_workbook
from tests.corpus.readers.workbook.workbook_texts import filled, goals, said_of, text_of
from tests.corpus.readers.workbook.workbooks import MANIFEST, NAMESPACE, made, packed, rows, saved
from tests.corpus.reading import assert_sound, chunks_of


def test_a_huge_dimension_costs_nothing() -> None:
    data = made(
        "<dimension ref='A1:XFD1048576'/>"
        "<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
        "<row r='1048576'><c r='B1048576'><v>2</v></c><c r='XFD1048576'><v>3</v></c></row></sheetData>"
    )
    start = time.process_time()
    assert text_of(data) == "# 目標\n\n1\n\n2"
    assert time.process_time() - start < 1
    assert said_of(data) == [("limit", "sheet 目標")]


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"<c><v>{number}</v></c><c><v>0</v></c>" for number in range(9)]
    monkeypatch.setattr("corpus.readers.workbook.sheet.MOST_ROWS", 4)
    data = made(rows(*lines))
    assert text_of(data) == "# 目標\n\n0\t0\n1\t0\n2\t0\n3\t0"
    assert "row 5 and below" in read_workbook(data, "a.xlsx").notices[0].message


def test_one_text_in_very_many_cells() -> None:
    cells = "<c t='s'><v>0</v></c>" * 100
    data = made(rows(*[cells] * 100), texts=f"<si><t>{'市' * 30_000}</t></si>")
    source = read_workbook(data, "a.xlsx")
    assert len(source.text) < 61_000_000
    assert [notice.code for notice in source.notices] == [NoticeCode.LIMIT]


@pytest.mark.parametrize("limit", ["MOST_CELLS", "_MOST_MARKS", "_MOST_OTHER_MARKS"])
def test_more_than_memory_holds(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"corpus.readers.workbook.file.{limit}", 2)
    with pytest.raises(SourceError, match="cells; split the workbook or save as CSV"):
        read_workbook(made(rows("<c><v>1</v></c><c><v>2</v></c>")), "a.xlsx")


def test_too_many_sheets() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "本文です。"
    for number in range(MOST_SHEETS + 1):
        workbook.create_sheet(f"シート{number}")
    assert said_of(saved(workbook))[0] == ("limit", "")


BOMB = "<!DOCTYPE w [<!ENTITY a 'ああああ'><!ENTITY b '&a;&a;&a;&a;'>]><worksheet><c>&b;</c></worksheet>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not an Office file"),
        (b"PK\x03\x04", "not an Office file"),
        ("指標,R6\n".encode(), "not an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed({"a.txt": "文"}), "not a workbook"),
        (packed({"[Content_Types].xml": MANIFEST, "xl/workbook.xml": "<workbook/>"}), "not a workbook"),
        (made("", **{"xl/workbook.xml": f"<workbook xmlns='{NAMESPACE}'><sheets/></workbook>"}), "no sheets"),
        (made("<sheetData/><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"), "1,200,000 cells; split"),
        (made("<sheetData/><hyperlinks><hyperlink a='>' ref='A1:&#88;FD1048576'/></hyperlinks>"), "range of cells"),
        (made(rows("<c t='s'><v>99</v></c>")), "not a workbook"),
        (made(rows("<c t='s'><v>x</v></c>")), "not a workbook"),
        (made(rows("<c><v>窓口</v></c>")), "not a workbook"),
        (packed({"xl/a.xml": BOMB.encode("utf-16")}), "not UTF-8"),
        (made("<sheetData>"), "broken XML"),
        (made("", **{"xl/worksheets/s.xml": BOMB}), "document type"),
        (made("", **{"xl/t.xml": BOMB}), "document type"),
        (made("", **{"xl/worksheets/s.xml": "<?xml version='1.0' encoding='cp037'?><worksheet/>"}), "not UTF-8"),
        (made(rows("<c><v>1</v></c>") + " " * 30_000_000), "packed too tightly"),
    ],
)
def test_what_is_no_workbook(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        read_workbook(data, "midori/a.xlsx")
    assert str(raised.value).startswith("midori/a.xlsx")
    assert "\n" not in str(raised.value)


@cache
def _parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(filled(goals))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _mutated(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for at, byte in changes:
        changed[at % len(changed)] = byte
    return bytes(changed)


CHANGES = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.sampled_from(["", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]))
def test_a_damaged_workbook(changes: list[tuple[int, int]], part: str) -> None:
    parts = _parts()
    data = packed(parts | {part: _mutated(parts[part], changes)} if part else parts)
    try:
        source = read_workbook(data if part else _mutated(data, changes), "a.xlsx")
    except SourceError:
        return
    assert not set(source.text) & {"\r", "\f"}
    source.text.encode()


PIECES = st.sampled_from(
    [
        *("<row>", "</row>", "<row r='3' hidden='1'>", "<c>", "</c>", "<c r='B2' s='1'>", "<c r='ZZZ9' t='s'>"),
        *("<v>", "</v>", "<c t='inlineStr'>", "<is><t>", "</t></is>", "<f>", "</f>", "<c t='e'>", "<c t='b'>"),
        *("1", "45383.5", "-1e308", "1e999", "窓口", "_x000C_", "<cols><col min='1' max='99999' hidden='1'/></cols>"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_sheet(pieces: list[str]) -> None:
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='31'/></cellXfs>"
    try:
        source = read_workbook(made("".join(pieces), texts="<si><t>文</t></si>", styles=styles), "a.xlsx")
    except SourceError:
        return
    assert_sound(source.text, chunks_of(source.text))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_workbook(data, "a.xlsx")

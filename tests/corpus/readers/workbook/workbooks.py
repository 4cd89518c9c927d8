"""Workbooks made for tests: with openpyxl, and part by part where a file must be odd."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


MANIFEST = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
    f'<Override PartName="/xl/t.xml" ContentType="{_CONTENT}.sharedStrings+xml"/></Types>'
)


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as a file."""
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def made(sheet: str, *, texts: str = "", styles: str = "", settings: str = "", **parts: str) -> bytes:
    """Return a workbook of one sheet 「目標」 from what stands in its ``worksheet``, ``sst`` and ``styleSheet``."""
    kinds = (("worksheet", "worksheets/s.xml"), ("sharedStrings", "t.xml"), ("styles", "styles.xml"))
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(kinds)
    )
    main = (
        f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}">{settings}'
        '<sheets><sheet name="目標" sheetId="1" r:id="r0"/></sheets></workbook>'
    )
    return packed(
        {
            "[Content_Types].xml": MANIFEST,
            "xl/workbook.xml": main,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
            "xl/worksheets/s.xml": f'<worksheet xmlns="{NAMESPACE}">{sheet}</worksheet>',
            "xl/t.xml": f'<sst xmlns="{NAMESPACE}">{texts}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{NAMESPACE}">{styles}</styleSheet>',
            **parts,
        }
    )


def rows(*lines: str) -> str:
    """Return sheet data of rows, each the XML of its cells."""
    return "<sheetData>" + "".join(f"<row>{line}</row>" for line in lines) + "</sheetData>"

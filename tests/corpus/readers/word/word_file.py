"""Word files written from their XML, for what python-docx does not write."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "document": "document",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "header": "hdr",
    "footer": "ftr",
}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.{kind}.main+xml"/></Types>'
)
DOCUMENT = "openxmlformats-officedocument.wordprocessingml.document"
MACROS = "ms-word.document.macroEnabled"


def word_file(body: str, *, kind: str = DOCUMENT, **parts: str) -> bytes:
    """Return a Word file with ``body`` as XML; ``parts`` holds the content of styles, numbering, footnotes …"""
    members = {
        "[Content_Types].xml": _TYPES.format(kind=kind),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
    }
    return zipped(members | {f"word/{name}.xml": part(name, content) for name, content in parts.items()})


def part(name: str, content: str) -> str:
    """Return a part of a Word file, 「styles」 for one, around its content."""
    root = _ROOTS[name]
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{content}</w:{root}>'


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of ``members``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run with ``properties`` of its own and of the run, as XML."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def listed(text: str, number: int, step: int = 0) -> str:
    """Return a paragraph at level ``step`` of list ``number``, as XML."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{step}"/><w:numId w:val="{number}"/></w:numPr>')


def level(step: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list, as XML."""
    return (
        f'<w:lvl w:ilvl="{step}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lists(*abstract: str, more: str = "") -> str:
    """Return the content of the numbering part: list n has the levels of the n-th argument."""
    levels = (f'<w:abstractNum w:abstractNumId="{at}">{item}</w:abstractNum>' for at, item in enumerate(abstract, 1))
    numbers = (_instance(at, at) for at in range(1, len(abstract) + 1))
    return "".join([*levels, *numbers, more])


def _instance(number: int, abstract: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'


def cell(content: str, properties: str = "") -> str:
    """Return a table cell with one paragraph of text, as XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a table row, as XML."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def grid(*rows: str) -> str:
    """Return a table, as XML."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def _relations(targets: Mapping[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )

"""The parts of a Word file: its XML, read so that nothing outside the file is touched and nothing unfolds."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from corpus.errors import SourceError
from corpus.readers.archive import read_member
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A report of a thousand pages has some 30 MB of XML; its tree takes ten times as much memory.
MAX_PART = 64 * 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# Only of the file itself: a workbook in it may hold macros, nobody runs them.
_MACROS = re.compile(rb"ms-word\.(?:document|template)\.macroEnabled")
_TYPES = "[Content_Types].xml"
_USUAL = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of a Word file that its text is read from; ``margins`` counts its page headers and footers."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    settings: Element | None
    margins: int


def word_parts(archive: ZipFile, name: str) -> WordParts:
    """Return the parts of a Word file. Raises SourceError for other Office files, for macros and for broken XML."""
    members = frozenset(archive.namelist())
    if _TYPES in members and _MACROS.search(read_member(archive, _TYPES, MAX_PART)):
        raise SourceError(line_of(RefusalCode.MACROS, file=name))
    main = dict(_related(archive, "", members, name)).get("officeDocument", _USUAL)
    document = _xml(archive, main, name) if main in members else None
    if document is None or document.tag != f"{W}document":
        raise SourceError(line_of(RefusalCode.NO_WORD, file=name))
    related = list(_related(archive, main, members, name))
    found = {kind: target for kind, target in related if target in members}
    parts = {
        kind: _xml(archive, found[kind], name) if kind in found else None
        for kind in ("styles", "numbering", "footnotes", "endnotes", "settings")
    }
    margins = {target for kind, target in related if kind in {"header", "footer"}}
    return WordParts(document, **parts, margins=len(margins))


def _related(archive: ZipFile, member: str, members: frozenset[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield the kind (「styles」) and the name of each part that ``member`` relates to, which need not be there."""
    folder, file = posixpath.split(member)
    listing = posixpath.join(folder, "_rels", f"{file}.rels")
    if listing not in members:
        return
    for related in _xml(archive, listing, name):
        target = related.get("Target", "")
        if related.get("TargetMode") != "External":
            kind = related.get("Type", "").rpartition("/")[2]
            yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _xml(archive: ZipFile, member: str, name: str) -> Element:
    data = read_member(archive, member, MAX_PART).replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(line_of(RefusalCode.WORD_XML, file=name, member=member, reason=_first_line(error))) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(line_of(RefusalCode.WORD_ENTITIES, file=name, member=member))
    return root


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "unreadable")

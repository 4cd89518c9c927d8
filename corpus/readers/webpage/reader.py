"""Web pages (.html): the main content, without what only serves the page."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from lxml import etree

from corpus.errors import SourceError
from corpus.notice import Notice, NoticeCode
from corpus.readers.encoding import read_text
from corpus.readers.notation import Piece, seen, written
from corpus.readers.source import SourceText
from corpus.readers.webpage.elements import rules
from corpus.readers.webpage.page import Page
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.parts import PartCode
from corpus.remarks.refusals import RefusalCode

_HEAD = 4096  # bytes in which a page names its encoding; browsers look at the first 1,024
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE
)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_FED = 1024 * 1024  # bytes: libxml2 takes more than 10 MB at once for an attack
# An article is the main content where it holds so much of the page's text; else it is a teaser.
_LEAST_ARTICLE = 0.5
_MAIN, _ARTICLE = 2, 1


def read_webpage(data: bytes, name: str) -> SourceText:
    """Return the text of a web page's main content: <main>, else its articles, else the whole <body>.

    Left out are navigation, page header and footer, asides, form controls, scripts, comments, the readings over kanji,
    deleted text and what inline styles and attributes hide; a picture's text is taken only where the picture is all
    that its heading or cell holds. Raises SourceError where the bytes are no text.
    """
    text, converted = _decoded(data, name)
    file = PurePath(name).name
    page = _parsed(text.replace("\x00", ""), name)
    pieces = _main_content(page.pieces)
    outside = sum(len(piece.text) for piece in page.pieces) - sum(len(piece.text) for piece in pieces)
    notices = (*converted, *_notices(page, outside, file))
    return SourceText(seen(written(pieces)), notices=notices, authored=True)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """Return a page's bytes as text: UTF-8 where they are, else as the page says, else as the letters tell."""
    match = _CHARSET.search(data[:_HEAD])
    label = match[1].decode("ascii", "replace").lower() if match else ""
    codec = rules().encodings.get(label)
    if codec and not data.startswith(_MARKS) and not _is_utf8(data):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            codec = None
        else:
            message = line_of(LineCode.CONVERTED, encoding=label)
            return text, (Notice(PurePath(name).name, "", NoticeCode.CONVERTED, message),)
    decoded = read_text(data, name)
    return decoded.text, decoded.notices


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 rather than ISO-2022-JP, which is ASCII with escapes."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\x1b$" not in data


def _parsed(text: str, name: str) -> Page:
    """Return the page that ``text`` is. Raises SourceError where it is none or nests too deep."""
    data = text.encode("utf-8", "replace")
    target: Any = Page(name)  # it takes str only: bytes come to no target in Python 3
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, recover=True, huge_tree=False)
    try:
        for at in range(0, len(data), _FED):
            parser.feed(data[at : at + _FED])
        page = parser.close()
    except etree.XMLSyntaxError as error:
        if not text.strip():
            return Page(name)
        raise SourceError(line_of(RefusalCode.NO_WEBPAGE, file=name, reason=error.msg)) from error
    return page if isinstance(page, Page) else Page(name)


def _main_content(pieces: Sequence[Piece]) -> Sequence[Piece]:
    main = [piece for piece in pieces if piece.main == _MAIN]
    if main:
        return main
    articles = [piece for piece in pieces if piece.main == _ARTICLE]
    length = sum(len(piece.text) for piece in articles)
    return articles if length > _LEAST_ARTICLE * sum(len(piece.text) for piece in pieces) else pieces


def _notices(page: Page, outside: int, file: str) -> Iterator[Notice]:
    counts = [line_of(PartCode.COUNTED, label, count=count) for label, count in sorted(page.left_out.items())]
    if outside:
        counts.append(line_of(PartCode.OUTSIDE, count=outside))
    if counts:
        yield Notice(file, "", NoticeCode.LEFT_OUT, line_of(LineCode.LEFT_OUT, *counts))
    if page.hidden:
        message = line_of(LineCode.HIDDEN, count=page.hidden, letters=page.hidden_letters)
        yield Notice(file, "", NoticeCode.HIDDEN, message)

"""The letters of a page as its text layer has them: what they are, where they stand, whether one can see them."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import hypot, isfinite

import pypdfium2
from pypdfium2 import raw

from corpus.readers.pdf.drawing import Drawing
from corpus.readers.pdf.letters import letter_of
from corpus.readers.pdf.settings import settings

_FARTHEST = 100_000  # points; the largest page is 14,400 wide
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18  # the flag of a font's descriptor
_BOLD_NAMES = (b"bold", b"heavy", b"black", b"-w6", b"-w7", b"-w8", b"-db", b"-eb", b"-ub")
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FILLED = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)
_STRUCK = (raw.FPDF_TEXTRENDERMODE_FILL_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)
# Letters that fill a square: their advance is their size, which saves asking for their box.
_WIDE = range(0x3000, 0xA000)
_NAME_ROOM = 128


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: ``x`` and ``y`` are its origin on the base line, ``right`` where it ends, ``size`` in points.

    ``across`` and ``along`` are the direction of writing as a unit vector. Blanks are letters too.
    """

    text: str
    x: float
    y: float
    right: float
    size: float
    bold: bool
    across: float = 1.0
    along: float = 0.0


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The letters of a page that are read, in the order of the file, and how many are not.

    ``hidden`` cannot be seen, ``damaged`` have no readable code, ``cut`` were over the limit. ``recognised``: the
    text is a scan's, laid invisibly over its image.
    """

    glyphs: tuple[Glyph, ...]
    hidden: int = 0
    damaged: int = 0
    cut: int = 0
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    across: float
    along: float
    mode: int
    opacity: int
    white: bool


def read_letters(page: pypdfium2.PdfPage, drawing: Drawing) -> PageLetters:
    """Return the letters of a page; ``drawing`` is what lies behind them."""
    text_page = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text_page)
        taken = min(count, settings().limits.characters)
        found = list(_Letters(text_page.raw).read(taken))
    finally:
        text_page.close()
    seen = [glyph for glyph, style in found if _visible(glyph, style, drawing)]
    hidden = _printed(glyph for glyph, _ in found) - _printed(seen)
    recognised = _recognised(found, drawing)
    if recognised:
        seen, hidden = [glyph for glyph, _ in found], 0
    damaged = sum(glyph.text == "\ufffd" for glyph in seen)
    return PageLetters(tuple(seen), hidden, damaged, count - taken, recognised)


def _printed(glyphs: Iterable[Glyph]) -> int:
    return sum(not glyph.text.isspace() for glyph in glyphs)


class _Letters:
    """Reads letters one by one; the buffers that pdfium writes to are made once."""

    def __init__(self, text_page: object) -> None:
        self._page = text_page
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._name = ctypes.create_string_buffer(_NAME_ROOM)
        self._bold: dict[int, bool] = {}
        self._object = -1
        self._style = _Style(0.0, bold=False, across=1.0, along=0.0, mode=0, opacity=255, white=False)

    def read(self, count: int) -> Iterator[tuple[Glyph, _Style]]:
        """Yield the letters up to ``count`` with their style; those that pdfium made up are passed over."""
        last: tuple[Glyph, _Style] | None = None
        for at in range(count):
            found = self._read(at)
            if found is None:
                continue
            if last is not None and found[1] is last[1] and (found[0].x, found[0].y) == (last[0].x, last[0].y):
                last = _one_letter(last[0], found[0]), last[1]
                continue
            if last is not None:
                yield last
            last = found
        if last is not None:
            yield last

    def _read(self, at: int) -> tuple[Glyph, _Style] | None:
        code = raw.FPDFText_GetUnicode(self._page, at)
        if code in {0x0A, 0x0D}:
            return None
        item = raw.FPDFText_GetTextObject(self._page, at)
        letter = letter_of(code)
        if not item or not letter:
            return None
        style = self._style_of(item, at)
        glyph = self._glyph(at, code, letter, style)
        return None if glyph is None else (glyph, style)

    def _glyph(self, at: int, code: int, letter: str, style: _Style) -> Glyph | None:
        raw.FPDFText_GetCharOrigin(self._page, at, self._x, self._y)
        x, y, size = self._x.value, self._y.value, style.size
        if not (abs(x) < _FARTHEST and abs(y) < _FARTHEST and isfinite(size)):
            return None
        if code in _WIDE:
            advance = size
        else:
            raw.FPDFText_GetLooseCharBox(self._page, at, self._box)
            box = self._box
            advance = (box.right - x) if style.across > 0.5 else max(box.right - box.left, box.top - box.bottom)  # noqa: PLR2004 - level writing
        return Glyph(letter, x, y, x + min(max(advance, 0.0), 2 * size), size, style.bold, style.across, style.along)

    def _style_of(self, item: object, at: int) -> _Style:
        address = ctypes.addressof(item.contents)  # type: ignore[attr-defined]
        if address != self._object:
            self._object = address
            self._style = self._read_style(item, at)
        return self._style

    def _read_style(self, item: object, at: int) -> _Style:
        raw.FPDFText_GetMatrix(self._page, at, self._matrix)
        matrix = self._matrix
        length = hypot(matrix.a, matrix.b)
        size = abs(raw.FPDFText_GetFontSize(self._page, at)) * (hypot(matrix.c, matrix.d) or length)
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        painted = bool(raw.FPDFPageObj_GetFillColor(item, *self._colour))
        *colours, opacity = (part.value for part in self._colour) if painted else (0, 0, 0, 255)
        across, along = (matrix.a / length, matrix.b / length) if length > 0 else (1.0, 0.0)
        white = min(colours) >= settings().hidden.white
        return _Style(size, mode in _STRUCK or self._is_bold(item), across, along, mode, opacity, white)

    def _is_bold(self, item: object) -> bool:
        font = raw.FPDFTextObj_GetFont(item)
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            raw.FPDFFont_GetBaseFontName(font, self._name, _NAME_ROOM)
            named = any(mark in self._name.value.lower() for mark in _BOLD_NAMES)
            flagged = raw.FPDFFont_GetFlags(font) & _FORCE_BOLD > 0 and raw.FPDFFont_GetFlags(font) > 0
            self._bold[address] = named or flagged or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        return self._bold[address]


def _one_letter(first: Glyph, more: Glyph) -> Glyph:
    """Return the letters of a ligature (「ffi」), which share their origin, as one."""
    return replace(first, text=first.text + more.text, right=max(first.right, more.right))


def _visible(glyph: Glyph, style: _Style, drawing: Drawing) -> bool:
    """Return whether a reader can see a letter on its page."""
    if style.mode in _INVISIBLE or glyph.size < settings().hidden.smallest_size:
        return False
    x, y = _middle(glyph)
    if not drawing.page.holds(x, y):
        return False
    if style.mode not in _FILLED:
        return True
    return style.opacity > 0 and not (style.white and _on_paper(x, y, drawing))


def _on_paper(x: float, y: float, drawing: Drawing) -> bool:
    """Return whether nothing lies behind a point that white letters stand out from."""
    return not any(shade.holds(x, y) for shade in drawing.shades)


def _middle(glyph: Glyph) -> tuple[float, float]:
    """Return the middle of a letter: half its advance along the writing, a third of its size above the base line."""
    half, third = (glyph.right - glyph.x) / 2, glyph.size / 3
    return (
        glyph.x + glyph.across * half - glyph.along * third,
        glyph.y + glyph.along * half + glyph.across * third,
    )


def _recognised(found: list[tuple[Glyph, _Style]], drawing: Drawing) -> bool:
    """Return whether the letters are a scan's: nearly all of them invisible, over images that cover the page."""
    rules = settings().hidden
    invisible = sum(style.mode in _INVISIBLE for _, style in found)
    covered = drawing.images >= rules.ocr_image * drawing.page.area
    return bool(found) and covered and invisible >= rules.ocr_share * len(found)

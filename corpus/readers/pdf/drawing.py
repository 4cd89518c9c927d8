"""What is drawn on a page besides letters: ruled lines, filled boxes, images."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise
from math import isfinite

import pypdfium2
from pypdfium2 import raw

from corpus.readers.pdf.settings import TableRules, settings

_DEEPEST = 5  # drawings within drawings
_MOST_POINTS = 2000  # of one path; a coast line has more


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the page's own points, ``bottom`` below ``top``."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Return the area in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies in the box."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page: ``edges`` are level or upright rules; ``shades`` fills that are not white, and images.

    ``complete`` is false where so much is drawn that the rest was not looked at.
    """

    page: Box
    edges: list[Box] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    images: float = 0.0
    objects: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Matrix:
    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: "_Matrix") -> "_Matrix":
        """Return the matrix that first does ``inner``, then this one."""
        a, b = self.a * inner.a + self.c * inner.b, self.b * inner.a + self.d * inner.b
        c, d = self.a * inner.c + self.c * inner.d, self.b * inner.c + self.d * inner.d
        return _Matrix(a, b, c, d, *self.point(inner.e, inner.f))


def page_box(page: pypdfium2.PdfPage) -> Box:
    """Return the part of a page that is shown: its crop box within its media box."""
    left, bottom, right, top = page.get_bbox()
    return Box(left, bottom, right, top)


def read_drawing(page: pypdfium2.PdfPage) -> Drawing:
    """Return what is drawn on a page besides letters."""
    drawing = Drawing(page_box(page))
    count = raw.FPDFPage_CountObjects(page)
    _collect(drawing, (raw.FPDFPage_GetObject(page, at) for at in range(count)), _Matrix(), 0)
    drawing.shades = nlargest(settings().limits.shades, drawing.shades, key=_area)
    return drawing


def _area(box: Box) -> float:
    return box.area


def _collect(drawing: Drawing, objects: Iterator[object], outer: _Matrix, depth: int) -> None:
    limits = settings().limits
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        drawing.objects += 1
        if drawing.objects > limits.objects:
            drawing.complete = False
            return
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _take_path(drawing, item, outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = range(raw.FPDFFormObj_CountObjects(item))
            _collect(
                drawing, (raw.FPDFFormObj_GetObject(item, at) for at in inner), outer.after(_matrix(item)), depth + 1
            )
        elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
            box = _bounds(item, outer)
            drawing.images += _shared(box, drawing.page).area if kind == raw.FPDF_PAGEOBJ_IMAGE else 0.0
            drawing.shades.append(box)


def _take_path(drawing: Drawing, path: object, outer: _Matrix) -> None:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill_mode, stroke):
        return
    points = list(_points(path, outer.after(_matrix(path))))
    if not points:
        return
    rules = settings().tables
    if stroke.value:
        drawing.edges.extend(_strokes(points, rules))
    if fill_mode.value:
        box = _around(points)
        if not _white(path):
            drawing.shades.append(box)
        drawing.edges.extend(_sides(points, drawing.page, rules))


def _points(path: object, matrix: _Matrix) -> Iterator[tuple[float, float, bool]]:
    """Yield the corners of a path and whether a straight line leads there; a figure that is closed comes back."""
    count = raw.FPDFPath_CountSegments(path)
    if count > _MOST_POINTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    first: tuple[float, float] | None = None
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        here = matrix.point(x.value, y.value)
        if not (isfinite(here[0]) and isfinite(here[1])):
            continue
        kind = raw.FPDFPathSegment_GetType(segment)
        first = here if kind == raw.FPDF_SEGMENT_MOVETO or first is None else first
        yield (*here, kind == raw.FPDF_SEGMENT_LINETO)
        if raw.FPDFPathSegment_GetClose(segment) and here != first:
            yield (*first, kind == raw.FPDF_SEGMENT_LINETO)


def _strokes(points: list[tuple[float, float, bool]], rules: TableRules) -> Iterator[Box]:
    for (x0, y0, _), (x1, y1, straight) in pairwise(points):
        box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if straight and (edge := _edge(box, rules, thin=1.0)):
            yield edge


def _sides(points: list[tuple[float, float, bool]], page: Box, rules: TableRules) -> Iterator[Box]:
    """Yield the edges of filled boxes: a thin one is a rule itself, another has four sides, a page's ground none."""
    for box in _boxes(points):
        if edge := _edge(box, rules, thin=rules.thin):
            yield edge
        elif box.area < rules.page_share * page.area:
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            sides = (
                Box(left, bottom, right, bottom), Box(left, top, right, top),
                Box(left, bottom, left, top), Box(right, bottom, right, top),
            )  # fmt: skip
            yield from (side for side in sides if _edge(side, rules, thin=1.0))


def _boxes(points: list[tuple[float, float, bool]]) -> Iterator[Box]:
    """Yield the rectangles among the figures of a path."""
    figure: list[tuple[float, float, bool]] = []
    for point in (*points, (0.0, 0.0, False)):
        if not point[2] and figure:
            if len(figure) in {4, 5} and all(straight for _, _, straight in figure[1:]) and _square(figure):
                yield _around(figure)
            figure = []
        figure.append(point)


def _square(figure: list[tuple[float, float, bool]]) -> bool:
    """Return whether four corners lie in those of their box, a mitre of a border aside."""
    box = _around(figure)
    slack = min(settings().tables.thin, max(box.right - box.left, box.top - box.bottom) / 4)
    return all(
        min(x - box.left, box.right - x) <= slack and min(y - box.bottom, box.top - y) <= slack for x, y, _ in figure
    )


def _edge(box: Box, rules: TableRules, *, thin: float) -> Box | None:
    width, height = box.right - box.left, box.top - box.bottom
    if height <= thin and width >= rules.shortest and width > height:
        middle = (box.top + box.bottom) / 2
        return Box(box.left, middle, box.right, middle)
    if width <= thin and height >= rules.shortest and height > width:
        middle = (box.left + box.right) / 2
        return Box(middle, box.bottom, middle, box.top)
    return None


def _around(points: list[tuple[float, float, bool]]) -> Box:
    across, along = [x for x, _, _ in points], [y for _, y, _ in points]
    return Box(min(across), min(along), max(across), max(along))


def _bounds(item: object, outer: _Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value if isfinite(side.value) else 0.0 for side in sides)
    return _around([(*outer.point(x, y), True) for x in (left, right) for y in (bottom, top)])


def _shared(box: Box, page: Box) -> Box:
    return Box(
        max(box.left, page.left), max(box.bottom, page.bottom), min(box.right, page.right), min(box.top, page.top)
    )


def _matrix(item: object) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return _Matrix()
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _white(path: object) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(path, *parts):
        return False
    *colours, opacity = (part.value for part in parts)
    return opacity == 0 or min(colours) >= settings().hidden.white

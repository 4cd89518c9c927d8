"""PDF files put together letter by letter, for tests: Japanese text without embedded fonts, boxes, images."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

WIDTH, HEIGHT = 595, 842  # A4 in points
_FONTS = {"F1": "HeiseiMin-W3", "F2": "KozGoPr6N-Bold"}


@dataclass(slots=True)
class Sheet:
    """A page that is drawn on; heights count down from the top."""

    width: float = WIDTH
    height: float = HEIGHT
    turned: int = 0
    crop: tuple[float, float, float, float] | None = None
    marks: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, *, size: float = 10.5, bold: bool = False, mode: int = 0,
        colour: str = "0 0 0", angle: float = 0,
    ) -> "Sheet":  # fmt: skip
        """Write a line of text."""
        across, along = cos(radians(angle)), sin(radians(angle))
        matrix = f"{across:.4f} {along:.4f} {-along:.4f} {across:.4f} {x:.2f} {self.height - y:.2f}"
        code = text.encode("utf-16-be").hex()
        font = "F2" if bold else "F1"
        self.marks.append(f"BT /{font} {size} Tf {mode} Tr {colour} rg {matrix} Tm <{code}> Tj ET")
        return self

    def lines(self, x: float, y: float, lines: Sequence[str], *, size: float = 10.5, lead: float = 1.6) -> float:
        """Write lines under each other and return where the next one would stand."""
        for line in lines:
            self.text(x, y, line, size=size)
            y += lead * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a line."""
        self.marks.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> "Sheet":
        """Fill a box."""
        self.marks.append(f"{colour} rg {x} {self.height - y - height} {width} {height} re f")
        return self

    def image(self, x: float, y: float, width: float, height: float) -> "Sheet":
        """Place a grey image."""
        self.marks.append(f"q {width} 0 0 {height} {x} {self.height - y - height} cm /I1 Do Q")
        return self

    def grid(self, lefts: Sequence[float], tops: Sequence[float]) -> "Sheet":
        """Draw the rules of a table."""
        for top in tops:
            self.rule(lefts[0], top, lefts[-1], top)
        for left in lefts:
            self.rule(left, tops[0], left, tops[-1])
        return self


def table(sheet: Sheet, lefts: Sequence[float], top: float, rows: Sequence[Sequence[str]]) -> float:
    """Draw a ruled table with one line a cell and return where it ends."""
    tops = [top + 20 * at for at in range(len(rows) + 1)]
    sheet.grid(lefts, tops)
    for row, above in zip(rows, tops, strict=False):
        for cell, left in zip(row, lefts, strict=False):
            if cell:
                sheet.text(left + 3, above + 14, cell, size=9)
    return tops[-1]


def pdf(*sheets: Sheet) -> bytes:
    """Return the sheets as a PDF file."""
    fonts = "".join(f"/{key} {number} 0 R " for number, key in enumerate(_FONTS, 3))
    resources = f"<< /Font << {fonts}>> /XObject << /I1 7 0 R >> >>"
    first = 8
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(sheets)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        *(_font(name, 5 + at) for at, name in enumerate(_FONTS.values())),
        *(_descendant(name) for name in _FONTS.values()),
        _stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x99"
        ),
    ]
    for at, sheet in enumerate(sheets):
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {crop} /Rotate {sheet.turned} "
            f"/Resources {resources} /Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        bodies.append(_stream("", "\n".join(sheet.marks).encode()))
    return _file(bodies)


def _font(name: str, descendant: int) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name}-UniJIS-UTF16-H /Encoding /UniJIS-UTF16-H "
        f"/DescendantFonts [{descendant} 0 R] >>"
    ).encode()


def _descendant(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 /W [1 632 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> "
        f"/FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 6 /FontBBox [0 -120 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>"
    ).encode()


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(bodies: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)

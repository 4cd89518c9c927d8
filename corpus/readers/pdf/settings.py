"""The thresholds of the PDF reader, from ``pdf.toml``, which says why each has its value."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one page is read."""

    characters: int
    objects: int
    edges: int
    crossings: int
    pairs: int
    shades: int


@dataclass(frozen=True, slots=True)
class HiddenRules:
    """When a reader cannot see a letter."""

    smallest_size: float
    white: int
    ocr_share: float
    ocr_image: float


@dataclass(frozen=True, slots=True)
class DamageRules:
    """What happens to letters without a readable code."""

    few: int
    page_share: float
    placeholder: str


@dataclass(frozen=True, slots=True)
class LineRules:
    """How letters become lines."""

    same_line: float
    split: float
    latin_space: float
    japanese_space: float
    slanted: float
    stacked: int
    vertical_page: float
    vertical_edges: int


@dataclass(frozen=True, slots=True)
class RubyRules:
    """What is a reading printed over a kanji."""

    smaller: float
    smallest: float
    nearest: float
    farthest: float
    beside: float


@dataclass(frozen=True, slots=True)
class ColumnRules:
    """When a page is set in columns."""

    lines: int
    width: float
    filled: float
    gutter: float


@dataclass(frozen=True, slots=True)
class TableRules:
    """What is a ruled line, and what a table."""

    thin: float
    shortest: float
    snap: float
    meet: float
    page_share: float
    sliver: float
    columns: int
    aligned_rows: int
    aligned_cells: int


@dataclass(frozen=True, slots=True)
class FurnitureRules:
    """What is a running head or a page number."""

    zone: float
    number_zone: float
    pages: int
    share: float
    height: float
    larger: float
    named: int


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """What is a heading by its looks."""

    larger: float
    same_size: float
    longest: int
    lines: int
    levels: int
    bold_run: int


@dataclass(frozen=True, slots=True)
class ParagraphRules:
    """Where a paragraph ends."""

    gap: float
    other_size: float
    indent: float
    short: float
    shortest_broken: int
    deepest: int


@dataclass(frozen=True, slots=True)
class PdfSettings:
    """All thresholds of the PDF reader; ``private_use`` are letters of symbol fonts by what they show."""

    limits: Limits
    hidden: HiddenRules
    damage: DamageRules
    lines: LineRules
    ruby: RubyRules
    columns: ColumnRules
    tables: TableRules
    furniture: FurnitureRules
    headings: HeadingRules
    paragraphs: ParagraphRules
    private_use: dict[str, str]


@cache
def settings() -> PdfSettings:
    """Return the thresholds of the PDF reader."""
    data = tomllib.loads(files("corpus.readers.pdf").joinpath("pdf.toml").read_text(encoding="utf-8"))
    return PdfSettings(
        Limits(**data["limits"]),
        HiddenRules(**data["hidden"]),
        DamageRules(**data["damage"]),
        LineRules(**data["lines"]),
        RubyRules(**data["ruby"]),
        ColumnRules(**data["columns"]),
        TableRules(**data["tables"]),
        FurnitureRules(**data["furniture"]),
        HeadingRules(**data["headings"]),
        ParagraphRules(**data["paragraphs"]),
        {chr(int(code, 16)): shown for code, shown in data["private_use"].items()},
    )

"""A plan's text as a document of headings, paragraphs, items and tables, which every format can be written from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.display import clean
from corpus.ingest import read_plan
from corpus.layout.blocks import Block, BlockKind, group
from corpus.layout.lines import scan
from corpus.sections import SectionBody, find_sections
from tests.corpus.rendering.grid import Table, table_of

_TABLES = ("indicators.csv", "kpi.csv")
_LEFT_MARK = re.compile(r"^[※*]\s?\d{0,2}\s*")
_NOTE_MARK = re.compile(r"(?:<sup>)?\\?([※*]\s?\d{0,2})(?:</sup>)?\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` counts from 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""A paragraph; ``\n`` in its text is a line end that the plan has."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item without its mark; ``depth`` counts from 0."""

    depth: int
    text: str


Part = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A plan's title and its parts in order."""

    title: str
    parts: tuple[Part, ...]


def document_of(folder: Path) -> Document:
    """Return the text files of a plan folder as a document; its headings are the plan's sections."""
    plan = read_plan(folder)
    end = next((file.start - 1 for file in plan.files if file.name in _TABLES), len(plan.text))
    return document_from(plan.text[:end], plan.manifest.title)


def document_from(text: str, title: str) -> Document:
    """Return a text as a document."""
    blocks = list(group(scan(text, 0, len(text))))
    bodies = find_sections(text, blocks, title=title, end=len(text))
    parts: list[Part] = []
    path: tuple[str, ...] = ()
    for body in bodies:
        parts.extend(_section(text, body, path))
        path = path if _tabled(body) and body.section.heading[:-1] == path else body.section.heading
    return Document(title, tuple(parts))


def _section(text: str, body: SectionBody, path: tuple[str, ...]) -> Iterator[Part]:
    """Yield a section's parts; ``path`` is the heading that the parts before it stand under.

    A section that the heading row of a table opens gets a heading only where its place does not tell its level; the
    row is then without number and title.
    """
    section, blocks = body.section, body.blocks
    tabled = _tabled(body)
    told = tabled and section.heading[:-1] == path
    if body.eyebrow:
        yield Paragraph(_plain(text, body.eyebrow))
    if not told and (tabled or (section.number and (not blocks or blocks[0].start > section.start))):
        yield Heading(section.level, section.title)
    for block in blocks:
        if tabled and not told and block is blocks[0]:
            yield table_of(block.lines, titled=False)
        else:
            yield from _block(text, block)


def _tabled(body: SectionBody) -> bool:
    first = body.blocks[0] if body.blocks else None
    return bool(body.section.number and first and first.start == body.section.start and first.kind is BlockKind.TABLE)


def _block(text: str, block: Block) -> Iterator[Part]:
    if block.kind is BlockKind.TABLE:
        yield table_of(block.lines)
        return
    said = _plain(text, block)
    if block.kind is BlockKind.NOTE:
        mark = _NOTE_MARK.match(text, block.start)
        said = f"{mark[1].replace('*', '※').strip()} {_LEFT_MARK.sub('', said)}" if mark else said
    if said:
        yield Item(min(block.lines[0].indent // 2, 3), said) if block.kind is BlockKind.ITEM else Paragraph(said)


def _plain(text: str, block: Block) -> str:
    return clean(text, block.start, block.end).text.strip()

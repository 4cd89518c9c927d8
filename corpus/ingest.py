"""A plan folder in, a plan out: the one composition of this package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.chunk_settings import ChunkSettings
from corpus.chunks import Pages, chunk_section
from corpus.damage import find_damage
from corpus.errors import PlanFolderError, SourceError
from corpus.folders import FolderFiles, find_plan_folders, folder_digest, list_files
from corpus.furniture import shown_text
from corpus.kpi.extract import Source
from corpus.kpi.finders import kpis_of
from corpus.kpi.record import Indicator, KpiRecord
from corpus.kpi.tables import TableRead, read_indicators, read_kpis
from corpus.layout.blocks import BlockKind, group
from corpus.layout.lines import Line, scan
from corpus.manifest import read_manifest
from corpus.notice import Notice
from corpus.plan import Plan, PlanManifest, Rejection, SourceFile
from corpus.readers.files import read_bytes
from corpus.readers.plain import read_unpaged
from corpus.readers.registry import reader_for
from corpus.readers.source import MAX_LINES, SourceText
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode
from corpus.remarks.refusals import RefusalCode
from corpus.sections import find_sections
from corpus.suspicion import find_suspicions

__all__ = ["find_plan_folders", "folder_digest", "read_plan"]

JOINT = "\f"  # between the files of a plan's text


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    shown: str  # the text with running heads and page numbers blanked, as long as the text
    files: tuple[SourceFile, ...]
    pages: Pages
    notices: tuple[Notice, ...]
    body: int  # where the text files end
    authored: tuple[tuple[int, int], ...]  # spans of the files whose headings' depths are the author's own


def read_plan(folder: Path, *, settings: ChunkSettings | None = None) -> Plan:
    """Return the plan in ``folder``, read in full; ``settings`` are the lengths of its chunks.

    What is not taken (files of other kinds, broken rows of ``kpi.csv``) is in its rejections. Raises PlanFolderError
    for a broken ``plan.toml`` or a folder without text, SourceError for a file that cannot be read.
    """
    settings = settings or ChunkSettings()
    manifest = read_manifest(folder)
    listed = list_files(folder)
    source = _read_source(folder, listed, manifest.title)
    blocks = list(group(_limited(scan(source.shown, 0, source.body), folder)))
    bodies = find_sections(source.shown, blocks, title=manifest.title, end=source.body, authored=source.authored)
    chunks = (
        replace(chunk, text=source.text[chunk.start : chunk.end])
        for body in bodies
        for chunk in chunk_section(
            source.shown, manifest.id, body, pages=source.pages, settings=settings, sections=bodies
        )
    )
    kpis = kpis_of(
        Source(source.text[: source.body], manifest, tuple(bodies), source.files), *_tables(source, manifest)
    )
    tables = sum(block.kind is BlockKind.TABLE for block in blocks)
    unread = (Rejection(name, line_of(PlaceCode.FILE), _unread(folder / name)) for name in listed.unread)
    return Plan(
        manifest=manifest,
        digest=folder_digest(folder),
        text=source.text,
        files=source.files,
        sections=tuple(body.section for body in bodies),
        chunks=tuple(chunks),
        kpis=kpis.records,
        indicators=kpis.indicators,
        rejections=(*unread, *kpis.rejections),
        notices=(*source.notices, *find_suspicions(source.text, source.files)),
        pages=sum(number is not None for number in source.pages.numbers),
        tables=tables,
    )


def _limited(lines: Iterator[Line], folder: Path) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if number >= MAX_LINES:
            raise SourceError(line_of(RefusalCode.LINES, file=folder, most=MAX_LINES))
        yield line


def _unread(path: Path) -> str:
    if path.is_dir():
        return line_of(LineCode.FOLDER)
    return line_of(LineCode.KIND, suffix=path.suffix) if path.suffix else line_of(LineCode.NO_ENDING)


def _read_source(folder: Path, listed: FolderFiles, title: str) -> _Source:
    texts = [(path.name, _read_text(path)) for path in listed.texts]
    if not any(source.text.strip() for _, source in texts):
        raise PlanFolderError(line_of(RefusalCode.NO_TEXT, file=folder))
    tables = [(path.name, read_unpaged(read_bytes(path), str(path))) for path in listed.tables]
    files: list[SourceFile] = []
    position = 0
    for name, source in (*texts, *tables):
        files.append(SourceFile(name, position, position + len(source.text)))
        position += len(source.text) + len(JOINT)
    text = JOINT.join(source.text for _, source in (*texts, *tables))
    shown = [shown_text(name, source, title) for name, source in texts]
    body = files[len(texts) - 1].end
    read = (notice for _, source in (*texts, *tables) for notice in source.notices)
    seen = (notice for name, source in texts for notice in find_damage(source.text, name))
    notices = (*read, *(notice for _, found in shown for notice in found), *seen)
    bare = JOINT.join(one for one, _ in shown) + text[body:]
    authored = tuple((at.start, at.end) for at, (_, source) in zip(files, texts, strict=False) if source.authored)
    return _Source(text, bare, tuple(files), _pages(files, texts), notices, body, authored)


def _read_text(path: Path) -> SourceText:
    reader = reader_for(path.suffix)
    if reader is None:
        raise PlanFolderError(line_of(RefusalCode.NO_READER, file=path, suffix=path.suffix))
    return reader(read_bytes(path), str(path))


def _pages(files: Sequence[SourceFile], texts: Sequence[tuple[str, SourceText]]) -> Pages:
    """Return the pages of all files, counted on from file to file; None for files without pages."""
    starts: list[int] = []
    numbers: list[int | None] = []
    page = 0
    for file, (_, source) in zip(files, texts, strict=False):
        inner = () if source.pages is None else (0, *source.pages)
        starts.extend([file.start] if source.pages is None else [file.start + at for at in inner])
        numbers.extend([None] if source.pages is None else range(page + 1, page + 1 + len(inner)))
        page += len(inner)
    return Pages(tuple(starts), tuple(numbers)) if page else Pages()


def _tables(source: _Source, manifest: PlanManifest) -> tuple[TableRead[Indicator], TableRead[KpiRecord]]:
    spans = {file.name: file for file in source.files}
    indicators: TableRead[Indicator] = TableRead((), ())
    kpis: TableRead[KpiRecord] = TableRead((), ())
    if file := spans.get("indicators.csv"):
        indicators = read_indicators(source.text, file.start, file.end, name=file.name)
    if file := spans.get("kpi.csv"):
        kpis = read_kpis(source.text, file.start, file.end, name=file.name, plan_id=manifest.id)
    return indicators, kpis

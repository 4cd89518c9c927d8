"""The index as files in a folder: what ``index/generation.py`` lays out, filled and opened."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.access import Access
from index.arm_terms import ARM_TERMS
from index.arms import Arms
from index.chroma import ChromaCollections
from index.clean_memory import filled_memory
from index.embedding import Embedder, Vectors
from index.engines.chroma_server import ASKED_SECONDS, FILL_SECONDS, remove_collections, server_chroma
from index.engines.engine import Proof, verify
from index.engines.stamps import Stamps
from index.errors import IndexDamagedError, IndexFault
from index.fusion import fusion_settings
from index.generation import clear_older, clear_unfinished, current_generation, new_generation, publish, writer_lock
from index.lexical import LexicalIndex
from index.manifest import Manifest, check_recipe, file_digests, read_manifest
from index.prepared import Content
from index.reader import IndexReader, unguarded
from index.store import StoreReader
from index.store_database import SqliteDatabase
from index.store_writer import SqliteTables, StoreWriter
from index.vectors import SentenceVectors, build_vectors


@dataclass(frozen=True, slots=True)
class FolderEngine:
    """An index in a folder; ``vectors`` is the address of the Chroma server that has its collections, if any."""

    index: Path
    vectors: str = ""

    def __str__(self) -> str:
        """Return the folder."""
        return str(self.index)

    def generation(self) -> str:
        """Return the name of the live generation's folder."""
        return current_generation(self.index).name

    def manifest(self) -> Manifest:
        """Return the manifest of the live generation."""
        return read_manifest(current_generation(self.index))

    def open(self, embedder: Embedder) -> IndexReader:
        """Return the live generation, every file of which fits its digest."""
        folder = current_generation(self.index)
        manifest = read_manifest(folder)
        check_recipe(manifest.recipe, embedder, str(folder))  # first: another program's files are not damaged
        stamps = Stamps(folder, manifest.files)
        stamps.check()
        return open_generation(folder, embedder, self.vectors, stamps)

    @contextmanager
    def writing(self) -> Iterator["FolderWriter"]:
        """Hold the folder's lock."""
        with writer_lock(self.index):
            writer = FolderWriter(self.index, self.vectors)
            clear_unfinished(self.index, writer.drop_vectors)
            yield writer


@dataclass(frozen=True, slots=True)
class FolderWriter:
    """The writer of a folder, which holds its lock."""

    index: Path
    vectors: str

    def drop_vectors(self, generation: str) -> None:
        """Remove a generation's collections from the Chroma server, where one is used."""
        if self.vectors:
            remove_collections(self.vectors, generation)

    def publish(self, content: Content, embedder: Embedder, proof: Proof) -> None:
        """Build, verify, rename; see ``Writer``."""
        previous = _live(self.index)
        try:
            building = new_generation(self.index, content.index_id)
            _write(building, content, self.vectors)
            verify(open_generation(building, embedder, self.vectors), proof)
            live = publish(self.index, building)
        except Exception as error:
            clear_unfinished(self.index, self.drop_vectors)  # at once: a full disk needs the space
            if not _is_of_the_disk(error):
                raise
            raise IndexFault(
                f"{self.index}: cannot write there ({error}); free space or choose another --index"
            ) from error
        clear_older(self.index, previous, live, self.drop_vectors)


def open_generation(folder: Path, embedder: Embedder, vectors: str = "", stamps: Stamps | None = None) -> IndexReader:
    """Return the generation in a folder; raises as ``Engine.open`` does.

    ``stamps`` are those of files that were checked: before each search they are looked at again.
    """
    manifest = read_manifest(folder)
    check_recipe(manifest.recipe, embedder, str(folder))
    store = StoreReader(SqliteDatabase(folder / "store.sqlite"))
    dimension, exact_below = manifest.recipe.dimension, fusion_settings().exact_below
    rows = SentenceVectors.open(folder / "vectors", dimension, exact_below, _chroma(folder, vectors))
    try:
        arms = {access: Arms.open(folder / "lexical" / access.value) for access in Access}
    except (OSError, ValueError) as error:
        raise IndexDamagedError(f"{folder}: BM25 index unreadable ({error}); run `assistant ingest`") from error

    held = stamps or Stamps(folder, manifest.files)
    guard = stamps.guard if stamps else unguarded
    return IndexReader.over(
        folder.name, str(folder), manifest, store, rows, arms, embedder, held.altered, guard
    )  # fmt: skip


def _is_of_the_disk(error: Exception) -> bool:
    """Return whether a part could not be written: the system says so, SQLite or Chroma."""
    return isinstance(error, (OSError, sqlite3.Error)) or type(error).__module__.startswith("chromadb.")


def _live(index: Path) -> Path | None:
    try:
        return current_generation(index)
    except IndexFault:
        return None


def _chroma(folder: Path, vectors: str, patience: float = ASKED_SECONDS) -> ChromaCollections | None:
    """Return the collections of a generation, finished or not, on its server; None where they lie in its folder."""
    return server_chroma(vectors, folder.name.removeprefix("."), patience) if vectors else None


def _write(folder: Path, content: Content, vectors: str) -> None:
    tables = SqliteTables(folder / "store.sqlite")
    store = StoreWriter(tables)
    for one in content.plans:
        store.add(one.plan, one.words)
    tables.close()
    _write_levels(folder / "lexical", content)
    with filled_memory():
        levels = [(access, _matrix(content, access)) for access in Access]
        build_vectors(folder / "vectors", levels, _chroma(folder, vectors, FILL_SECONDS))
    content.manifest(store.chunks, store.sentences, file_digests(folder)).write(folder)


def _write_levels(folder: Path, content: Content) -> None:
    """Write the keyword indexes of each level; where a level adds no plan, the files of the one below it."""
    written: dict[int, Path] = {}  # by plans seen: a level sees all that the one below it does
    for access in Access:
        seen = sum(1 for _ in content.seen_by(access))
        if seen in written:
            shutil.copytree(written[seen], folder / access.value, copy_function=_link)
        else:
            _write_lexical(folder / access.value, content, access)
            written[seen] = folder / access.value


def _link(source: str, target: str) -> None:
    """Make the target the same file as the source: read into memory once; a copy where links are not to be had."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_lexical(folder: Path, content: Content, access: Access) -> None:
    for arm, terms in ARM_TERMS.items():
        LexicalIndex.build(folder / arm, (one for plan in content.seen_by(access) for one in terms(plan)))


def _matrix(content: Content, access: Access) -> Vectors:
    rows = [one.vectors for one in content.at(access)]
    return np.concatenate(rows) if rows else np.zeros((0, content.recipe.dimension), dtype=np.float32)

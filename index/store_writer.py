"""Writing the store of a new generation."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from corpus.plan import Chunk, Plan
from index.rows import chunk_row, indicator_row, kpi_row, section_row, sentence_row
from index.seals import text_seals
from index.store import Slice

_SCHEMA = Path(__file__).with_name("schema.sql")


class Tables(Protocol):
    """Takes the rows of a new generation."""

    def insert(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows, each with a value for every column in the schema's order."""
        ...


class SqliteTables:
    """A new SQLite database with empty tables."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        self._db.executescript(_SCHEMA.read_text(encoding="utf-8"))

    def insert(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows to a table."""
        marks = ",".join("?" * len(rows[0]))
        self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def close(self) -> None:
        """Commit and close."""
        self._db.commit()
        self._db.close()


class StoreWriter:
    """Fills the tables of a new generation; plans must come with all public ones first."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.chunks = 0
        self.sentences = 0

    def add(self, plan: Plan, words: Sequence[list[str]]) -> Slice:
        """Write a plan and the index terms of its chunks; return its place."""
        manifest = plan.manifest
        first_chunk, first_sentence = self.chunks, self.sentences
        self._add_chunks(plan.chunks, words)
        self._insert("section", (section_row(manifest.id, section) for section in plan.sections))
        self._insert("kpi", map(kpi_row, plan.kpis))
        self._insert("indicator", (indicator_row(manifest.id, indicator) for indicator in plan.indicators))
        place = Slice(
            manifest.id, manifest.access, range(first_chunk, self.chunks), range(first_sentence, self.sentences)
        )
        self._insert("plan", [_plan_row(plan, place)])
        return place

    def _add_chunks(self, chunks: Sequence[Chunk], words: Sequence[list[str]]) -> None:
        rows = []
        sentences = []
        for chunk, terms in zip(chunks, words, strict=True):
            rows.append(chunk_row(self.chunks, chunk, terms))
            for sentence in chunk.sentences:
                sentences.append(sentence_row(self.sentences, self.chunks, sentence))
                self.sentences += 1
            self.chunks += 1
        self._insert("chunk", rows)
        self._insert("sentence", sentences)

    def _insert(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        if rows := list(rows):
            self._tables.insert(table, rows)


def _plan_row(plan: Plan, place: Slice) -> tuple[object, ...]:
    manifest = plan.manifest
    return (
        manifest.id, manifest.access.value, manifest.model_dump_json(), plan.digest,
        json.dumps(text_seals(plan.text)), plan.text, len(plan.text),
        json.dumps([asdict(file) for file in plan.files], ensure_ascii=False),
        json.dumps([asdict(rejection) for rejection in plan.rejections], ensure_ascii=False),
        json.dumps([asdict(notice) for notice in plan.notices], ensure_ascii=False),
        plan.pages, plan.tables,
        place.chunks.start, place.chunks.stop, place.sentences.start, place.sentences.stop,
    )  # fmt: skip

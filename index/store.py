"""What the database of one generation holds: plans, sections, chunks, sentences; KPI records and readings beside."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from corpus.access import Access
from corpus.plan import Chunk, Plan, PlanManifest, Section, SourceFile
from index.kept import Kept
from index.plans import PlanRecord
from index.rows import chunk_of, headed_of, section_of, sentence_of, words_of
from index.seals import PIECE, check_text, damaged, pieces_of
from index.store_database import Database, Row, visible
from index.store_kpis import KpiRows
from index.store_readings import Readings

_Told = TypeVar("_Told")
_CHUNKS: Final = 512  # chunks kept, of some 5 kB: people ask for the same ones
_WORDS: Final = 2_048  # chunks whose words are kept, of some 1 kB: a search looks at over a hundred


@dataclass(frozen=True, slots=True)
class Slice:
    """A plan's place in the generation: half-open ranges of chunk and sentence ordinals."""

    plan_id: str
    access: Access
    chunks: range
    sentences: range


class StoreReader:
    """Reads a finished database from any thread. Every look-up that shows content takes the asker's access.

    What is read is compared with its seal: IndexDamagedError where the file was altered since it was written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._query = database.query
        self.kpi_rows = KpiRows(database)
        self.readings = Readings(database)
        self._plans: dict[Access, tuple[PlanRecord, ...]] = {}
        self._seals = self._read_seals()
        self._chunks = Kept[int, Chunk](_CHUNKS)
        self._words = Kept[int, tuple[str, ...]](_WORDS)

    def slices(self) -> tuple[Slice, ...]:
        """Return the place of every plan, in order of their ordinals."""
        rows = self._query(
            "SELECT id, access, chunk_start, chunk_end, sentence_start, sentence_end FROM plan ORDER BY chunk_start, id"
        )
        return tuple(
            Slice(row["id"], Access(row["access"]), range(row["chunk_start"], row["chunk_end"]),
                  range(row["sentence_start"], row["sentence_end"]))
            for row in rows
        )  # fmt: skip

    def plans(self, access: Access) -> tuple[PlanRecord, ...]:
        """Return the plans that an asker of this access may see, by id: read once, a generation never changes."""
        if access not in self._plans:
            self._plans[access] = self._read_plans(access)
        return self._plans[access]

    def _read_plans(self, access: Access) -> tuple[PlanRecord, ...]:
        rows = self._query(
            "SELECT id, manifest, digest, characters, chunk_end - chunk_start AS chunks,"
            " sentence_end - sentence_start AS sentences,"
            " (SELECT count(*) FROM section WHERE plan_id = plan.id) AS sections,"
            " (SELECT count(*) FROM kpi WHERE plan_id = plan.id) AS kpis"
            f" FROM plan WHERE {visible(access)} ORDER BY id"
        )
        try:
            return tuple(map(_plan_of, rows))
        except ValueError as error:
            raise damaged("the particulars of a plan are unreadable") from error

    def text(self, plan_id: str, access: Access) -> str | None:
        """Return a plan's text, None where there is no such plan for this asker."""
        rows = self._query(f"SELECT text FROM plan WHERE id = ? AND {visible(access)}", [plan_id])
        return _sound(rows[0]["text"], self._seals.get(plan_id, ())) if rows else None

    def span(self, plan_id: str, start: int, end: int, access: Access) -> str | None:
        """Return ``text[start:end]`` of a plan, None where there is no such plan for this asker."""
        pieces, seals = pieces_of(start, end), self._seals.get(plan_id, ())
        rows = self._query(
            f"SELECT substr(text, ?, ?) AS span FROM plan WHERE id = ? AND {visible(access)}",
            [pieces.start * PIECE + 1, len(pieces) * PIECE, plan_id],
        )
        if not rows:
            return None
        read = _sound(rows[0]["span"], seals[pieces.start : pieces.stop])
        return read[start - pieces.start * PIECE : end - pieces.start * PIECE]

    def _read_seals(self) -> Mapping[str, Sequence[int]]:
        try:
            return {row["id"]: json.loads(row["seals"]) for row in self._query("SELECT id, seals FROM plan")}
        except ValueError as error:
            raise damaged("the seals of a text are unreadable") from error

    def sections(self, plan_id: str, access: Access) -> tuple[Section, ...]:
        """Return a plan's sections in order; none where there is no such plan for this asker."""
        rows = self._query(
            f"SELECT section.* FROM section JOIN plan ON plan.id = plan_id WHERE plan_id = ? AND {visible(access)}"
            " ORDER BY number",
            [plan_id],
        )
        return tuple(map(section_of, rows))

    def chunk(self, chunk_id: str, access: Access) -> Chunk | None:
        """Return a chunk by its id, None where there is no such chunk for this asker."""
        rows = self._query(
            f"SELECT ordinal FROM chunk JOIN plan ON plan.id = plan_id WHERE chunk.id = ? AND {visible(access)}",
            [chunk_id],
        )
        return self.chunks([rows[0]["ordinal"]])[0] if rows else None

    def chunk_at(self, plan_id: str, offset: int, access: Access) -> Chunk | None:
        """Return the chunk of a plan that holds an offset, None where none does for this asker."""
        rows = self._query(
            'SELECT ordinal FROM chunk JOIN plan ON plan.id = plan_id WHERE plan_id = ? AND start <= ? AND "end" > ?'
            f" AND {visible(access)} ORDER BY ordinal LIMIT 1",
            [plan_id, offset, offset],
        )
        return self.chunks([rows[0]["ordinal"]])[0] if rows else None

    def chunks(self, ordinals: Sequence[int]) -> list[Chunk]:
        """Return the chunks of these ordinals, in the order asked; the caller has applied access."""
        return _given(self._chunks, [int(ordinal) for ordinal in ordinals], self._read_chunks)

    def _read_chunks(self, values: Sequence[int]) -> dict[int, Chunk]:
        marks = ",".join("?" * len(values))
        chunks = self._query(f"SELECT * FROM chunk WHERE ordinal IN ({marks})", list(values))
        sentences = self._query(f"SELECT * FROM sentence WHERE chunk IN ({marks}) ORDER BY ordinal", list(values))
        grouped: dict[int, list[Row]] = {value: [] for value in values}
        for row in sentences:
            grouped.setdefault(row["chunk"], []).append(row)
        return {
            row["ordinal"]: chunk_of(row, tuple(map(sentence_of, grouped.get(row["ordinal"], ())))) for row in chunks
        }

    def chunks_of_plan(self, plan_id: str, access: Access) -> tuple[Chunk, ...]:
        """Return a plan's chunks in order; none where there is no such plan for this asker."""
        rows = self._query(f"SELECT chunk_start, chunk_end FROM plan WHERE id = ? AND {visible(access)}", [plan_id])
        return tuple(chunk for row in rows for chunk in self._chunks_of(range(row["chunk_start"], row["chunk_end"])))

    def words_of(self, ordinals: Sequence[int]) -> list[tuple[str, ...]]:
        """Return the distinct index terms of these chunks, in the order asked; the caller has applied access."""
        return _given(self._words, ordinals, self._read_words)

    def read_ahead(self, count: int) -> tuple[list[Chunk], list[tuple[str, ...]]]:
        """Read as many of the first ``count`` chunks as are kept, and of their words; return both."""
        return self.chunks(range(min(count, _CHUNKS))), self.words_of(range(min(count, _WORDS)))

    def _read_words(self, ordinals: Sequence[int]) -> dict[int, tuple[str, ...]]:
        return {ordinal: _distinct(text) for ordinal, text in self._told(words_of, ordinals).items()}

    def texts_of(self, ordinals: Sequence[int]) -> list[str]:
        """Return the headings and the text of these chunks, in the order asked; the caller has applied access."""
        return _in_order(self._told(headed_of, ordinals), ordinals)

    def _told(self, tell: Callable[[Row], str], ordinals: Sequence[int]) -> dict[int, str]:
        marks = ",".join("?" * len(ordinals))
        rows = self._query(f"SELECT * FROM chunk WHERE ordinal IN ({marks})", list(ordinals))
        return {row["ordinal"]: tell(row) for row in rows}

    def chunk_words(self, ordinals: range) -> Iterator[list[str]]:
        """Yield the index terms of each chunk of a range, in order."""
        rows = self._query("SELECT * FROM chunk WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal",
                           [ordinals.start, ordinals.stop])  # fmt: skip
        return (words.split("\n") if words else [] for words in map(words_of, rows))

    def sentence_counts(self) -> list[int]:
        """Return how many sentences each chunk has, by ordinal."""
        return [row[0] for row in self._query("SELECT sentences FROM chunk ORDER BY ordinal")]

    def plan(self, plan_id: str) -> Plan:
        """Return a plan as it was read, for building the next generation."""
        access = Access.STAFF
        row = self._query("SELECT * FROM plan WHERE id = ?", [plan_id])[0]
        return Plan(
            PlanManifest.model_validate_json(row["manifest"]),
            row["digest"],
            self.text(plan_id, access) or "",
            tuple(SourceFile(**file) for file in json.loads(row["files"])),
            self.sections(plan_id, access),
            tuple(self._chunks_of(range(row["chunk_start"], row["chunk_end"]))),
            self.kpi_rows.find(access, [plan_id]),
            self.kpi_rows.indicators(plan_id, access),
            self.readings.rejections(plan_id, access),
            self.readings.notices(plan_id, access),
            row["pages"],
            row["tables"],
        )

    def _chunks_of(self, ordinals: range) -> Iterator[Chunk]:
        for first in range(ordinals.start, ordinals.stop, 500):
            part = range(first, min(first + 500, ordinals.stop))
            yield from _in_order(self._read_chunks(part), part)  # a whole plan would drive out what people ask for

    def close(self) -> None:
        """Close every thread's connection."""
        self._database.close()


def _plan_of(row: Row) -> PlanRecord:
    return PlanRecord(
        PlanManifest.model_validate_json(row["manifest"]), row["digest"], row["characters"], row["sections"],
        row["chunks"], row["sentences"], row["kpis"],
    )  # fmt: skip


def _sound(pieces: str, seals: Sequence[int]) -> str:
    check_text(pieces, seals)
    return pieces


def _in_order(found: Mapping[int, _Told], ordinals: Sequence[int]) -> list[_Told]:
    try:
        return [found[ordinal] for ordinal in ordinals]
    except KeyError as error:
        raise damaged(f"chunk {error} is missing") from error


def _given(
    kept: Kept[int, _Told], ordinals: Sequence[int], read: Callable[[list[int]], Mapping[int, _Told]]
) -> list[_Told]:
    try:
        return kept.given(ordinals, read)
    except KeyError as error:
        raise damaged(f"chunk {error} is missing") from error


def _distinct(words: str) -> tuple[str, ...]:
    """Return each of the words once, as one object for all chunks that hold it."""
    return tuple(dict.fromkeys(map(sys.intern, words.split("\n"))))

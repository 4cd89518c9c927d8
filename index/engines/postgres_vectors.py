"""Sentence vectors in PostgreSQL with pgvector: one table an access level, so that no search crosses levels.

A level of up to ``exact_below`` sentences is read into memory when the index is opened (51 MB for 128
dimensions) and searched as in a folder, to the bit. Above that the server finds the nearest by HNSW.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import psycopg
from numpy.typing import NDArray

from corpus.access import Access
from index.embedding import Vectors
from index.engines.postgres_connection import ASKED_SECONDS, WHOLE_SECONDS
from index.engines.postgres_server import Server
from index.errors import IndexDamagedError
from index.found import Found
from index.prepared import Content
from index.vectors import Level, MatrixLevel, SentenceVectors

_INDEXED = 2_000  # dimensions: pgvector's limit for an index of 4-byte numbers; wider vectors are scanned
_Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]
# What `COPY … (FORMAT BINARY)` begins and ends with.
_COPY_BEGIN, _COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


def table_of(access: Access) -> str:
    """Return the name of the table of a level."""
    return f"vector_{access.value}"


@dataclass(frozen=True, slots=True)
class TableLevel:
    """The vectors of a large level, which stay in the database."""

    server: Server
    table: str
    size: int
    dimension: int

    def __len__(self) -> int:
        """Return how many there are."""
        return self.size

    def rows(self, first: int, end: int) -> Vectors:
        """Return the vectors of a range of rows."""
        return self._read("ordinal >= %s AND ordinal < %s", [first, end], end - first, WHOLE_SECONDS)

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of these rows."""
        return self._read("ordinal = ANY(%s)", [rows.tolist()], len(rows))

    def nearest(self, query: Vectors, top: int) -> Found:
        """Return about the nearest of all, by HNSW. The inner product of unit vectors is their cosine."""
        asked = _written(query)
        return self._found(
            self.server.fetch(
                f"SELECT ordinal, -(embedding <#> %s::vector) FROM {self.table}"
                " ORDER BY embedding <#> %s::vector LIMIT %s",
                [asked, asked, top],
            )
        )

    def nearest_in(self, query: Vectors, top: int, first: int, end: int) -> Found:
        """Return the nearest of a range; ``OFFSET 0`` keeps the planner from HNSW, which would miss some."""
        return self._found(
            self.server.fetch(
                f"SELECT ordinal, -far FROM (SELECT ordinal, embedding <#> %s::vector AS far FROM {self.table}"
                " WHERE ordinal >= %s AND ordinal < %s OFFSET 0) AS range ORDER BY far FETCH FIRST (%s) ROWS WITH TIES",
                [_written(query), first, end, top],
            )
        )

    def problems(self) -> Iterator[str]:
        """Yield nothing: the digest of the table tells."""
        return iter(())

    def _read(self, condition: str, values: Sequence[object], count: int, seconds: float = ASKED_SECONDS) -> Vectors:
        rows = self.server.fetch(
            f"SELECT vector_send(embedding) FROM {self.table} WHERE {condition} ORDER BY ordinal",
            values,
            seconds=seconds,
        )
        if len(rows) != count:
            raise IndexDamagedError(f"{self.table}: {len(rows)} vectors, expected {count}; run `assistant ingest`")
        row = _sent(self.dimension)
        if any(len(one) != row.itemsize for (one,) in rows):
            raise IndexDamagedError(f"{self.table}: a vector of another dimension; run `assistant ingest`")
        sent = np.frombuffer(b"".join(one for (one,) in rows), dtype=row)
        return sent["values"].astype(np.float32)

    def _found(self, rows: Sequence[tuple[Any, ...]]) -> Found:
        """Return the rows that were found; an ordinal too high would be one of the next level, for other eyes."""
        if any(not 0 <= ordinal < self.size for ordinal, _ in rows):
            raise IndexDamagedError(f"{self.table}: more vectors than {self.size}; run `assistant ingest`")
        return Found(
            np.array([row[0] for row in rows], dtype=np.int64), np.array([row[1] for row in rows], dtype=np.float32)
        )


def open_vectors(server: Server, sizes: Mapping[Access, int], dimension: int, exact_below: int) -> SentenceVectors:
    """Return the vectors of a generation; ``sizes`` says how many sentences each level has."""
    levels: dict[Access, Level] = {}
    for access in Access:
        table = TableLevel(server, table_of(access), sizes.get(access, 0), dimension)
        small = table.size <= exact_below
        levels[access] = MatrixLevel(access, table.rows(0, table.size), exact_below) if small else table
    return SentenceVectors(levels)


def write_vectors(connection: _Connection, content: Content, exact_below: int) -> None:
    """Write the table of each level, with an HNSW index where searches are not exact."""
    dimension = content.recipe.dimension
    for access in Access:
        table = table_of(access)
        _run(connection, f"CREATE TABLE {table} (ordinal INTEGER PRIMARY KEY, embedding vector({dimension}) NOT NULL)")
        _run(connection, f"ALTER TABLE {table} ALTER COLUMN embedding SET STORAGE PLAIN")
        size = copy_vectors(connection, table, (one.vectors for one in content.at(access)), dimension)
        if size > exact_below and dimension <= _INDEXED:
            _run(connection, "SET LOCAL maintenance_work_mem = '512MB'")
            _run(connection, f"CREATE INDEX ON {table} USING hnsw (embedding vector_ip_ops)")


def copy_vectors(connection: _Connection, table: str, parts: Iterator[Vectors], dimension: int) -> int:
    """Write the vectors, to the bit; return how many they are."""
    size = 0
    statement = f"COPY {table} FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(_COPY_BEGIN)
        for vectors in parts:
            rows = np.zeros(len(vectors), dtype=_copied(dimension))
            rows["fields"], rows["ordinal_bytes"], rows["vector_bytes"] = 2, 4, 4 + 4 * dimension
            rows["ordinal"] = np.arange(size, size + len(vectors))
            rows["vector"]["dimension"], rows["vector"]["values"] = dimension, vectors
            copy.write(rows.tobytes())
            size += len(vectors)
        copy.write(_COPY_END)
    return size


def _sent(dimension: int) -> np.dtype[np.void]:
    """Return how pgvector sends a vector: its dimension, an unused number, and the values, all big-endian."""
    return np.dtype([("dimension", ">i2"), ("unused", ">i2"), ("values", ">f4", (dimension,))])


def _copied(dimension: int) -> np.dtype[np.void]:
    """Return a row of the binary copy format: the number of fields, and each field after its length in bytes."""
    return np.dtype(
        [
            ("fields", ">i2"), ("ordinal_bytes", ">i4"), ("ordinal", ">i4"), ("vector_bytes", ">i4"),
            ("vector", _sent(dimension)),
        ]
    )  # fmt: skip


def _written(query: Vectors) -> str:
    """Return a vector as pgvector reads it; every digit that tells one float32 from another is there."""
    return "[" + ",".join(map(repr, query.tolist())) + "]"


def _run(connection: _Connection, statement: str) -> None:
    connection.execute(statement)

"""The index as tables of a PostgreSQL database with pgvector: any number of machines may search it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import psycopg

from corpus.access import Access
from index.embedding import Embedder
from index.engines.engine import Proof, verify
from index.engines.postgres_check import Particulars, digest_statements, digests
from index.engines.postgres_connection import WHOLE_SECONDS, Reach, connect
from index.engines.postgres_generations import (
    Live,
    drop_schema,
    give_lock_back,
    live_generation,
    live_name,
    make_live,
    new_schema,
    prepare,
    take_lock,
)
from index.engines.postgres_lexical import open_arms, write_postings
from index.engines.postgres_server import Server, told
from index.engines.postgres_vectors import open_vectors, write_vectors
from index.errors import IndexBusyError, IndexDamagedError
from index.fusion import fusion_settings
from index.manifest import Manifest, check_recipe
from index.place import DatabaseUrl
from index.prepared import Content
from index.reader import IndexReader
from index.store import Slice, StoreReader
from index.store_writer import StoreWriter

_Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]
_SCHEMA = Path(__file__).with_name("postgres.sql")


@dataclass(frozen=True, slots=True)
class PostgresEngine:
    """An index in a database; one database holds one index.

    ``control`` asks which generation is live, ``reach`` knows whether the server answers.
    """

    url: DatabaseUrl
    reach: Reach = field(repr=False, compare=False)
    control: Server = field(repr=False, compare=False)

    def __str__(self) -> str:
        """Return the URL without its password."""
        return str(self.url)

    def generation(self) -> str:
        """Return the name of the live generation's schema: each server asks every second, so nothing else is read."""
        return self.control.ask(lambda connection: live_name(connection, self.url))

    def manifest(self) -> Manifest:
        """Return the manifest of the live generation."""
        return self._live().manifest

    def open(self, embedder: Embedder) -> IndexReader:
        """Return the live generation."""
        return open_generation(self.url, self._live(), embedder, self.reach)

    @contextmanager
    def writing(self) -> Iterator["PostgresWriter"]:
        """Hold the database's lock for writers."""
        with told(self.url), connect(self.url) as connection:
            if not take_lock(connection):
                raise IndexBusyError(
                    f"{self.url}: another process is writing this index; wait for it, or use another --index"
                )
            connection.silence = None  # building an index of vectors takes minutes; a server that dies is told
            prepare(connection, self.url)
            yield PostgresWriter(self.url, connection)
            give_lock_back(connection)

    def _live(self) -> Live:
        return self.control.ask(lambda connection: live_generation(connection, self.url))


@lru_cache(maxsize=8)
def postgres_engine(url: DatabaseUrl) -> PostgresEngine:
    """Return the engine of a database: the same one each time, whose connection stays open for the next look."""
    reach = Reach(url)
    return PostgresEngine(url, reach, Server(url, "", reach))


@dataclass(frozen=True, slots=True)
class PostgresWriter:
    """The writer of a database, whose connection holds the lock."""

    url: DatabaseUrl
    connection: _Connection

    def publish(self, content: Content, embedder: Embedder, proof: Proof) -> None:
        """Fill a schema, verify it, make it live; see ``Writer``."""
        with self.connection.transaction():
            built = _write(self.connection, content)
        try:
            verify(open_generation(self.url, built, embedder), proof)
        except BaseException:
            with suppress(psycopg.Error):
                drop_schema(self.connection, built.name)
            raise
        make_live(self.connection, built.name, built.manifest)


def open_generation(url: DatabaseUrl, live: Live, embedder: Embedder, reach: Reach | None = None) -> IndexReader:
    """Return a generation of a database; raises as ``Engine.open`` does."""
    check_recipe(live.manifest.recipe, embedder, str(url))
    server = Server(url, live.name, reach)
    particulars = Particulars(server, live.manifest.files.get("plan", ""), str(url))
    particulars.guard()
    store = StoreReader(server)
    for access in Access:
        store.plans(access)  # now that they are known to be sound; they are kept
    sizes = _sizes(store.slices())
    vectors = open_vectors(server, sizes, live.manifest.recipe.dimension, fusion_settings().exact_below)

    def problems() -> Iterator[str]:
        yield from _altered(server, live.manifest)

    arms = open_arms(server)
    return IndexReader.over(
        live.name, str(url), live.manifest, store, vectors, arms, embedder, problems, particulars.guard, served=True
    )  # fmt: skip


def _sizes(slices: Sequence[Slice]) -> dict[Access, int]:
    return {access: sum(len(one.sentences) for one in slices if one.access is access) for access in Access}


def _altered(server: Server, manifest: Manifest) -> Iterator[str]:
    """Yield the tables that no longer hold what was written."""
    server.fetch("SELECT 1")  # a server that stands still is to be noticed sooner than amid a whole table
    for table, statement in digest_statements().items():
        try:
            found = server.query(statement, seconds=WHOLE_SECONDS)[0][0]
        except IndexDamagedError as error:
            yield f"table {table}: {error}"
            continue
        if found != manifest.files.get(table):
            yield f"table {table}: altered"


def _write(connection: _Connection, content: Content) -> Live:
    name = new_schema(connection, content.index_id)
    connection.execute(_SCHEMA.read_text(encoding="utf-8"))
    store = StoreWriter(_Tables(connection))
    for one in content.plans:
        store.add(one.plan, one.words)
    write_postings(connection, content)
    write_vectors(connection, content, fusion_settings().exact_below)
    connection.execute(f"ANALYZE {', '.join(digest_statements())}")
    return Live(name, content.manifest(store.chunks, store.sentences, digests(connection)))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of the schema that the connection looks into."""

    connection: _Connection

    def insert(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows to a table, each with a value for every column but ``rowid``."""
        columns = self.connection.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND attname <> 'rowid'",
            [table],
        ).fetchone()
        statement = f"COPY {table} ({columns[0] if columns else ''}) FROM STDIN"
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

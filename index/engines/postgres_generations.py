"""Which generations a database holds, and which of them is live. Each has a schema of its own.

assistant.generation                       one row a finished generation: name, manifest, whether it is live
assistant_gen_<index id>_<random>.<table>  its tables (postgres.sql, and one table of vectors an access level)
"""

import secrets
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg
from psycopg import errors, sql

from index.engines.postgres_connection import look_into
from index.errors import IndexFault, IndexMissingError
from index.manifest import Manifest, parse_manifest
from index.place import DatabaseUrl

_Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]
_PREFIX = "assistant_gen_"
_LOCK = 0x706C616E5F696478  # the number that writers of an index agree on; advisory locks belong to one database
_NO_EXTENSION = (errors.InsufficientPrivilege, errors.FeatureNotSupported, errors.UndefinedFile)
_EXTENSION = "CREATE EXTENSION IF NOT EXISTS vector SCHEMA public"
_CONTROL = """
CREATE SCHEMA IF NOT EXISTS assistant;
CREATE TABLE IF NOT EXISTS assistant.generation (
  name TEXT PRIMARY KEY, manifest TEXT NOT NULL, live BOOLEAN NOT NULL, made TIMESTAMPTZ NOT NULL DEFAULT now());
CREATE UNIQUE INDEX IF NOT EXISTS generation_live ON assistant.generation (live) WHERE live;
"""


@dataclass(frozen=True, slots=True)
class Live:
    """The live generation: the name of its schema, and its manifest."""

    name: str
    manifest: Manifest


def live_generation(connection: _Connection, url: DatabaseUrl) -> Live:
    """Return the live generation.

    Raises:
        IndexMissingError: there is none.
        IndexMismatchError: it was written by another version of this program.

    """
    name, manifest = _of_live(connection, "name, manifest", url)
    return Live(name, parse_manifest(manifest, f"{url} {name}"))


def live_name(connection: _Connection, url: DatabaseUrl) -> str:
    """Return the name of the live generation; raises IndexMissingError where there is none."""
    return str(_of_live(connection, "name", url)[0])


def _of_live(connection: _Connection, columns: str, url: DatabaseUrl) -> tuple[Any, ...]:
    try:
        row = connection.execute(f"SELECT {columns} FROM assistant.generation WHERE live").fetchone()
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        row = None
    if row is None:
        raise IndexMissingError(f"{url}: no index there; run `assistant ingest`")
    return row


def take_lock(connection: _Connection) -> bool:
    """Return whether this connection is now the one writer; it stays so until it is closed, or its process killed."""
    # A writer that is killed amid a long statement gives up its place when the server sees that it is gone.
    connection.execute("SET client_connection_check_interval = '2s'")
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
    return bool(row and row[0])


def give_lock_back(connection: _Connection) -> None:
    """Let the next writer begin at once: a busy server notices a closed connection late."""
    connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def prepare(connection: _Connection, url: DatabaseUrl) -> None:
    """Make what all generations need, and drop the schemas of those that never came to an end; for the writer alone.

    Raises:
        IndexFault: the extension pgvector is neither there nor to be had by this user.

    """
    connection.execute(_CONTROL)
    try:
        connection.execute(_EXTENSION)
    except _NO_EXTENSION as error:
        raise IndexFault(
            f"{url}: the database has no pgvector; install it on the server and run CREATE EXTENSION vector"
            " as a user who may"
        ) from error
    _drop_others(connection)


def new_schema(connection: _Connection, index_id: str) -> str:
    """Return the name of a new schema, where unqualified names are now looked up; it is no generation yet."""
    name = f"{_PREFIX}{index_id}_{secrets.token_hex(4)}"
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
    look_into(connection, name, for_now=True)
    return name


def make_live(connection: _Connection, name: str, manifest: Manifest) -> None:
    """Make a finished schema the live generation; all but the one before it go. The swap is one transaction."""
    with connection.transaction():
        connection.execute("DELETE FROM assistant.generation WHERE NOT live")
        connection.execute("UPDATE assistant.generation SET live = false WHERE live")
        connection.execute(
            "INSERT INTO assistant.generation (name, manifest, live) VALUES (%s, %s, true)",
            [name, manifest.model_dump_json()],
        )
    _drop_others(connection)


def drop_schema(connection: _Connection, name: str) -> None:
    """Drop a schema with all its tables."""
    connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))


def _drop_others(connection: _Connection) -> None:
    """Drop the schemas that are no generation: those of killed writers, and those that were replaced twice."""
    rows = connection.execute(
        "SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname::text, %s)"
        " AND NOT EXISTS (SELECT 1 FROM assistant.generation WHERE name = nspname)",
        [_PREFIX],
    ).fetchall()
    for (name,) in rows:
        drop_schema(connection, name)

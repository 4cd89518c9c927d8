"""Whether the tables of a generation still hold what was written: one number a table, worked out by the server."""

from dataclasses import dataclass
from typing import TypeAlias

import psycopg

from corpus.access import Access
from index.engines.postgres_connection import WHOLE_SECONDS
from index.engines.postgres_server import Server
from index.engines.postgres_vectors import table_of
from index.errors import IndexDamagedError

_Connection: TypeAlias = psycopg.Connection[tuple[object, ...]]
_POSTING = "convert_to(concat_ws(' ', scope, arm, count, term), 'UTF8') || chunks || weights"
# What of a row is hashed, by table: all of it.
_HASHED = {
    **{table: f"convert_to({table}::text, 'UTF8')" for table in ("plan", "section", "chunk", "sentence", "kpi")},
    "indicator": "convert_to(indicator::text, 'UTF8')",
    "bm25_scope": "convert_to(bm25_scope::text, 'UTF8')",
    "posting": _POSTING,
    **{table_of(access): "int4send(ordinal) || vector_send(embedding)" for access in Access},
}


def digest_statements() -> dict[str, str]:
    """Return for each table the statement that gives its digest: how many rows, and the sum of their SHA-256.

    Of each SHA-256 the first 60 bits count. The sum does not depend on the order in which the server reads the rows.
    """
    number = "('x' || substr(encode(sha256({}), 'hex'), 1, 15))::bit(60)::bigint"
    return {
        table: f"SELECT count(*)::text || ':' || coalesce(sum({number.format(hashed)}), 0)::text FROM {table}"
        for table, hashed in _HASHED.items()
    }


def digests(connection: _Connection) -> dict[str, str]:
    """Return the digest of each table of the schema that the connection looks into."""
    found = {}
    for table, statement in digest_statements().items():
        row = connection.execute(statement).fetchone()
        found[table] = str(row[0]) if row else ""
    return found


@dataclass(slots=True)
class Particulars:
    """The table of plans, whose titles, cities and access have no seal of their own; ``digest`` is that of the table.

    Which transactions wrote its rows is looked at before each search: where another did, the table is read again.
    """

    server: Server
    digest: str
    place: str
    _sound: object = None
    _wrong: object = None

    def guard(self) -> None:
        """Return where the table is what was written, and the server answers.

        Raises:
            IndexDamagedError: it is not.
            IndexUnavailableError: the server does not answer.

        """
        stamp = self.server.fetch("SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM plan")
        if stamp not in (self._sound, self._wrong):
            found = self.server.query(digest_statements()["plan"], seconds=WHOLE_SECONDS)[0][0]
            if found == self.digest:
                self._sound = stamp
            else:
                self._wrong = stamp
        if stamp == self._wrong:
            raise IndexDamagedError(f"{self.place}: table plan: altered; run `assistant ingest`")

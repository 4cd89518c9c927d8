"""BM25 in PostgreSQL: one row a term, with the weights that bm25s worked out; scores are added up here."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import TypeAlias

import numpy as np
import psycopg
from numpy.typing import NDArray

from corpus.access import Access
from index.arm_terms import ARM_TERMS
from index.arms import Arms
from index.engines.postgres_server import Server
from index.errors import IndexDamagedError
from index.lexical import Scores, idf_of, indexed
from index.prepared import Content

_Array: TypeAlias = NDArray[np.generic]
_CACHED = 64 * 1024 * 1024  # bytes of postings a reader keeps: some thousand common terms of a large corpus
_LONGEST = 1_000  # bytes of a term as it stands; an entry of a PostgreSQL index holds 2,704
_ENTRY = 200  # bytes that a posting takes beside its arrays
_Connection: TypeAlias = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Posting:
    """The chunks that hold a term, ascending, and the weight of the term in each; both empty for an unknown term."""

    chunks: NDArray[np.int32]
    weights: Scores

    @property
    def size(self) -> int:
        """Return about how many bytes it takes."""
        return _ENTRY + self.chunks.nbytes + self.weights.nbytes


_NOWHERE = Posting(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


class Postings:
    """Reads postings of one generation, and keeps those read last: a generation never changes."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._kept: OrderedDict[tuple[str, str, str], Posting] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def of(self, scope: str, arm: str, terms: Sequence[str]) -> list[Posting]:
        """Return the posting of each term, in order; those not at hand are read with one query."""
        keys = [(scope, arm, _key(term)) for term in terms]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        if missing := [key for key in keys if key not in found]:
            read = self._read(scope, arm, [term for _, _, term in missing])
            found.update({key: read.get(key[2], _NOWHERE) for key in missing})
            self._keep({key: found[key] for key in missing})
        return [found[key] for key in keys]

    def _read(self, scope: str, arm: str, terms: Sequence[str]) -> dict[str, Posting]:
        rows = self._server.fetch(
            "SELECT term, chunks, weights FROM posting WHERE scope = %s AND arm = %s AND term = ANY(%s)",
            [scope, arm, list(terms)],
        )
        return {term: _posting(chunks, weights) for term, chunks, weights in rows}

    def _keep(self, read: dict[tuple[str, str, str], Posting]) -> None:
        with self._lock:
            for key, posting in read.items():
                if key not in self._kept:
                    self._kept[key] = posting
                    self._size += posting.size
            while self._size > _CACHED:
                _, dropped = self._kept.popitem(last=False)
                self._size -= dropped.size


@dataclass(frozen=True, slots=True)
class PostgresLexical:
    """BM25 over the chunks of one scope, in one keyword index; the same scores as ``LexicalIndex`` gives."""

    postings: Postings
    scope: str
    arm: str
    size: int

    def scores(self, terms: Sequence[str]) -> Scores:
        """Return the BM25 score of every chunk, by position; each distinct term counts once."""
        scores = np.zeros(self.size, dtype=np.float32)
        for posting in self.postings.of(self.scope, self.arm, list(dict.fromkeys(terms))):
            try:
                scores[posting.chunks] += posting.weights  # a chunk stands in a posting once
            except IndexError as error:
                raise _altered() from error
        return scores

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term."""
        return idf_of(len(self.postings.of(self.scope, self.arm, [term])[0].chunks), self.size)


def open_arms(server: Server) -> dict[Access, Arms]:
    """Return the keyword indexes of each level; raises as the server's queries do."""
    postings = Postings(server)
    rows = server.query("SELECT access, scope, size FROM bm25_scope")
    return {
        Access(row["access"]): Arms(
            **{arm: PostgresLexical(postings, row["scope"], arm, row["size"]) for arm in ARM_TERMS}
        )
        for row in rows
    }


def write_postings(connection: _Connection, content: Content) -> None:
    """Write the keyword indexes of each level; one that adds no plan reads those of the level below it."""
    written: dict[int, tuple[str, int]] = {}  # scope and size by plans seen: a level sees all that the one below does
    for access in Access:
        seen = sum(1 for _ in content.seen_by(access))
        if seen not in written:
            written[seen] = access.value, _write_scope(connection, content, access)
        connection.execute("INSERT INTO bm25_scope VALUES (%s, %s, %s)", [access.value, *written[seen]])


def _write_scope(connection: _Connection, content: Content, access: Access) -> int:
    """Write the three keyword indexes of a level; return how many chunks each is over."""
    size = 0
    with connection.cursor() as cursor, cursor.copy("COPY posting FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["text", "text", "text", "int4", "bytea", "bytea"])
        for arm, terms in ARM_TERMS.items():
            bm25, size = indexed(one for plan in content.seen_by(access) for one in terms(plan))
            if bm25 is not None:
                for term, chunks, weights in _rows(bm25.vocab_dict, bm25.scores):
                    copy.write_row((access.value, arm, _key(term), len(chunks), chunks.tobytes(), weights.tobytes()))
    return size


def _posting(chunks: bytes, weights: bytes) -> Posting:
    if len(chunks) % 4 or len(chunks) != len(weights):
        raise _altered()
    return Posting(np.frombuffer(chunks, dtype="<i4"), np.frombuffer(weights, dtype="<f4"))


def _altered() -> IndexDamagedError:
    return IndexDamagedError("table posting: altered; run `assistant ingest`")


def _key(term: str) -> str:
    """Return what a term is kept under: a digest where it is longer than PostgreSQL can index."""
    written = term.encode()
    return term if len(written) <= _LONGEST else f"sha256 {sha256(written).hexdigest()}"


def _rows(vocabulary: dict[str, int], matrix: dict[str, _Array]) -> Iterator[tuple[str, _Array, _Array]]:
    """Yield each term with the chunks that hold it and its weights there."""
    starts = np.asarray(matrix["indptr"]).tolist()
    chunks, weights = np.asarray(matrix["indices"]).astype("<i4"), np.asarray(matrix["data"]).astype("<f4")
    for term, column in vocabulary.items():
        first, end = starts[column], starts[column + 1]
        yield term, chunks[first:end], weights[first:end]

"""Time searches of an index in a folder and in PostgreSQL: ``python -m tests.index.engines.timing [A B]``.

Without places both are made of the bundled plans, in a folder and in a PostgreSQL that is started for it; there HNSW is
compared with an exact scan as well, over the plans' vectors and neighbours made up around them.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np

from assistant.commands.options import load_settings
from assistant.reader import embedder_of
from corpus.access import Access
from corpus.ingest import find_plan_folders
from eval.cases import FollowUpCase, bundled_cases
from index.build import ingest
from index.embedding import Embedder, Vectors, unit_rows
from index.engines.choice import engine_of
from index.engines.postgres_connection import connect
from index.engines.postgres_server import Server
from index.engines.postgres_vectors import TableLevel, copy_vectors
from index.found import Found
from index.place import DatabaseUrl, Place, place_of
from index.reader import IndexReader
from index.vectors import MatrixLevel
from tests.conftest import quiet

_QUESTIONS: Final = 60  # of the development questions, evenly spread: both engines are timed within minutes
_ROWS: Final = 20_000  # vectors of the comparison with HNSW
_BATCH: Final = 2_000
_NOISE: Final = 0.06  # in each of 128 dimensions: such a neighbour has a cosine of about .83 to its sentence
_NEAREST: Final = 240  # sentences that a search asks for
_TABLE: Final = "vector_public"


def compared(readers: Sequence[IndexReader], questions: Sequence[str]) -> Iterator[str]:
    """Yield a table's row for each of two rounds: the same questions, asked of both in turn."""
    for name in ("first time asked", "asked again"):
        rows = [[_timed(reader, question) for reader in readers] for question in questions]
        same = sum(one[1] == other[1] for one, other in rows)
        cells = [_spread([row[at][0] for row in rows]) for at in range(len(readers))]
        yield f"| one search, {name} (n={len(rows)}), p50, p95 | {' | '.join(cells)} | {same} of {len(rows)} |"


def approximated(url: DatabaseUrl, vectors: Vectors, queries: Vectors, size: int) -> Iterator[str]:
    """Yield the rows on HNSW beside an exact scan in memory, over ``size`` vectors."""
    rows = _around(vectors, size)
    begun = perf_counter()
    with closing(connect(url)) as connection:
        connection.silence = None
        connection.execute(f"CREATE TABLE public.{_TABLE} (ordinal INTEGER PRIMARY KEY,"
                           f" embedding vector({rows.shape[1]}) NOT NULL)")  # fmt: skip
        copy_vectors(connection, f"public.{_TABLE}", (rows[at : at + _BATCH] for at in range(0, size, _BATCH)),
                     rows.shape[1])  # fmt: skip
        connection.execute(f"CREATE INDEX ON public.{_TABLE} USING hnsw (embedding vector_ip_ops)")
    yield f"| {size} vectors written with an HNSW index | | {perf_counter() - begun:.0f} s | |"
    with closing(Server(url, "public")) as server:
        levels = MatrixLevel(Access.PUBLIC, rows, size), TableLevel(server, _TABLE, size, rows.shape[1])
        found = [[_nearest(level, query) for level in levels] for query in queries]
    cells = [_spread([row[at][0] for row in found]) for at in range(len(levels))]
    shares = [_share(exact, near, _NEAREST) for (_, exact), (_, near) in found]
    first = [_share(exact, near, 10) for (_, exact), (_, near) in found]
    told = f"of {_NEAREST} {np.mean(shares):.3f} (least {min(shares):.3f}), of ten {np.mean(first):.3f}"
    name = f"the nearest {_NEAREST} of them, exact in memory and by HNSW (n={len(found)}), p50, p95"
    yield f"| {name} | {' | '.join(cells)} | {told} |"


def _timed(reader: IndexReader, question: str) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return how many milliseconds a search took, and its hits' ids and scores."""
    begun = perf_counter()
    hits = reader.search(question, access=Access.STAFF)
    return (perf_counter() - begun) * 1_000, tuple((hit.chunk.id, hit.score) for hit in hits)


def _nearest(level: MatrixLevel | TableLevel, query: Vectors) -> tuple[float, Found]:
    begun = perf_counter()
    found = level.nearest(query, _NEAREST)
    return (perf_counter() - begun) * 1_000, found


def _share(exact: Found, near: Found, top: int) -> float:
    """Return which share of the nearest ``top`` was found."""
    return len(_best(exact, top) & _best(near, top)) / top


def _best(found: Found, top: int) -> set[int]:
    return set(found.ordinals[np.argsort(-found.similarities, kind="stable")[:top]].tolist())


def _around(vectors: Vectors, size: int) -> Vectors:
    """Return ``size`` unit vectors: these, and neighbours of them."""
    random = np.random.default_rng(7)
    parts = [vectors]
    while sum(map(len, parts)) < size:
        parts.append(unit_rows(vectors + random.standard_normal(vectors.shape) * _NOISE).astype(np.float32))
    return np.concatenate(parts)[:size]


def _spread(milliseconds: Sequence[float]) -> str:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return f"{p50:.1f}, {p95:.1f} ms"


@contextmanager
def _made(embedder: Embedder) -> Iterator[tuple[Place, Place]]:
    """Give the bundled plans in a folder and in PostgreSQL."""
    from tests.index.engines.servers import postgres  # noqa: PLC0415  (an extra, not always installed)

    folders = find_plan_folders([Path("corpus/documents")])
    with tempfile.TemporaryDirectory() as folder, postgres(durable=True) as server:
        places: tuple[Place, Place] = Path(folder) / "index", server.new_database()
        for place in places:
            ingest(folders, place, embedder, quiet)
        yield places


def _lines(places: Sequence[Place], embedder: Embedder, questions: Sequence[str], rows: int) -> Iterator[str]:
    one, other = (engine_of(place).open(embedder) for place in places)
    with closing(one), closing(other):
        yield "| what | folder | PostgreSQL | the same |\n|---|---|---|---|"
        yield from compared((one, other), questions)
        vectors = np.concatenate([one.searcher.vectors.rows(plan.sentences) for plan in one.searcher.slices])
    if rows:
        yield from approximated(_database_of(places), vectors, embedder.encode_query(list(questions)), rows)


def _database_of(places: Sequence[Place]) -> DatabaseUrl:
    """Return the database among these places."""
    return next(place for place in places if isinstance(place, DatabaseUrl))


def main() -> None:
    """Print the comparison as a Markdown table."""
    given = argparse.ArgumentParser(prog="python -m tests.index.engines.timing", description=__doc__)
    given.add_argument("places", nargs="*", help="a folder and a URL that hold the same plans")
    given.add_argument("--questions", type=int, default=_QUESTIONS)
    given.add_argument("--rows", type=int, default=_ROWS, help="vectors for HNSW, where no places are given")
    options = given.parse_args()
    embedder = embedder_of(load_settings())
    every = [case.question for case in bundled_cases() if not isinstance(case, FollowUpCase)]
    questions = every[:: max(1, len(every) // options.questions)][: options.questions]
    begun = perf_counter()
    if options.places:
        _print(_lines([place_of(place) for place in options.places], embedder, questions, 0))
    else:
        with _made(embedder) as places:
            _print(_lines(places, embedder, questions, options.rows))
    sys.stderr.write(f"{perf_counter() - begun:.0f} s\n")


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""What only the engine in PostgreSQL can get wrong: a server that is away, tables that were altered, large levels."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import psycopg
import pytest

from corpus.access import Access
from index.embedders.hashing import HashingEmbedder
from index.embedding import Vectors, unit_rows
from index.engines.choice import engine_of
from index.engines.postgres_check import digest_statements
from index.engines.postgres_server import Server, translated
from index.engines.postgres_vectors import TableLevel, open_vectors
from index.errors import IndexFault, IndexUnavailableError
from index.place import DatabaseUrl
from index.reader import IndexReader
from index.vectors import MatrixLevel
from tests.index.engines.conftest import Kept, approximate
from tests.index.engines.servers import PostgresServer, postgres

QUESTION = "押印を省く手続きは何件？"


@pytest.fixture
def kept(postgres_server: PostgresServer, plans: Path) -> Kept:
    """Return a database with the three plans."""
    kept = Kept(postgres_server.new_database())
    kept.ingest(plans)
    return kept


@pytest.fixture
def reader(kept: Kept) -> Iterator[IndexReader]:
    with closing(kept.open()) as reader:
        yield reader


def _run(kept: Kept, schema: str, statement: str) -> None:
    assert isinstance(kept.place, DatabaseUrl)
    with psycopg.connect(kept.place.address, autocommit=True, options=f"-c search_path={schema},public") as connection:
        connection.execute(statement)


def test_a_reader_outlives_a_restart_of_the_server_and_says_so_while_it_is_away(plans: Path) -> None:
    with postgres() as server:
        kept = Kept(server.new_database())
        kept.ingest(plans)
        with closing(kept.open()) as reader:
            before = reader.search(QUESTION, access=Access.PUBLIC)
            server.stop()
            for use in (lambda: reader.search("窓口の予約", access=Access.PUBLIC), reader.problems, kept.open):
                with pytest.raises(IndexUnavailableError, match="the database does not answer") as told:
                    use()
                assert "\n" not in str(told.value)
            server.start()
            assert reader.search(QUESTION, access=Access.PUBLIC) == before
            server.stop()
            server.start()
            assert reader.search("窓口の予約", access=Access.PUBLIC) != ()  # on a connection that died meanwhile


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("plan", "UPDATE plan SET text = replace(text, '475', '574') WHERE id = 'morikawa-dx'"),
        ("chunk", "UPDATE chunk SET words = words || 'x' WHERE ordinal = 0"),
        ("kpi", "UPDATE kpi SET value = '96.5' WHERE value = '96'"),
        ("sentence", "DELETE FROM sentence WHERE ordinal = 1"),
        ("posting", "UPDATE posting SET weights = weights || '\\x00000000' WHERE term = '押印'"),
        ("posting", "DROP TABLE posting"),
        ("vector_staff", "UPDATE vector_staff SET embedding = embedding * embedding WHERE ordinal = 0"),
    ],
)
def test_what_was_altered_is_found_and_the_next_ingest_mends_it(
    kept: Kept, plans: Path, table: str, statement: str
) -> None:
    with closing(kept.open()) as reader:
        _run(kept, reader.generation, statement)
        problems = reader.problems()
    assert len(problems) == 1
    assert problems[0].startswith(f"table {table}: ")
    assert "\n" not in problems[0]
    assert kept.ingest(plans).swapped
    with closing(kept.open()) as reader:
        assert reader.problems() == ()


def test_the_generation_before_stays_and_older_ones_and_unfinished_ones_go(kept: Kept, plans: Path) -> None:
    first = engine_of(kept.place).generation()
    _run(kept, first, "CREATE SCHEMA assistant_gen_killed")
    kept.ingest(plans / "tanizawa-kanko")
    second = engine_of(kept.place).generation()
    assert _schemas(kept) == {first, second}
    kept.ingest(plans)
    assert _schemas(kept) == {second, engine_of(kept.place).generation()}


def _schemas(kept: Kept) -> set[str]:
    assert isinstance(kept.place, DatabaseUrl)
    with psycopg.connect(kept.place.address) as connection:
        rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'assistant\\_gen%'").fetchall()
    return {str(name) for (name,) in rows}


def test_every_table_of_a_generation_has_a_digest(kept: Kept, reader: IndexReader) -> None:
    assert isinstance(kept.place, DatabaseUrl)
    with psycopg.connect(kept.place.address) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [reader.generation])
        assert {str(name) for (name,) in rows.fetchall()} == set(digest_statements()) == set(reader.manifest.files)


def test_a_password_stands_in_no_message() -> None:
    place = DatabaseUrl("postgresql://me:geheim@127.0.0.1:1/plans")
    with pytest.raises(IndexUnavailableError) as told:
        engine_of(place).open(HashingEmbedder())
    assert "me@127.0.0.1:1/plans" in str(told.value)
    assert "geheim" not in str(told.value)
    assert "\n" not in str(told.value)


def test_without_the_driver_one_line_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from assistant.__main__ import main; main(['check', '--index', 'postgresql://me:geheim@h/plans'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "assistant: postgresql://me@h/plans: psycopg is missing; pip install 'plan-assistant[postgres]'"
    )


def test_a_database_without_pgvector_is_one_clear_line(
    postgres_server: PostgresServer, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.postgres_generations._EXTENSION", "CREATE EXTENSION no_such_extension")
    with pytest.raises(IndexFault, match="has no pgvector; install it on the server"):
        Kept(postgres_server.new_database()).ingest(plans)


@pytest.mark.parametrize(
    ("statement", "values", "becomes"),
    [
        ("SELECT 1", [], ("SELECT 1", [])),
        ("a = ? AND b <= ?", [1, "x"], ("a = %s AND b <= %s", [1, "x"])),
        ("a IN (?,?,?) AND b = ?", [1, 2, 3, 4], ("a = ANY(%s) AND b = %s", [[1, 2, 3], 4])),
        ("a IN () AND plan.access IN ('public')", [], ("a = ANY(%s) AND plan.access IN ('public')", [[]])),
    ],
)
def test_statements_of_the_store_are_put_in_the_servers_words(
    statement: str, values: list[object], becomes: tuple[str, list[object]]
) -> None:
    assert translated(statement, values) == becomes


def _rows(count: int, seed: int, dimension: int = 64) -> Vectors:
    return unit_rows(np.random.default_rng(seed).standard_normal((count, dimension)))


def test_a_large_level_finds_what_an_exact_scan_finds(kept: Kept, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    approximate(monkeypatch)
    _run(kept, engine_of(kept.place).generation(), "DELETE FROM assistant.generation")  # so that the ingest builds anew
    kept.ingest(plans)
    assert isinstance(kept.place, DatabaseUrl)
    server = Server(kept.place, engine_of(kept.place).generation())
    with closing(kept.open()) as reader:
        size = sum(plan.sentences for plan in reader.plans(access=Access.PUBLIC))
        table = TableLevel(server, "vector_public", size, 64)
        assert isinstance(reader.searcher.vectors.levels[Access.PUBLIC], TableLevel)
        exact = MatrixLevel(Access.PUBLIC, table.rows(0, size), 10**6)
        for query in _rows(5, 3):
            for first, end in ((0, size), (2, size - 1)):
                wanted, found = (level.nearest_in(query, 4, first, end) for level in (exact, table))
                assert sorted(found.ordinals.tolist()) == sorted(wanted.ordinals.tolist())
            wanted, found = exact.nearest(query, 4), table.nearest(query, 4)
            assert sorted(found.ordinals.tolist()) == sorted(wanted.ordinals.tolist())
            assert np.allclose(np.sort(found.similarities), np.sort(wanted.similarities), atol=1e-6)
        assert table.take(np.array([0, 3, size - 1])).tobytes() == exact.take(np.array([0, 3, size - 1])).tobytes()
        assert table.take(np.array([], dtype=np.int64)).shape == (0, 64)
        indexed = server.query(
            "SELECT count(*) FROM pg_indexes WHERE position('hnsw' in indexdef) > 0 AND schemaname = ?",
            [reader.generation],
        )
    assert indexed[0][0] == 2
    assert open_vectors(server, {Access.PUBLIC: size}, 64, size).levels[Access.PUBLIC].rows(0, 1).shape == (1, 64)
    server.close()

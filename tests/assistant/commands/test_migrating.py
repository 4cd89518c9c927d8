"""``assistant migrate`` as a user calls it: between a folder, a database and a file, in both directions."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.access import Access
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.place import DatabaseUrl, spelled
from tests.assistant.commands.test_command_line import run
from tests.index.engines.servers import postgres

QUESTION = "押印を省く手続きは何件？"


@pytest.fixture(scope="module")
def database() -> Iterator[DatabaseUrl]:
    with postgres() as server:
        yield server.new_database()


def test_an_index_moves_into_a_database_and_back(database: DatabaseUrl, index_folder: Path, tmp_path: Path) -> None:
    places = [str(index_folder), spelled(database), str(tmp_path / "dump.jsonl"), str(tmp_path / "back")]
    for given, wanted in pairwise(places):
        done = run("migrate", given, wanted)
        assert done.returncode == 0, done.stderr
        assert "3 plans, " in done.stdout
        if not wanted.endswith(".jsonl"):
            assert "the text of 3 of 3 plans by SHA-256" in done.stdout
    with closing(engine_of(index_folder).open(HashingEmbedder())) as before:
        for place in (database, tmp_path / "back"):
            with closing(engine_of(place).open(HashingEmbedder())) as after:
                assert after.index_id == before.index_id
                assert after.problems() == ()
                for access in Access:
                    assert after.search(QUESTION, access=access) == before.search(QUESTION, access=access)


def test_two_files_or_one_place_are_wrong_usage() -> None:
    for given, wanted in (("a.jsonl", "b.jsonl"), ("var/index", "var/index")):
        done = run("migrate", given, wanted)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_source_without_an_index_is_one_clear_line(tmp_path: Path) -> None:
    done = run("migrate", str(tmp_path / "none"), str(tmp_path / "to"))
    assert done.returncode == 1
    assert done.stderr.strip().endswith("no index there; run `assistant ingest`")
    assert not (tmp_path / "to").exists()

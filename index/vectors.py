"""One unit vector a sentence, by access level: a memory-mapped matrix for exact work, Chroma for large searches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from corpus.access import Access
from index.embedding import Vectors
from index.errors import IndexDamagedError

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_BATCH = 5_000  # below Chroma's limit of 5,461 rows a call
_WEIGHED = 1_000  # rows that a search in Chroma weighs: its own 100 miss more (docs/decisions/0002-generation.md)


@dataclass(frozen=True, slots=True)
class Found:
    """Sentence ordinals and the cosine of each with the question, best first; equals by ordinal."""

    ordinals: NDArray[np.int64]
    similarities: NDArray[np.float32]


def build_vectors(folder: Path, levels: Sequence[tuple[Access, Vectors]]) -> None:
    """Write a matrix and a Chroma collection for each access level; rows in the order of sentence ordinals."""
    folder.mkdir(parents=True)
    client = _client(folder / "chroma")
    for access, matrix in levels:
        np.save(folder / f"{access.value}.npy", matrix, allow_pickle=False)
        collection = client.create_collection(
            access.value,
            configuration={"hnsw": {"space": "cosine", "ef_search": _WEIGHED}},
            embedding_function=None,
        )
        for first in range(0, len(matrix), _BATCH):
            rows = matrix[first : first + _BATCH]
            collection.add(ids=[str(first + row) for row in range(len(rows))], embeddings=rows)
    client.close()


def _client(folder: Path) -> "Client":
    """Return a client of the embedded Chroma at that folder, without telemetry."""
    import chromadb  # noqa: PLC0415 (half a second, only above exact_below)
    from chromadb.config import Settings  # noqa: PLC0415

    return cast("Client", chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False)))


@dataclass(slots=True)
class SentenceVectors:
    """The vectors of one generation; ordinals run over the levels in the order of ``Access``."""

    _folder: Path
    _matrices: dict[Access, Vectors]
    _first: dict[Access, int]
    _exact_below: int
    _chroma: "Client | None" = None
    _collections: "dict[Access, Collection]" = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, dimension: int, exact_below: int) -> "SentenceVectors":
        """Return the vectors in a folder; up to ``exact_below`` sentences every search is exact.

        Raises:
            IndexDamagedError: a matrix is missing, unreadable, or of another dimension.

        """
        matrices, first, total = {}, {}, 0
        for access in Access:
            path = folder / f"{access.value}.npy"
            try:
                matrix = np.load(path, mmap_mode="r", allow_pickle=False)
            except (OSError, ValueError, EOFError) as error:
                raise IndexDamagedError(f"{path}: unreadable ({error}); run `assistant ingest`") from error
            if matrix.shape[1:] != (dimension,):
                raise IndexDamagedError(f"{path}: shape {matrix.shape}, expected (n, {dimension})")
            matrices[access], first[access] = np.asarray(matrix), total  # still mapped: a plain view costs less a call
            total += len(matrix)
        return cls(folder, matrices, first, exact_below)

    def counts(self) -> dict[Access, int]:
        """Return the number of vectors of each level."""
        return {access: len(matrix) for access, matrix in self._matrices.items()}

    def rows(self, ordinals: range) -> Vectors:
        """Return the vectors of a range of ordinals that lies within one level."""
        for access, matrix in self._matrices.items():
            first = self._first[access]
            if first <= ordinals.start and ordinals.stop <= first + len(matrix):
                return matrix[ordinals.start - first : ordinals.stop - first]
        raise IndexError(f"{ordinals} is not within one access level")

    def take(self, ordinals: NDArray[np.int64]) -> Vectors:
        """Return the vectors of these ordinals, which ascend: one row each, from any level."""
        parts = []
        for access, matrix in self._matrices.items():
            begin, end = np.searchsorted(ordinals, [self._first[access], self._first[access] + len(matrix)])
            parts.append(matrix[ordinals[begin:end] - self._first[access]])
        return np.concatenate(parts)

    def nearest(self, query: Vectors, top: int, *, access: Access) -> Found:
        """Return the ``top`` sentences nearest to the query among all that this asker may see."""
        parts = [self._nearest_of(level, query, top) for level in access.sees() if len(self._matrices[level])]
        return _best([part for part in parts if len(part.ordinals)], top)

    def nearest_in(self, query: Vectors, top: int, slices: Sequence[range]) -> Found:
        """Return the ``top`` sentences nearest to the query within these ranges of ordinals, exactly."""
        return _best([self._exact(query, ordinals, top) for ordinals in slices if len(ordinals)], top)

    def similarities(self, query: Vectors, ordinals: range) -> NDArray[np.float32]:
        """Return the cosine of the query with each sentence of a range within one level."""
        similarities: NDArray[np.float32] = self.rows(ordinals) @ query
        return similarities

    def _exact(self, query: Vectors, ordinals: range, top: int) -> Found:
        similarities = self.similarities(query, ordinals)
        near = _not_below(similarities, top)
        return Found(ordinals.start + near, similarities[near])

    def _nearest_of(self, access: Access, query: Vectors, top: int) -> Found:
        first, size = self._first[access], len(self._matrices[access])
        if size <= self._exact_below:
            return self._exact(query, range(first, first + size), top)
        collection = self._collection(access)
        found = collection.query(query_embeddings=query.reshape(1, -1), n_results=min(top, size), include=["distances"])
        ordinals = np.array([first + int(row) for row in found["ids"][0]], dtype=np.int64)
        return Found(ordinals, np.float32(1) - np.asarray((found["distances"] or [[]])[0], dtype=np.float32))

    def _collection(self, access: Access) -> "Collection":
        if self._chroma is None:
            self._chroma = _client(self._folder / "chroma")
        if access not in self._collections:
            self._collections[access] = self._chroma.get_collection(access.value, embedding_function=None)
        return self._collections[access]

    def problems(self) -> Iterator[str]:
        """Yield what differs between the Chroma collections and the matrices."""
        for access, matrix in self._matrices.items():
            collection = self._collection(access)
            if collection.count() != len(matrix):
                yield f"vectors/chroma: {collection.count()} {access.value} vectors, expected {len(matrix)}"
            sample = [str(row) for row in np.linspace(0, len(matrix) - 1, min(len(matrix), 50), dtype=int)]
            stored = collection.get(ids=sample, include=["embeddings"]) if sample else None
            vectors = np.asarray(stored["embeddings"] if stored else [])
            for row, vector in zip(stored["ids"] if stored else [], vectors, strict=True):
                if not np.allclose(vector, matrix[int(row)], atol=1e-5):
                    yield f"vectors/chroma: {access.value} vector {row} differs from the matrix"

    def close(self) -> None:
        """Release Chroma's files."""
        if self._chroma is not None:
            self._chroma.close()


def _best(parts: Sequence[Found], top: int) -> Found:
    if not parts:
        return Found(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    ordinals = np.concatenate([part.ordinals for part in parts])
    similarities = np.concatenate([part.similarities for part in parts])
    near = _not_below(similarities, top)
    order = near[np.lexsort((ordinals[near], -similarities[near]))][:top]
    return Found(ordinals[order], similarities[order])


def _not_below(similarities: NDArray[np.float32], top: int) -> NDArray[np.int64]:
    """Return where the values are not below the ``top``-th highest: few to sort, and no equal is lost."""
    if not 0 < top < len(similarities):
        return np.arange(len(similarities))
    return np.flatnonzero(similarities >= np.partition(similarities, -top)[-top])

"""One unit vector a sentence, by access level: exact work on rows, approximate search where a level is large."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from corpus.access import Access
from index.chroma import ChromaCollections, embedded_chroma, read_chroma
from index.embedding import Vectors
from index.errors import IndexDamagedError
from index.found import Found


@runtime_checkable
class Level(Protocol):
    """The vectors of one access level. Rows count from 0."""

    def __len__(self) -> int:
        """Return how many there are."""
        ...

    def rows(self, first: int, end: int) -> Vectors:
        """Return the vectors of a range of rows."""
        ...

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of these rows, which ascend."""
        ...

    def nearest(self, query: Vectors, top: int) -> Found:
        """Return the ``top`` rows nearest to the query, in any order; approximate where the level is large."""
        ...

    def nearest_in(self, query: Vectors, top: int, first: int, end: int) -> Found:
        """Return the ``top`` rows of a range nearest to the query, exactly, in any order; more where some are equal."""
        ...

    def problems(self) -> Iterable[str]:
        """Yield what of this level is damaged."""
        ...


@dataclass(frozen=True, slots=True)
class MatrixLevel:
    """The vectors of a level as one matrix; above ``exact_below`` rows a Chroma collection finds the nearest."""

    access: Access
    matrix: Vectors
    exact_below: int
    chroma: ChromaCollections | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.matrix)

    def rows(self, first: int, end: int) -> Vectors:
        """Return a view of a range of rows."""
        return self.matrix[first:end]

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """Return the vectors of these rows."""
        return self.matrix[rows]

    def nearest(self, query: Vectors, top: int) -> Found:
        """Return the nearest of all."""
        if self.chroma is None or len(self.matrix) <= self.exact_below:
            return self.nearest_in(query, top, 0, len(self.matrix))
        found = self.chroma.nearest(self.access, query, min(top, len(self.matrix)))
        if len(found.ordinals) and not 0 <= found.ordinals.min() <= found.ordinals.max() < len(self.matrix):
            raise IndexDamagedError(f"vectors/chroma: a row that {self.access.value} lacks; run `assistant ingest`")
        return found

    def nearest_in(self, query: Vectors, top: int, first: int, end: int) -> Found:
        """Return the nearest of a range."""
        similarities: NDArray[np.float32] = self.matrix[first:end] @ query
        near = not_below(similarities, top)
        return Found(first + near, similarities[near])

    def problems(self) -> Iterator[str]:
        """Yield what differs between the Chroma collection and the matrix."""
        if self.chroma is not None:
            yield from self.chroma.problems(self.access, self.matrix)


def _nothing_open() -> None:
    """Release nothing: whoever opened the levels closes them."""


@dataclass(slots=True)
class SentenceVectors:
    """The vectors of one generation; ordinals run over the levels in the order of ``Access``."""

    levels: Mapping[Access, Level]
    close: Callable[[], None] = _nothing_open
    _first: dict[Access, int] = field(init=False, default_factory=dict)
    _sizes: dict[Access, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        total = 0
        for access in Access:
            self._first[access], self._sizes[access] = total, len(self.levels[access])
            total += self._sizes[access]

    @classmethod
    def open(
        cls, folder: Path, dimension: int, exact_below: int, chroma: ChromaCollections | None = None
    ) -> "SentenceVectors":
        """Return the vectors in a folder; up to ``exact_below`` sentences every search is exact.

        Above that ``chroma`` is asked, by default the collections beside the matrices.

        Raises:
            IndexDamagedError: a matrix is missing, unreadable, or of another dimension.

        """
        collections = chroma or read_chroma(folder / "chroma")
        levels = {
            access: MatrixLevel(access, _matrix(folder / f"{access.value}.npy", dimension), exact_below, collections)
            for access in Access
        }
        return cls(levels, collections.close)

    def rows(self, ordinals: range) -> Vectors:
        """Return the vectors of a range of ordinals that lies within one level."""
        level, first = self._level_of(ordinals)
        return level.rows(ordinals.start - first, ordinals.stop - first)

    def take(self, ordinals: NDArray[np.int64]) -> Vectors:
        """Return the vectors of these ordinals, which ascend: one row each, from any level."""
        parts = []
        for access, level in self.levels.items():
            first = self._first[access]
            begin, end = np.searchsorted(ordinals, [first, first + self._sizes[access]])
            parts.append(level.take(ordinals[begin:end] - first))
        return np.concatenate(parts)

    def nearest(self, query: Vectors, top: int, *, access: Access) -> Found:
        """Return the ``top`` sentences nearest to the query among all that this asker may see."""
        seen = [level for level in access.sees() if self._sizes[level]]
        return _best([self.levels[level].nearest(query, top).after(self._first[level]) for level in seen], top)

    def nearest_in(self, query: Vectors, top: int, slices: Sequence[range]) -> Found:
        """Return the ``top`` sentences nearest to the query within these ranges of ordinals, exactly."""
        return _best([self._nearest_of(query, top, ordinals) for ordinals in slices if len(ordinals)], top)

    def _nearest_of(self, query: Vectors, top: int, ordinals: range) -> Found:
        level, first = self._level_of(ordinals)
        return level.nearest_in(query, top, ordinals.start - first, ordinals.stop - first).after(first)

    def _level_of(self, ordinals: range) -> tuple[Level, int]:
        for access, level in self.levels.items():
            first = self._first[access]
            if first <= ordinals.start and ordinals.stop <= first + self._sizes[access]:
                return level, first
        raise IndexError(f"{ordinals} is not within one access level")

    def problems(self) -> Iterator[str]:
        """Yield what of the vectors is damaged."""
        for level in self.levels.values():
            yield from level.problems()


def build_vectors(
    folder: Path, levels: Sequence[tuple[Access, Vectors]], chroma: ChromaCollections | None = None
) -> None:
    """Write a matrix and a Chroma collection for each access level; rows in the order of sentence ordinals.

    The collections are ``chroma``, by default embedded ones beside the matrices.
    """
    folder.mkdir(parents=True)
    collections = chroma or embedded_chroma(folder / "chroma")
    for access, matrix in levels:
        np.save(folder / f"{access.value}.npy", matrix, allow_pickle=False)
        collections.fill(access, matrix)
    collections.close()


def not_below(similarities: NDArray[np.float32], top: int) -> NDArray[np.int64]:
    """Return where the values are not below the ``top``-th highest: few to sort, and no equal is lost."""
    if not 0 < top < len(similarities):
        return np.arange(len(similarities))
    return np.flatnonzero(similarities >= np.partition(similarities, -top)[-top])


def _matrix(path: Path, dimension: int) -> Vectors:
    try:
        matrix = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamagedError(f"{path}: unreadable ({error}); run `assistant ingest`") from error
    if matrix.shape[1:] != (dimension,):
        raise IndexDamagedError(f"{path}: shape {matrix.shape}, expected (n, {dimension})")
    return np.asarray(matrix)  # still mapped: a plain view costs less a call


def _best(parts: Sequence[Found], top: int) -> Found:
    filled = [part for part in parts if len(part.ordinals)]
    if not filled:
        return Found(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    ordinals = np.concatenate([part.ordinals for part in filled])
    similarities = np.concatenate([part.similarities for part in filled])
    near = not_below(similarities, top)
    order = near[np.lexsort((ordinals[near], -similarities[near]))][:top]
    return Found(ordinals[order], similarities[order])

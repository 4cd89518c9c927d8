"""Positions of entries: those that a question is about, and those that share a number, a word or a year."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Places = NDArray[np.int64]
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scope:
    """The entries that a question is about: ascending positions in the catalog, ``whole`` where it is all of them."""

    places: Places
    whole: bool

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    def inside(self, places: Places) -> Places:
        """Return where those of these ascending catalog positions that belong to the scope stand in it."""
        if self.whole:
            return places
        found: Places = np.searchsorted(self.places, places)
        found = found[found < len(self.places)]
        held: Places = found[self.places[found] == places[: len(found)]]
        return held

    def marks(self, places: Places) -> NDArray[np.bool_]:
        """Return for each entry of the scope whether it is one of these catalog positions."""
        marked = np.zeros(len(self), dtype=np.bool_)
        marked[self.inside(places)] = True
        return marked


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers one after the other: that of entry ``i`` is ``values[starts[i]:starts[i + 1]]``."""

    values: NDArray[np.int32]
    starts: Places

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> "Lists":
        """Return these lists."""
        kept = list(lists)
        starts = np.cumsum([0, *map(len, kept)], dtype=np.int64)
        return cls(np.fromiter((one for own in kept for one in own), dtype=np.int32, count=int(starts[-1])), starts)

    def within(self, scope: Scope) -> "Lists":
        """Return the lists of a scope's entries."""
        if scope.whole:
            return self
        first, sizes = self.starts[scope.places], self.starts[scope.places + 1] - self.starts[scope.places]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        return Lists(self.values[np.repeat(first - starts[:-1], sizes) + np.arange(starts[-1])], starts)

    def sizes(self) -> Places:
        """Return how long each list is."""
        return np.diff(self.starts)

    def holders(self, value: int) -> Places:
        """Return which lists hold a number."""
        return np.unique(np.searchsorted(self.starts, np.flatnonzero(self.values == value), side="right") - 1)

    def highest(self, scores: NDArray[np.floating]) -> Column:
        """Return for each list the highest score of its numbers, 0 for an empty one."""
        return self._reduced(np.maximum, scores)

    def mean(self, scores: NDArray[np.floating]) -> Column:
        """Return for each list the mean score of its numbers, 0 for an empty one."""
        return self._reduced(np.add, scores) / np.maximum(self.sizes(), 1)

    def _reduced(self, how: np.ufunc, scores: NDArray[np.floating]) -> Column:
        found, filled = np.zeros(len(self.starts) - 1), self.sizes() > 0
        if filled.any():
            found[filled] = how.reduceat(scores[self.values], self.starts[:-1][filled])
        return found


@dataclass(frozen=True, slots=True)
class Groups(Generic[Key]):
    """Entries by a key that they have or share: for each key the ascending positions of its entries."""

    places: Mapping[Key, Places]

    @classmethod
    def of(cls, keys: Iterable[tuple[Key, int]]) -> "Groups[Key]":
        """Return the groups of pairs of key and position, in the order of positions."""
        found: dict[Key, list[int]] = {}
        for key, at in keys:
            own = found.setdefault(key, [])
            if not own or own[-1] != at:
                own.append(at)
        return cls({key: np.array(own, dtype=np.int64) for key, own in found.items()})

    def having(self, keys: Iterable[Key]) -> Places:
        """Return the ascending positions of the entries that have one of these keys."""
        found = [self.places[key] for key in keys if key in self.places]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

"""Rows of single words that were asked for lately, side by side in one matrix."""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from index.embedding import Vectors


class WordRows:
    """Keeps the rows of at most ``most`` words, for any thread; when they are full, it begins anew.

    A row is written before its place is known, and never again: looking up what is there takes no lock.
    """

    def __init__(self, most: int, dimension: int) -> None:
        self._most = most
        self._dimension = dimension
        self._lock = Lock()
        self._kept = self._empty(most)

    def of(self, words: Sequence[str], mapped: Callable[[list[str]], Vectors]) -> Vectors:
        """Return one row a word, in the order asked; ``mapped`` gives the rows of those that are not kept."""
        places, rows = self._kept
        if not all(word in places for word in words):
            places, rows = self._grown(list(dict.fromkeys(words)), mapped)
        found: Vectors = rows[[places[word] for word in words]]
        return found

    def _grown(self, words: list[str], mapped: Callable[[list[str]], Vectors]) -> tuple[dict[str, int], Vectors]:
        """Return places and rows that hold all of these words, which are each another."""
        with self._lock:
            places, rows = self._kept
            missing = [word for word in words if word not in places]
            if len(places) + len(missing) > len(rows):
                missing, (places, rows) = words, self._empty(max(self._most, len(words)))
            first, last = len(places), len(places) + len(missing)
            rows[first:last] = mapped(missing)
            places.update(zip(missing, range(first, last), strict=True))
            self._kept = places, rows
            return self._kept

    def _empty(self, most: int) -> tuple[dict[str, int], Vectors]:
        return {}, np.empty((most, self._dimension), dtype=np.float32)  # memory is taken as rows are written

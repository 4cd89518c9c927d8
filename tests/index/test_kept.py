"""What was read lately is given again, without being read."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.kept import Kept


class Source:
    """Gives the square of each number, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, keys: list[int]) -> Mapping[int, int]:
        self.asked.append(keys)
        return {key: key * key for key in keys}


def test_values_come_in_the_order_asked_and_each_key_is_read_once() -> None:
    kept, source = Kept[int, int](10), Source()
    assert kept.given([3, 1, 3], source) == [9, 1, 9]
    assert kept.given([1, 2, 3], source) == [1, 4, 9]
    assert source.asked == [[3, 1], [2]]


def test_nothing_asked_reads_nothing() -> None:
    source = Source()
    assert Kept[int, int](10).given([], source) == []
    assert source.asked == []


def test_the_longest_unused_goes_first() -> None:
    kept, source = Kept[int, int](2), Source()
    kept.given([1, 2], source)
    kept.given([1], source)
    kept.given([3], source)
    assert len(kept) == 2
    kept.given([1, 3], source)
    kept.given([2], source)
    assert source.asked == [[1, 2], [3], [2]]


def test_more_than_is_kept_is_given_all_the_same() -> None:
    kept, source = Kept[int, int](2), Source()
    assert kept.given([1, 2, 3, 4], source) == [1, 4, 9, 16]
    assert len(kept) == 2


def test_what_is_not_there_is_told_and_not_kept() -> None:
    kept, source = Kept[int, int](10), Source()
    with pytest.raises(KeyError):
        kept.given([1, 2], lambda _: {1: 1})
    assert kept.given([2], source) == [4]


def test_threads_get_what_they_asked_for() -> None:
    kept, source = Kept[int, int](5), Source()

    def ask(first: int) -> bool:
        keys = [(first + step) % 17 for step in range(9)]
        return kept.given(keys, source) == [key * key for key in keys]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(500)))
    assert len(kept) == 5

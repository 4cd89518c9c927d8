"""Rows of words are worked out once, kept within a bound, and right for every thread."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.embedders.word_rows import WordRows
from index.embedding import Vectors


class Mapped:
    """Gives each number written out its row, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, words: list[str]) -> Vectors:
        self.asked.append(words)
        return np.array([[float(word), 0.5] for word in words], dtype=np.float32).reshape(-1, 2)


def first_column(rows: Vectors) -> list[float]:
    return [float(value) for value in rows[:, 0]]


def test_rows_come_in_the_order_asked_and_are_worked_out_once() -> None:
    rows, mapped = WordRows(10, 2), Mapped()
    assert first_column(rows.of(["3", "1", "3"], mapped)) == [3, 1, 3]
    assert first_column(rows.of(["1", "2"], mapped)) == [1, 2]
    assert mapped.asked == [["3", "1"], ["2"]]


def test_no_word_has_no_row() -> None:
    assert WordRows(10, 2).of([], Mapped()).shape == (0, 2)


def test_full_it_begins_anew() -> None:
    rows, mapped = WordRows(3, 2), Mapped()
    rows.of(["1", "2", "3"], mapped)
    assert first_column(rows.of(["3", "4"], mapped)) == [3, 4]
    assert first_column(rows.of(["1"], mapped)) == [1]
    assert mapped.asked == [["1", "2", "3"], ["3", "4"], ["1"]]


def test_more_words_than_are_kept_all_have_their_rows() -> None:
    rows, mapped = WordRows(2, 2), Mapped()
    assert first_column(rows.of(["1", "2", "3", "4", "5"], mapped)) == [1, 2, 3, 4, 5]
    assert first_column(rows.of(["9"], mapped)) == [9]


def test_what_was_given_stays_as_it_was() -> None:
    rows, mapped = WordRows(2, 2), Mapped()
    before = rows.of(["1", "2"], mapped)
    before[:] = 0
    rows.of(["7", "8"], mapped)
    assert first_column(rows.of(["1", "2"], mapped)) == [1, 2]


def test_threads_get_the_rows_of_their_words() -> None:
    rows, mapped = WordRows(40, 2), Mapped()

    def ask(first: int) -> bool:
        words = [str((first * 7 + step) % 61) for step in range(12)]
        return first_column(rows.of(words, mapped)) == [float(word) for word in words]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(600)))

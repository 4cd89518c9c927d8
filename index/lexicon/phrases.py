"""Finding known phrases in a sequence of words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Phrases as word sequences, each with the numbers of what it stands for.

    Inverted on the first word: a sequence costs one look-up a word, and one more a phrase length that can start there.
    """

    numbers: dict[tuple[str, ...], tuple[int, ...]]
    lengths: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, phrases: Iterable[tuple[Sequence[str], int]]) -> "PhraseTable":
        """Return the table of these phrases; empty ones are passed over, equal ones put together."""
        numbers: dict[tuple[str, ...], list[int]] = {}
        for phrase, number in phrases:
            if phrase:
                numbers.setdefault(tuple(phrase), []).append(number)
        lengths: dict[str, set[int]] = {}
        for key in numbers:
            lengths.setdefault(key[0], set()).add(len(key))
        return cls(
            {key: tuple(dict.fromkeys(values)) for key, values in numbers.items()},
            {first: tuple(sorted(values, reverse=True)) for first, values in lengths.items()},
        )

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, ...]]:
        """Yield what the phrases in ``words`` stand for, from the left, the longest first; none overlap."""
        at = 0
        while at < len(words):
            length = self.length_at(words, at)
            if length:
                yield self.numbers[tuple(words[at : at + length])]
            at += length or 1

    def length_at(self, words: Sequence[str], at: int) -> int:
        """Return the length of the longest phrase that starts at a position; 0 where there is none."""
        lengths = self.lengths.get(words[at], ())
        return next((length for length in lengths if tuple(words[at : at + length]) in self.numbers), 0)

"""Many short texts looked for in a question at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Needles:
    """Texts, each with the numbers of what it stands for.

    Finding them takes as long as the question is, however many there are: where a letter stands that one of them
    begins with, only pieces of the lengths that they then have are looked up.
    """

    numbers: Mapping[str, tuple[int, ...]]
    lengths: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> "Needles":
        """Return the needles of these texts and numbers; empty texts are passed over, equal ones put together."""
        numbers: dict[str, list[int]] = {}
        for text, number in pairs:
            if text:
                numbers.setdefault(text, []).append(number)
        lengths: dict[str, set[int]] = {}
        for text in numbers:
            lengths.setdefault(text[0], set()).add(len(text))
        return cls(
            {text: tuple(found) for text, found in numbers.items()},
            {first: tuple(sorted(found)) for first, found in lengths.items()},
        )

    def within(self, text: str) -> set[int]:
        """Return the numbers of all needles that stand in a text."""
        pieces = {
            text[at : at + length] for at, first in enumerate(text) for length in self.lengths.get(first, ())
        }  # at the end of the text a piece may be shorter: then it is a needle of its own, or none
        return {number for piece in pieces for number in self.numbers.get(piece, ())}

"""What a free sentence is checked against: a quote and what stands around it."""

import re
from dataclasses import dataclass
from functools import cached_property

from corpus.display import clean
from corpus.japanese.era import find_years
from corpus.japanese.numerals import find_quantities

_SENTENCE_END = re.compile(r"(?<=[。！？])|\n")


@dataclass(frozen=True)
class ClaimSource:
    """A cited quote, ``around`` it the plan's title and the heading path, and the plan's city.

    Numbers must stand in the quote or a heading; names and words may come from around, too.
    """

    quote: str
    around: tuple[str, ...] = ()
    city: str = ""

    @cached_property
    def text(self) -> str:
        """Return the quote without the debris of its conversion; cells are parted by 「 ／ 」."""
        return clean(self.quote, 0, len(self.quote)).text

    @cached_property
    def whole(self) -> str:
        """Return all that names and words may come from."""
        return "\n".join((self.text, *self.around, self.city))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Return the sentences and lines of the quote, in order."""
        return sentences_of(self.text)


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences and lines of a text, in order."""
    return tuple(part for part in _SENTENCE_END.split(text) if part.strip())


def without_numbers(text: str) -> str:
    """Return a text with its years and quantities blanked, units too: they are checked as numbers (48km, R6)."""
    spans = [(year.start, year.end) for year in find_years(text)]
    spans += [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text

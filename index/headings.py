"""What the heading arm searches: the words of the headings above each chunk, and of the plan's title."""

from collections.abc import Iterator
from functools import cache

from corpus.plan import Plan
from index.tokens import words

_HEADING = 2  # times a heading's words count for once that the title's do: BM25 takes it as term frequency


def heading_terms(plan: Plan) -> Iterator[list[str]]:
    """Yield the terms of each chunk's headings, in the order of the chunks; each heading is cut once."""
    cut = cache(words)
    title = words(plan.manifest.title)
    for chunk in plan.chunks:
        yield title + [word for heading in chunk.heading for word in cut(heading)] * _HEADING

"""The sides that open tables leave out: many are ruled between their columns only."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.readers.pdf.drawing import Box
from corpus.readers.pdf.settings import TableRules, settings


def open_sides(edges: Sequence[Box]) -> list[Box]:
    """Return upright rules for tables that have none at their sides, where the level ones end.

    A rule between two columns tells how high the table is; the level rules that it joins tell how wide.
    """
    rules = settings().tables
    level = sorted((edge for edge in edges if edge.top == edge.bottom), key=lambda edge: edge.bottom)
    upright = [edge for edge in edges if edge.top != edge.bottom]
    if len(level) * len(upright) > settings().limits.pairs:
        return []
    sides = [side for edge in upright for side in _sides(edge, level, rules)]
    return [side for side in dict.fromkeys(sides) if not any(_beside(side, edge, rules) for edge in upright)]


def _sides(edge: Box, level: Sequence[Box], rules: TableRules) -> Iterator[Box]:
    """Yield the sides of the rows that a rule between columns runs through."""
    joined = [line for line in level if _joins(line, edge, rules)]
    for above, below in pairwise(joined):
        for one, other in ((above.left, below.left), (above.right, below.right)):
            if abs(one - other) <= rules.snap and abs(one - edge.left) > rules.sliver:
                yield Box(one, above.bottom, one, below.bottom)


def _joins(line: Box, edge: Box, rules: TableRules) -> bool:
    across = line.left - rules.meet <= edge.left <= line.right + rules.meet
    return across and edge.bottom - rules.meet <= line.bottom <= edge.top + rules.meet


def _beside(side: Box, edge: Box, rules: TableRules) -> bool:
    """Return whether a rule is drawn where a side would be."""
    middle = (side.bottom + side.top) / 2
    return abs(side.left - edge.left) <= rules.meet and edge.bottom <= middle <= edge.top

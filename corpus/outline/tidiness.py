"""Whether the Markdown depths of a plan can be trusted: a PDF conversion gives one level many depths."""

from collections.abc import Sequence

from corpus.outline.heading import Heading, HeadingKind


def is_tidy(headings: Sequence[Heading]) -> bool:
    """Return whether Markdown depths can be trusted: no number follows its predecessor only at another depth."""
    last: dict[tuple[str, int], int] = {}
    depths: set[int] = set()
    for heading in headings:
        if heading.kind is HeadingKind.LOOSE:
            return False
        if not heading.numbering or not heading.depth:
            continue
        style, number = heading.numbering.style, heading.numbering.number
        depths.add(heading.depth)
        before = number - 1
        if before and last.get((style, heading.depth)) != before and before in (last.get((style, at)) for at in depths):
            return False
        last[style, heading.depth] = number
    return True

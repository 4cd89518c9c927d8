"""Lines put together to paragraphs and headings: where a blank line belongs, and where one line goes on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from corpus.layout.continuation import ENDS, STARTS, over_gap
from corpus.readers.pdf.headings import Sizes, may_head
from corpus.readers.pdf.items import Item, TextLine
from corpus.readers.pdf.lines import joined
from corpus.readers.pdf.settings import settings
from corpus.readers.pdf.tables import TableItem

_LEAD = 1.8  # of the size, between lines, where a page does not tell
_USUAL = 3.0  # farther apart in sizes: not the lines of one paragraph


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading or table as text, with the page that it starts on, counted from 0.

    ``joins`` is true where it goes on from the part before it, which a page end broke.
    """

    text: str
    page: int
    joins: bool = False


def find_parts(pages: Sequence[Sequence[Item]], sizes: Sizes) -> Iterator[Part]:
    """Yield the parts of a document, in order; each page begins a part of its own."""
    above: Item | None = None
    for number, items in enumerate(pages):
        lead = _lead(items)
        at, first = 0, True
        while at < len(items):
            taken, text = _part(items, at, sizes, lead)
            yield Part(text, number, joins=first and _goes_on(above, items[at], sizes))
            at += taken
            first = False
            above = items[at - 1]


def _part(items: Sequence[Item], at: int, sizes: Sizes, lead: float) -> tuple[int, str]:
    """Return how many items the part that begins at ``at`` takes, and its text."""
    item = items[at]
    if isinstance(item, TableItem):
        return 1, "\n".join("\t".join(row) for row in item.rows)
    if heading := _heading(items, at, sizes):
        text = ""
        for line in heading:
            text = joined(text, line.text)
        level = sizes.level(item) or 1
        return len(heading), f"{'#' * level} {text}"
    lines = [item]
    while (following := _line(items, at + len(lines))) and _same(lines, following, sizes, lead):
        if _heading(items, at + len(lines), sizes):
            break
        lines.append(following)
    return len(lines), "\n".join(_indented(line, lines) for line in lines)


def _line(items: Sequence[Item], at: int) -> TextLine | None:
    item = items[at] if 0 <= at < len(items) else None
    return item if isinstance(item, TextLine) else None


def _heading(items: Sequence[Item], at: int, sizes: Sizes) -> list[TextLine]:
    """Return the lines of the heading that begins at ``at``, or none where no heading does."""
    rules = settings().headings
    first = _line(items, at)
    level = sizes.level(first) if first else None
    if first is None or level is None or not may_head(first, rules):
        return []
    lines = [first, *islice(_alike(items, at, 1, sizes), rules.lines)]
    run = len(lines) + sum(1 for _ in islice(_alike(items, at, -1, sizes), rules.lines))
    if run > rules.lines or (first.size < rules.larger * sizes.body and run > rules.bold_run):
        return []
    whole = [first]
    for line in lines[1:]:
        if STARTS.match(line.text) or not may_head(line, rules) or not _full(whole[-1]):
            break
        whole.append(line)
    return whole if sum(len(line.text) for line in whole) <= rules.longest else []


def _alike(items: Sequence[Item], at: int, step: int, sizes: Sizes) -> Iterator[TextLine]:
    """Yield the lines above (``step`` -1) or below (1) a line that follow each other closely and look like it."""
    line = _line(items, at)
    while line and (other := _line(items, at + step)) and sizes.level(other) == sizes.level(line):
        if not _close(*((line, other) if step > 0 else (other, line))):
            return
        yield other
        line, at = other, at + step


def _close(above: TextLine, line: TextLine) -> bool:
    return 0 < line.y - above.y <= _LEAD * max(above.size, line.size) and above.left == line.left


def _full(line: TextLine) -> bool:
    """Return whether a line runs up to the end of its column."""
    return line.right - line.x1 <= settings().paragraphs.short * line.size


def _same(lines: Sequence[TextLine], line: TextLine, sizes: Sizes, lead: float) -> bool:
    """Return whether ``line`` goes on with the paragraph or list that ``lines`` are."""
    rules = settings().paragraphs
    above = lines[-1]
    distance = (line.y - above.y) / max(above.size, line.size)
    if abs(above.size - line.size) > rules.other_size * line.size:
        return False
    if above.left != line.left or not 0 < distance <= lead * rules.gap or sizes.level(above) != sizes.level(line):
        return False
    inward = (line.x0 - above.x0) / line.size
    if STARTS.match(line.text):
        return STARTS.match(above.text) is not None or STARTS.match(lines[0].text) is not None
    if above.text[-1:] in ENDS and not _full(above):
        return False
    return not (inward > rules.indent and above.text[-1:] in f"{ENDS}」）)")


def _indented(line: TextLine, lines: Sequence[TextLine]) -> str:
    """Return a line with its indent against the others as blanks: an item's lines stand further in than its mark."""
    rules = settings().paragraphs
    left = min(other.x0 for other in lines)
    deep = min(round((line.x0 - left) / line.size), rules.deepest) if line.size else 0
    return "\u3000" * deep + line.text


def _lead(items: Sequence[Item]) -> float:
    """Return the usual distance of lines on a page, in sizes."""
    counts = Counter[int]()
    for above, line in pairwise(items):
        if isinstance(above, TextLine) and isinstance(line, TextLine) and above.size == line.size and line.size > 0:
            distance = (line.y - above.y) / line.size
            if 0 < distance < _USUAL:
                counts[round(distance * 10)] += 1
    return counts.most_common(1)[0][0] / 10 if counts else _LEAD


def _goes_on(above: Item | None, item: Item, sizes: Sizes) -> bool:
    """Return whether the first item of a page goes on from the last one of the page before it."""
    if isinstance(above, TableItem) and isinstance(item, TableItem):
        return len(above.rows[0]) == len(item.rows[0]) and above.rows[0] != item.rows[0]
    if not isinstance(above, TextLine) or not isinstance(item, TextLine):
        return False
    if abs(above.size - item.size) > settings().headings.same_size * item.size or STARTS.match(item.text):
        return False
    if sizes.level(above) != sizes.level(item) or above.text[-1:] in ENDS:
        return False
    long = len(above.text) >= settings().paragraphs.shortest_broken
    return (long and _full(above)) or over_gap(above.text, item.text)

"""Which lines are headings by their looks, and of which level."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout.continuation import ENDS
from corpus.readers.pdf.items import Item, TextLine
from corpus.readers.pdf.settings import HeadingRules, settings

_WORD = re.compile(r"[A-Za-zぁ-んァ-ヺ一-鿿々〆ヶ]")
# What a list or a note opens with; 【現状】 and ■ open headings as well.
_ITEM = re.compile(r"[・･·※*＊‐•▪]|[-+][ \u3000]|[(（]?注[\s0-9０-９:：)）]|[(（]?(?:出典|資料|単位)")
_HALF = 2  # sizes are counted in half points


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size of the running text, and the sizes of headings from the largest; ``bold`` is the bold headings' level.

    Bold letters say nothing where most of the text is bold.
    """

    body: float
    levels: tuple[float, ...]
    bold: int | None

    def level(self, line: TextLine) -> int | None:
        """Return the level of a line as a heading by its size or weight alone, 1 for the largest, or None."""
        rules = settings().headings
        if line.size >= rules.larger * self.body:
            larger = sum(size > line.size * (1 + rules.same_size) for size in self.levels)
            return min(larger + 1, rules.levels)
        small = line.size < self.body * (1 - rules.same_size)
        return self.bold if line.bold and not small else None


def body_size(pages: Sequence[Sequence[Item]]) -> float:
    """Return the size that most letters of running text have, in points; 0 where there are no lines."""
    counts = Counter[int]()
    for items in pages:
        for item in items:
            if isinstance(item, TextLine):
                counts[round(item.size * _HALF)] += len(item.text)
    return counts.most_common(1)[0][0] / _HALF if counts else 0.0


def find_sizes(pages: Sequence[Sequence[Item]]) -> Sizes:
    """Return the sizes of the running text and of the headings of a document."""
    rules = settings().headings
    body = body_size(pages)
    lines = [(at, item) for at, items in enumerate(pages) for item in items if isinstance(item, TextLine)]
    titled = [(at, line) for at, line in lines if line.size >= rules.larger * body and may_head(line, rules)]
    # The title on a cover is larger than every heading and takes no level from them.
    inner = [line.size for at, line in titled if at > 0 or len(pages) <= rules.lines]
    levels = _clusters(inner or [line.size for _, line in titled], rules)
    weight = sum(len(line.text) for _, line in lines)
    bold = sum(len(line.text) for _, line in lines if line.bold)
    deepest = min(len(levels) + 1, rules.levels)
    return Sizes(body, levels, deepest if bold * 3 < weight else None)


def may_head(line: TextLine, rules: HeadingRules) -> bool:
    """Return whether a line's words may be a heading: short, with words, no sentence, no item."""
    text = line.text
    return (
        len(text) <= rules.longest
        and text[-1:] not in f"{ENDS}、，"
        and len(_WORD.findall(text)) >= 2  # noqa: PLR2004 - a figure with its unit has one
        and not _ITEM.match(text)
        and "。" not in text
    )


def _clusters(sizes: Sequence[float], rules: HeadingRules) -> tuple[float, ...]:
    """Return the sizes from the largest, those that are nearly equal once."""
    levels: list[float] = []
    for size in sorted(set(sizes), reverse=True):
        if not levels or size < levels[-1] * (1 - rules.same_size):
            levels.append(size)
    return tuple(levels)

"""Labels of rows that are wrapped over lines, while the figures beside them stand on each line again or once."""

import re
from collections.abc import Sequence

from corpus.japanese.width import fold
from corpus.layout.cells import Cell, Row
from corpus.layout.continuation import opens_label

_DIGIT = re.compile(r"\d")


def with_whole_labels(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those put together whose labels are one: 「人口(住民基本台帳」 and 「4月1日時点)」.

    They are where the label above stops in a bracket or the one below goes on from it, and the row below holds no
    other figures than the one above.
    """
    result: list[Row] = []
    for row in rows:
        if result and _is_rest(result[-1], row):
            result[-1] = Row((*result[-1].lines, *row.lines), wrapped=True, repeated=True)
        else:
            result.append(row)
    return result


def _is_rest(above: Row, row: Row) -> bool:
    cells, first = row.lines[0], above.lines[0]
    if len(row.lines) > 1 or len(cells) > len(first) or not cells[0].text or not first[0].text:
        return False
    label = "".join(line[0].text for line in above.lines if line)
    return opens_label(label, cells[0].text) and _says_nothing_new(first[1:], cells[1:])


def _says_nothing_new(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Return whether the filled cells below repeat those above; one in three may be misread."""
    filled = [(upper, lower) for upper, lower in zip(above, below, strict=False) if lower.text]
    other = [pair for pair in filled if not _same(*pair)]
    return not other or (len(filled) > 3 * len(other) - 1 and all(_DIGIT.search(lower.text) for _, lower in other))


def _same(upper: Cell, lower: Cell) -> bool:
    one, other = fold(upper.text), fold(lower.text)
    return one == other or (bool(_DIGIT.search(other)) and one.startswith(other))

"""The grids that ruled lines make: tables without their text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from corpus.readers.pdf.drawing import Box
from corpus.readers.pdf.settings import settings
from corpus.readers.pdf.sides import open_sides

Cell = tuple[float, float, float, float]  # left, top, right, foot


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: the first row and column that it covers, and where it is on the page."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table, and how many rows and columns its lines make."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    box: Box


def find_grids(edges: Sequence[Box]) -> list[Grid] | None:
    """Return the grids of ruled lines, from above; None where there are too many lines to look at.

    Heights count downwards: a box's ``bottom`` is the smaller one.
    """
    rules, limits = settings().tables, settings().limits
    if len(edges) > 4 * limits.edges:
        return None
    merged = merge_edges([_edge(edge) for edge in edges], rules.snap, rules.snap, rules.snap, rules.snap)
    if len(merged) > limits.edges:
        return None
    merged.extend(_edge(side) for side in open_sides([_box(edge) for edge in merged]))
    crossings = edges_to_intersections(merged, rules.meet, rules.meet)
    if len(crossings) > limits.crossings:
        return None
    cells = intersections_to_cells(crossings)
    return sorted(
        (_grid(part) for table in cells_to_tables(cells) for part in _apart(table)), key=lambda grid: grid.box.bottom
    )


def _edge(box: Box) -> dict[str, float | str]:
    """Return a ruled line as pdfplumber writes it."""
    level = box.right - box.left >= box.top - box.bottom
    return {
        "x0": box.left,
        "x1": box.right,
        "top": box.bottom,
        "bottom": box.top,
        "width": box.right - box.left,
        "height": box.top - box.bottom,
        "orientation": "h" if level else "v",
        "object_type": "line",
    }


def _box(edge: Mapping[str, float]) -> Box:
    return Box(edge["x0"], edge["top"], edge["x1"], edge["bottom"])


def _grid(cells: Sequence[Cell]) -> Grid:
    lefts = sorted({cell[0] for cell in cells})
    tops = sorted({cell[1] for cell in cells})
    rows, columns = {top: at for at, top in enumerate(tops)}, {left: at for at, left in enumerate(lefts)}
    placed = [GridCell(rows[top], columns[x0], Box(x0, top, x1, low)) for x0, top, x1, low in cells]
    box = Box(lefts[0], tops[0], max(cell[2] for cell in cells), max(cell[3] for cell in cells))
    return Grid(tuple(sorted(placed, key=lambda cell: (cell.row, cell.column))), len(tops), len(lefts), box)


def _apart(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Yield the cells of tables that touch each other as tables of their own.

    They touch where no cell reaches over a line between rows and no column goes on below it.
    """
    ordered = sorted(cells, key=lambda cell: cell[1])
    part: list[Cell] = []
    above: set[int] = set()
    for _, group in groupby(ordered, key=lambda cell: cell[1]):
        row = list(group)
        top = row[0][1]
        over = [cell for cell in part if cell[3] > top + settings().tables.snap]
        inner = _inner([*row, *over])
        if part and not over and above and inner and not above & inner:
            yield part
            part = []
        part.extend(row)
        above = inner
    yield part


def _inner(row: Sequence[Cell]) -> set[int]:
    """Return where the cells of a row begin, the first aside."""
    lefts = {round(cell[0]) for cell in row}
    return lefts - {min(lefts)}

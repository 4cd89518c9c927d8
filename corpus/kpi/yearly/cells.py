"""The cells of a row by what they say: a value, a word, nothing, a mark of a schedule, a text."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from corpus.japanese.width import fold
from corpus.kpi.values import CellValue, read_value
from corpus.kpi.yearly.words import words
from corpus.layout.cells import Cell, Row


class Says(Enum):
    """What a cell says."""

    BLANK = "blank"
    NOTHING = "nothing"  # 「/」 holds the place of a value
    VALUE = "value"
    WORD = "word"  # 維持 stands for a value
    MARK = "mark"  # ⇒ belongs to a schedule
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Read:
    """A cell of a table, what it says, and its value where it says one."""

    cell: Cell
    says: Says
    value: CellValue | None = None

    @property
    def filled(self) -> bool:
        """Return whether anything stands in the cell."""
        return self.says is not Says.BLANK

    @property
    def stated(self) -> bool:
        """Return whether the cell states a value, or a word that stands for one."""
        return self.says in (Says.VALUE, Says.WORD)


def read_cells(row: Row) -> list[Read]:
    """Return the cells of a row's first line as read, in order."""
    return [Read(cell, *_said(cell.text)) for cell in row.lines[0]]


@lru_cache(maxsize=8192)
def _said(text: str) -> tuple[Says, CellValue | None]:
    folded = fold(text)
    if not folded:
        return Says.BLANK, None
    if folded in words().marks:
        return Says.MARK, None
    if folded in words().nothing:
        return Says.NOTHING, None
    value = None if words().code.match(folded) else read_value(text)
    if value is None:
        return Says.TEXT, None
    return (Says.WORD if value.value is None else Says.VALUE), value

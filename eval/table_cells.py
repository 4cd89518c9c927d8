"""Columns and cells of a table of questions: heads and words by ``importing.toml``."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.japanese.width import fold
from eval.errors import RowsError

_FILE = Path(__file__).with_name("importing.toml")
_PARTS = re.compile(r"[；;\n]")


class TableColumns(BaseModel):
    """The content of ``importing.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heads: dict[str, tuple[str, ...]]
    defaults: dict[str, str]
    words: dict[str, dict[str, tuple[str, ...]]]


class CellError(ValueError):
    """A cell that cannot be taken; the message names its column."""


@cache
def table_columns() -> TableColumns:
    """Return the heads and words that a table may use, from ``importing.toml``."""
    return TableColumns.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


class Cells:
    """The cells of one row by column; words come back as the values that question sets use."""

    def __init__(self, columns: Sequence[str], cells: Sequence[str]) -> None:
        self._cells = dict(zip(columns, cells, strict=False))
        self.surplus = [cell for cell in cells[len(columns) :] if cell]

    def text(self, column: str) -> str:
        """Return a cell, empty where the table has no such column."""
        return self._cells.get(column, "")

    def parts(self, column: str) -> list[str]:
        """Return the parts of a cell that ； or line ends separate."""
        return [part.strip() for part in _PARTS.split(self.text(column)) if part.strip()]

    def word(self, column: str) -> str:
        """Return the value that a cell's word stands for, the default where it is empty.

        Raises:
            CellError: the word stands for none.

        """
        text = self.text(column)
        if not text:
            return table_columns().defaults.get(column, "")
        words = table_columns().words[column]
        found = [value for value, spellings in words.items() if fold(text) in map(fold, (value, *spellings))]
        if not found:
            known = "、".join(spellings[0] for spellings in words.values())
            raise CellError(f"{head_of(column)}: 「{text}」 is none of {known}")
        return found[0]


def head_of(column: str) -> str:
    """Return the Japanese head of a column."""
    return table_columns().heads[column][0]


def columns_of(path: Path, number: int, head: Sequence[str]) -> list[str]:
    """Return the columns of a table in order.

    Raises:
        RowsError: a head is unknown or stands twice, or there is none for the question.

    """
    known = {fold(spelling): column for column, spellings in table_columns().heads.items() for spelling in spellings}
    while head and not head[-1]:
        head = head[:-1]
    strange = [cell for cell in head if fold(cell) not in known]
    columns = [known[fold(cell)] for cell in head if fold(cell) in known]
    bad = [f"{path}:{number}: unknown column 「{cell}」; docs/evaluation.md lists them" for cell in strange]
    bad += [
        f"{path}:{number}: column {head_of(one)} stands twice" for one in sorted(set(columns)) if columns.count(one) > 1
    ]
    if "question" not in columns:
        bad.append(f"{path}:{number}: no column {head_of('question')}; the first row names the columns")
    if bad:
        raise RowsError(tuple(bad))
    return columns


def at_column(problem: str) -> str:
    """Return a problem with the table's head for the first key that it names."""
    key, _, rest = problem.partition(": ")
    names = [head_of(part) for part in key.split(".") if part in table_columns().heads]
    return f"{names[-1] if names else key}: {rest}"

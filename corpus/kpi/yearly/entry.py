"""Rows of tables by year on their way to records: names, cells, place."""

from dataclasses import dataclass

from corpus.kpi.names import Names
from corpus.kpi.record import KpiTable
from corpus.kpi.ways import Run


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that states values: ``block`` is its table's number, ``start``/``end`` its span in the plan's text.

    ``planned`` is the place, among the entries, of the row that says the targets of the same indicator.
    """

    block: int
    table: KpiTable
    names: Names
    run: Run
    start: int
    end: int
    planned: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that states values and was not taken, where it starts, and why."""

    start: int
    reason: str

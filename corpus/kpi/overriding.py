"""``kpi.csv`` over what extraction found, cell by cell: a person has the last word.

A row and a found record speak of one cell where table, indicator, fiscal year and kind are equal, and period, field,
issue and project id are each equal or empty on one side; without a fiscal year the period is all that tells times
apart and must be equal. Names are compared folded (「ＫＰＩ数」 = 「kpi数」), project ids as sets.

A row that names a found cell in full takes it. Otherwise it takes the one cell that it fits; where it fits several, or
one that another row has taken, it is guessed at no further: the row is added and what was found stays.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from corpus.japanese.width import fold
from corpus.kpi.record import KpiRecord

_REMOVED = "-"  # the raw cell of a row without value that takes the found cell away

_Key = tuple[Hashable, ...]
_Names = tuple[frozenset[str], ...]


def overridden(found: tuple[KpiRecord, ...], rows: tuple[KpiRecord, ...]) -> tuple[KpiRecord, ...]:
    """Return the records of a plan: what was found, each overridden cell replaced by its row, then the other rows.

    A row stands in the place of the first record it replaces; rows of new cells follow in file order. A row with
    the raw cell 「-」 and no value removes the cell it names and is not stated itself. Where nothing was found, as in
    a plan whose ``kpi.csv`` is complete, there is nothing to remove: the rows are returned as they are.
    """
    if not found:
        return rows
    takers = _takers(found, rows)
    placed: set[int] = set()
    stated: list[KpiRecord] = []
    for record in found:
        number = takers.get(_cell(record))
        if number is None:
            stated.append(record)
        elif number not in placed:
            placed.add(number)
            stated.extend(_said(rows[number]))
    added = (row for number, row in enumerate(rows) if number not in placed)
    return (*stated, *(one for row in added for one in _said(row)))


def removes(row: KpiRecord) -> bool:
    """Return whether a row of ``kpi.csv`` takes a found cell away: no value, no qualifier, raw 「-」 (or 「－」)."""
    return row.value is None and not row.qualifier and fold(row.raw) == _REMOVED


def idle_removals(found: tuple[KpiRecord, ...], rows: tuple[KpiRecord, ...]) -> tuple[KpiRecord, ...]:
    """Return the rows that mean to remove a cell but fit none, or several: to be told, for they do nothing.

    None where nothing was found at all: there 「-」 is what a cell says.
    """
    taking = set(_takers(found, rows).values())
    return tuple(row for number, row in enumerate(rows) if found and removes(row) and number not in taking)


def _said(row: KpiRecord) -> tuple[KpiRecord, ...]:
    return () if removes(row) else (row,)


def _takers(found: Sequence[KpiRecord], rows: Sequence[KpiRecord]) -> dict[_Key, int]:
    """Return, by the cell that was found, the number of the row that takes it."""
    cells: dict[_Key, dict[_Key, KpiRecord]] = defaultdict(dict)
    for record in found:
        cells[_series_point(record)].setdefault(_cell(record), record)
    takers: dict[_Key, int] = {}
    for number, row in enumerate(rows):
        if _cell(row) in cells.get(_series_point(row), {}):
            takers.setdefault(_cell(row), number)
    exact = set(takers.values())
    for number, row in enumerate(rows):
        fitting = [cell for cell, one in cells.get(_series_point(row), {}).items() if _fits(_names(row), _names(one))]
        if number not in exact and len(fitting) == 1:
            takers.setdefault(fitting[0], number)
    return takers


def _series_point(record: KpiRecord) -> _Key:
    time = record.fiscal_year if record.fiscal_year is not None else fold(record.period)
    return (record.table, fold(record.indicator), time, record.kind)


def _cell(record: KpiRecord) -> _Key:
    return (*_series_point(record), *_names(record))


def _names(record: KpiRecord) -> _Names:
    projects = frozenset(fold(part) for part in record.project_id.split(";") if part.strip())
    return (*map(_name, (record.field, record.issue, record.period)), projects)


def _name(text: str) -> frozenset[str]:
    return frozenset((fold(text),)) if text.strip() else frozenset()


def _fits(names: Iterable[frozenset[str]], others: Iterable[frozenset[str]]) -> bool:
    return all(not one or not other or one == other for one, other in zip(names, others, strict=True))

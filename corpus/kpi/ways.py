"""Ways to lay the cells of a row on the years of its table's heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.kpi.record import KpiKind
from corpus.kpi.yearly.cells import Read, Says
from corpus.kpi.yearly.words import words
from corpus.kpi.years import YearColumn
from corpus.layout.cells import Cell
from corpus.remarks.evidence import EvidenceCode, edit_said

Series = dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class Run:
    """The cells that follow a row's label (予定) or its indicator's name, to be laid on ``slots``.

    ``stop`` is the first cell behind the values: a text or the first mark of a schedule, which ``ends_in_mark``
    tells; len(cells) where the row just ends. ``offset`` is how far right of the heading's first year the first cell
    stands, None where the heading is not of this table. ``anchor`` names the primary evidence.
    """

    slots: tuple[YearColumn, ...]
    cells: tuple[Read, ...]
    stop: int
    ends_in_mark: bool
    offset: int | None
    anchor: str
    comment_years: frozenset[int] = frozenset()

    @property
    def ended(self) -> bool:
        """Return whether something stands behind the values, so that their number is known."""
        return self.stop < len(self.cells)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to lay a run's cells on its slots: ``edit`` says what was put back or taken out, "" for nothing."""

    edit: str
    cells: tuple[Read, ...]
    surplus: tuple[Read, ...]
    moved: int  # blanks taken out before the first cell, negative for cells put back

    def values(self, run: Run, kind: KpiKind) -> Series:
        """Return the values of a kind by year."""
        pairs = zip(run.slots, self.cells, strict=False)
        return {
            slot.year: read.value.value
            for slot, read in pairs
            if slot.kind is kind and read.value is not None and read.value.value is not None
        }


def ways(run: Run) -> Iterator[Way]:
    """Yield the ways to lay the cells: as they stand, then without leading blanks, with cells put back, without a gap.

    The first is always the literal one.
    """
    cells = run.cells[: run.stop]
    yield _way(run, "", cells, 0)
    for count in range(1, words().evidence.most_dropped + 1):
        if len(cells) > count and not any(read.filled for read in cells[:count]):
            yield _way(run, edit_said(EvidenceCode.BLANKS_OUT, count=count), cells[count:], count)
    blank = Read(Cell(0, ""), Says.BLANK)
    for count in range(1, words().evidence.most_added + 1):
        yield _way(run, edit_said(EvidenceCode.CELLS_BACK, count=count), (*(blank,) * count, *cells), -count)
    for at in _gaps(cells):
        yield _way(run, edit_said(EvidenceCode.BLANK_OUT, at=at - len(cells)), (*cells[:at], *cells[at + 1 :]), 0)


def _gaps(cells: Sequence[Read]) -> Iterator[int]:
    for at, read in enumerate(cells):
        inside = at and any(other.filled for other in cells[:at]) and any(other.filled for other in cells[at:])
        if inside and not read.filled and cells[at - 1].filled:
            yield at


def _way(run: Run, edit: str, cells: Sequence[Read], moved: int) -> Way:
    count = len(run.slots)
    surplus = tuple(read for read in cells[count:] if read.filled and read.says is not Says.NOTHING)
    return Way(edit, tuple(cells[:count]), surplus, moved)

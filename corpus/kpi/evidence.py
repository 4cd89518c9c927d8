"""Which year each cell of a row belongs to: ways to lay the cells on the years, and what speaks for each.

PDF conversion moves cells: rows start at another column than their heading, lose blank cells or gain some. A way is
certain where two pieces of evidence agree on it and none contradicts; the best of the others is kept as uncertain.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.kpi.record import KpiKind
from corpus.kpi.ways import Run, Series, Way, ways
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from elsewhere when a run is resolved.

    ``last`` is the last year that actual values are reported for; ``sibling`` the first planned year of the same
    indicator's other row, and ``comments`` the years from which its remarks say that it holds. ``matches`` names the
    other table that repeats these values, "" where none does; ``neighbours`` are repairs that are certain for other
    rows of the same table.
    """

    last: int | None = None
    sibling: int | None = None
    comments: frozenset[int] = frozenset()
    matches: Callable[[dict[KpiKind, Series]], str] = lambda _: ""
    neighbours: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The best way of a run: what speaks for it and against it; ``sure`` tells for each slot whether it is certain."""

    way: Way
    evidence: tuple[str, ...]
    against: tuple[str, ...]
    sure: tuple[bool, ...]

    @property
    def certain(self) -> bool:
        """Return whether the way as a whole is certain."""
        return any(self.sure) and not self.against


@dataclass(frozen=True, slots=True)
class _Weighed:
    way: Way
    weak: tuple[str, ...]
    strong: tuple[str, ...]
    against: tuple[str, ...]
    score: int

    @property
    def certain(self) -> bool:
        said = len(self.weak) + 2 * len(self.strong)
        enough = said >= 2 if not self.way.edit or self.strong else False  # noqa: PLR2004 - two agree
        return enough and not self.against


def resolve(run: Run, known: Known) -> Resolved:
    """Return the way that most speaks for; among equals the one that changes nothing."""
    weighed = [_weigh(run, way, known) for way in ways(run)]
    best = max(weighed, key=lambda item: (item.certain, item.score))
    rivals = (item for item in weighed if item.certain and item.score >= best.score)
    if any(not _same(run, item.way, best.way) for item in rivals):
        best = replace(best, against=(*best.against, _RIVAL))
    sure = _sure(run, best, weighed[0], known)
    return Resolved(best.way, (*best.weak, *best.strong), best.against, sure)


def _same(run: Run, one: Way, other: Way) -> bool:
    return all(one.values(run, kind) == other.values(run, kind) for kind in KpiKind)


def _weigh(run: Run, way: Way, known: Known) -> _Weighed:
    weak = tuple(_weak(run, way, known))
    strong = tuple(_strong(run, way, known))
    against = tuple(_against(run, way, known))
    late = _late(run, way, known.last)
    early = known.sibling is not None and (first := _first(run, way)) is not None and first < known.sibling
    if any(said in strong for said in _TABLES) or (not way.edit and _filled(run, way)):
        against = tuple(item for item in against if item not in (_LATE, _LOST))
    others = sum(item != _LATE for item in against)
    cost = 2 * (others + late + early) + _lone(run, way) + bool(way.edit)
    return _Weighed(way, weak, strong, against, len(weak) + 2 * len(strong) - cost)


_LATE = EvidenceCode.LATE.template
_LOST = EvidenceCode.LOST.template
_TEXT = EvidenceCode.TEXT.template
_RIVAL = EvidenceCode.RIVAL.template
_SURPLUS = EvidenceCode.SURPLUS.template
_TABLES = (EvidenceCode.ACTIVITY_TABLE.template, EvidenceCode.KPI_TABLE.template)


def _weak(run: Run, way: Way, known: Known) -> Iterator[str]:
    if not way.edit:
        yield run.anchor
    if run.offset is not None and run.offset + way.moved == 0 and not way.edit.startswith("a blank"):
        yield line_of(EvidenceCode.COLUMN)
    if _filled(run, way):
        yield line_of(EvidenceCode.FILLED)
    if known.last is not None and known.last == max(way.values(run, KpiKind.ACTUAL), default=None):
        yield line_of(EvidenceCode.LAST)
    if known.sibling is not None and _first(run, way) == known.sibling:
        yield line_of(EvidenceCode.SIBLING)


def _strong(run: Run, way: Way, known: Known) -> Iterator[str]:
    if repeated := known.matches({kind: way.values(run, kind) for kind in KpiKind}):
        yield repeated
    first = _first(run, way)
    if way.edit and first in run.comment_years | known.comments and first == known.sibling:
        yield line_of(EvidenceCode.COMMENT)
    reported = known.last is not None and known.last == max(way.values(run, KpiKind.ACTUAL), default=None)
    if way.edit and reported and (way.edit in known.neighbours or _filled(run, way)):
        yield line_of(EvidenceCode.NEIGHBOURS if way.edit in known.neighbours else EvidenceCode.EACH_YEAR)


def _against(run: Run, way: Way, known: Known) -> Iterator[str]:
    if _late(run, way, known.last):
        yield _LATE
    laid = run.stop - way.moved - (way.edit.startswith("a blank"))
    if run.ended and laid < len(run.slots):
        yield _LOST if run.ends_in_mark else _TEXT
    last = next((read.value for read in way.cells[::-1] if read.value is not None), None)
    if any(last is None or read.value is None or read.value.value != last.value for read in way.surplus):
        yield _SURPLUS


def _filled(run: Run, way: Way) -> bool:
    """Return whether the cells up to the text or mark behind them are just as many as the years."""
    laid = run.stop - way.moved - (way.edit.startswith("a blank"))
    first = not way.moved or (bool(way.cells) and way.cells[0].filled)
    return run.ended and laid == len(run.slots) and first


def _late(run: Run, way: Way, last: int | None) -> int:
    """Return by how many years the actual values go on after the last reported year."""
    if last is None:
        return 0
    return max(0, max(way.values(run, KpiKind.ACTUAL), default=last) - last)


def _lone(run: Run, way: Way) -> int:
    """Return how many years have an actual value and a blank where their target should stand."""
    planned = {slot.year for slot in run.slots if slot.kind is KpiKind.TARGET}
    return len((way.values(run, KpiKind.ACTUAL).keys() & planned) - way.values(run, KpiKind.TARGET).keys())


def _first(run: Run, way: Way) -> int | None:
    """Return the first year that has a value, for rows of one kind."""
    if len({slot.kind for slot in run.slots}) > 1:
        return None
    return next((slot.year for slot, read in zip(run.slots, way.cells, strict=False) if read.stated), None)


def _sure(run: Run, best: _Weighed, literal: _Weighed, known: Known) -> tuple[bool, ...]:
    """Return for each slot whether its cell is certain.

    Of a row that is doubtful only behind a gap, the cells before it are certain, as are those of a row that lost
    blanks behind the last reported year.
    """
    count = len(run.slots)
    whole = best.certain
    firm = max(_before_gap(best, literal), _complete(run, best, known))
    sure = [whole or at < firm for at in range(count)]
    late = [known.last is not None and slot.kind is KpiKind.ACTUAL and slot.year > known.last for slot in run.slots]
    return tuple(yes and not after for yes, after in zip(sure, late, strict=True))


def _before_gap(best: _Weighed, literal: _Weighed) -> int:
    """Return how many cells from the first on the best way lays as they stand."""
    if best.against or not best.weak or not best.way.edit:
        return 0
    pairs = zip(best.way.cells, literal.way.cells, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one is not other), 0)


def _complete(run: Run, best: _Weighed, known: Known) -> int:
    """Return how many cells from the first on are filled up to the next target, where later ones were lost."""
    if best.way.edit or known.last is None or _LOST not in best.against:
        return 0
    upto = sum(slot.year <= known.last for slot in run.slots)
    if upto == 0 or not all(read.filled for read in best.way.cells[:upto]) or len(best.way.cells) < upto:
        return 0
    return upto + (upto < len(run.slots) and run.slots[upto].kind is KpiKind.TARGET)

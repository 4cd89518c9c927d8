"""What entries state beside their words, inverted: project ids, names, units, and the years with a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.kpis.entry import Entry
from assistant.kpis.name_index import NameIndex
from assistant.kpis.scope import Groups, Lists, Places, Scope
from assistant.kpis.series import ACTUAL, PLANNED
from assistant.kpis.units import fits_unit, is_of_people, unit_asked
from assistant.kpis.wanted import Wanted
from assistant.needles import Needles
from corpus.japanese.width import fold
from corpus.kpi.record import KpiKind, KpiTable

_SHORTEST_ID = 3  # letter and number


@dataclass(frozen=True, slots=True)
class Names:
    """The different names with how they are read, and the entries of each; ``of_entry`` has each entry's number.

    ``same`` has a number that entries of one name share, however it is read.
    """

    index: NameIndex
    of_entry: NDArray[np.int32]
    same: NDArray[np.int32]
    entries: Lists

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Names":
        """Return the names of these entries."""
        numbers: dict[tuple[str, str], int] = {}
        of_entry = [numbers.setdefault((one.name, one.kana), len(numbers)) for one in entries]
        letters: dict[str, int] = {}
        same = [letters.setdefault(one.name, len(letters)) for one in entries]
        own: list[list[int]] = [[] for _ in numbers]
        for at, number in enumerate(of_entry):
            own[number].append(at)
        index = NameIndex.of([name for name, _ in numbers], [kana for _, kana in numbers])
        return cls(index, np.array(of_entry, dtype=np.int32), np.array(same, dtype=np.int32), Lists.of(own))

    def said(self, folded: str, scope: Scope) -> Places:
        """Return where in a scope the entries stand whose name a folded text says; an empty text says none."""
        if not folded:
            return np.zeros(0, dtype=np.int64)
        among = None if scope.whole else {*self.of_entry[scope.places].tolist()}
        return self._places(sorted(self.index.said(folded, among)), scope)

    def other_brackets(self, own: str, text: str, scope: Scope) -> Places:
        """Return where the entries stand whose brackets hold what ``own`` says, behind a name that ``text`` says."""
        parted = ((at, *name.partition("(")[::2]) for at, name in enumerate(self.index.names) if "(" in name)
        found = [at for at, before, inside in parted if inside and inside.rstrip(")") in own and before in text]
        return self._places(found, scope)

    def _places(self, numbers: Sequence[int], scope: Scope) -> Places:
        if not numbers:
            return np.zeros(0, dtype=np.int64)
        starts, values = self.entries.starts, self.entries.values
        own = np.concatenate([values[starts[number] : starts[number + 1]] for number in numbers]).astype(np.int64)
        return scope.inside(np.sort(own))


@dataclass(frozen=True, slots=True)
class Facts:
    """Project ids, units, tables, names that count people, and by year what was measured and what is planned."""

    project_ids: tuple[str, ...]
    projects: Needles
    of_project: Groups[int]
    units: Groups[str]
    of_kpis: NDArray[np.bool_]
    of_people: NDArray[np.bool_]
    measured: Groups[int]
    planned: Groups[int]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Facts":
        """Return the facts of these entries."""
        numbers: dict[str, int] = {}
        ids = [(numbers.setdefault(one, len(numbers)), at) for at, entry in enumerate(entries) for one in _ids(entry)]
        return cls(
            tuple(numbers),
            Needles.of(numbers.items()),
            Groups.of(ids),
            Groups.of((entry.series.unit, at) for at, entry in enumerate(entries)),
            np.array([entry.series.table is KpiTable.KPI for entry in entries], dtype=np.bool_),
            np.array([is_of_people(entry.series.indicator) for entry in entries], dtype=np.bool_),
            Groups.of((year, at) for at, entry in enumerate(entries) for year in entry.series.years(ACTUAL)),
            Groups.of((year, at) for at, entry in enumerate(entries) for year in entry.series.years(PLANNED)),
        )

    def by_project(self, folded: str, scope: Scope) -> Places:
        """Return where in a scope the entries stand whose project id a folded question names."""
        said = (at for at in self.projects.within(folded) if _stands(self.project_ids[at], folded))
        return scope.inside(self.of_project.having(said))

    def in_asked_unit(self, wanted: Wanted, scope: Scope) -> Places:
        """Return where in a scope the entries stand that are counted in a unit that is asked for."""
        if not wanted.units:
            return np.zeros(0, dtype=np.int64)
        return scope.inside(self.units.having(unit for unit in self.units.places if unit_asked(unit, wanted)))

    def fitting(self, wanted: Wanted, scope: Scope) -> NDArray[np.bool_]:
        """Return for each entry of a scope whether it may answer in an asked unit, as ``units.fits`` tells."""
        if not wanted.units:
            return np.ones(len(scope), dtype=np.bool_)
        kept = [unit for unit in self.units.places if fits_unit(unit, wanted, of_people=False)]
        found = scope.marks(self.units.having(kept))
        if fits_unit("", wanted, of_people=True):
            found |= scope.marks(self.units.having([""])) & self.of_people[scope.places]
        return found

    def recorded(self, wanted: Wanted, scope: Scope) -> NDArray[np.bool_]:
        """Return for each entry of a scope whether it has a value of an asked year and kind; True without a year."""
        if not wanted.years.years:
            return np.ones(len(scope), dtype=np.bool_)
        kinds = (self.planned,) if wanted.kind is KpiKind.TARGET else (self.measured, self.planned)
        found = np.zeros(len(scope), dtype=np.bool_)
        for kind in kinds:
            found |= scope.marks(kind.having(wanted.years.covered))
        return found


def _ids(entry: Entry) -> Iterator[str]:
    """Yield the project ids of an entry, folded; those that are too short to be told in a sentence are none."""
    return (fold(one) for one in entry.series.project_id.split(";") if len(one) >= _SHORTEST_ID)


def _stands(project_id: str, folded: str) -> bool:
    """Return whether an id stands in a question, and not as the beginning of a longer one."""
    at = folded.find(project_id)
    rest = folded[at + len(project_id) :]
    return at >= 0 and not (rest[:1].isdigit() or (rest[:1] in "-/" and rest[1:2].isalnum()))

"""All KPI series that an asker may see, with what is needed to match them with a question."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from assistant.kpis.columns import TextColumns, WordColumns
from assistant.kpis.entries import entries_of
from assistant.kpis.entry import Entry
from assistant.kpis.facts import Facts, Names
from assistant.kpis.fields import FieldIndex
from assistant.kpis.names import longest_of, spelled, spellings
from assistant.kpis.scope import Scope
from assistant.kpis.series import Series
from assistant.kpis.written import Written
from assistant.turn import KpiSeries
from corpus.access import Access
from corpus.kpi.record import KpiTable
from index.embedding import Embedder
from index.reader import IndexReader

__all__ = ["Catalog", "Catalogs", "Entry"]


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries in the order of their keys, and what they are found by: built once, for one access level.

    ``plans`` are the positions of each plan's entries, ``spellings`` the words of the names by how they are read.
    """

    entries: tuple[Entry, ...]
    plans: Mapping[str, range]
    texts: TextColumns
    words: WordColumns
    names: Names
    fields: FieldIndex
    facts: Facts
    spellings: Mapping[str, str]
    longest_spelling: int
    written: Written

    @classmethod
    def of(cls, index: IndexReader, access: Access, embedder: Embedder) -> "Catalog":
        """Return the catalog of all KPI series in an index that this access sees."""
        entries = entries_of(index, access)
        known = spellings(dict.fromkeys(one.series.indicator for one in entries))
        return cls(
            entries,
            _plans(entries),
            TextColumns.of([one.texts for one in entries], embedder),
            WordColumns.of([one.name_words for one in entries], [one.all_words for one in entries], embedder),
            Names.of(entries),
            FieldIndex.of(entries),
            Facts.of(entries),
            known,
            longest_of(known),
            Written.of(
                [
                    *((one.series.plan_id, one.series.indicator) for one in entries),
                    *((one.series.plan_id, text) for one in entries for text in one.texts),
                ]
            ),
        )

    def scope(self, plan_ids: Sequence[str]) -> Scope:
        """Return the entries of these plans, of all where none are given."""
        if not plan_ids:
            return Scope(np.arange(len(self.entries)), whole=True)
        return self.scope_of(self.plans[one] for one in sorted({*plan_ids} & self.plans.keys()))

    def scope_of(self, ranges: Iterable[range]) -> Scope:
        """Return the entries of ascending ranges of positions."""
        return Scope(np.concatenate([np.arange(0), *(np.arange(one.start, one.stop) for one in ranges)]), whole=False)

    def series_of(self, shown: Iterable[KpiSeries]) -> list[Series]:
        """Return the series that an answer shows, each once, in its order."""
        keys = dict.fromkeys(map(_key, shown))
        ranges = (self.plans[plan_id] for plan_id in {key[0] for key in keys} & self.plans.keys())
        own = {self.entries[at].series.key: self.entries[at].series for places in ranges for at in places}
        return [own[found] for plan_id, table, *rest in keys if (found := (plan_id, KpiTable(table), *rest)) in own]

    def spelled(self, text: str, plan_ids: Sequence[str] = ()) -> str:
        """Return a text with words that it spells in kana, or in Latin letters, as these plans' names write them."""
        return self.written.respelled(spelled(text, self.spellings, self.longest_spelling), plan_ids)


def _key(series: KpiSeries) -> tuple[str, str, str, str, str, str]:
    return series.plan_id, series.table, series.field, series.issue, series.indicator, series.project_id


def _plans(entries: Sequence[Entry]) -> dict[str, range]:
    found, first = {}, 0
    for plan_id, own in groupby(entries, key=lambda one: one.series.plan_id):
        end = first + sum(1 for _ in own)
        found[plan_id], first = range(first, end), end
    return found


@dataclass(slots=True)
class Catalogs:
    """The catalogs of one open index, made at the first question of each access level.

    Levels that see the same plans share one: it may be large, and every plan's access is one level for all it holds.
    """

    index: IndexReader
    embedder: Embedder
    made: dict[Access, Catalog] = field(default_factory=dict)
    making: threading.Lock = field(default_factory=threading.Lock)

    def of(self, access: Access) -> Catalog:
        """Return the catalog for an access level."""
        with self.making:
            if access not in self.made:
                self.made[access] = self._shared(access) or Catalog.of(self.index, access, self.embedder)
            return self.made[access]

    def _shared(self, access: Access) -> Catalog | None:
        seen = self._plan_ids(access)
        return next((made for level, made in self.made.items() if self._plan_ids(level) == seen), None)

    def _plan_ids(self, access: Access) -> list[str]:
        return [plan.manifest.id for plan in self.index.plans(access=access)]

"""All KPI series that an asker may see, with what is needed to match them with a question."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.kpis.names import kana_of, spellings
from assistant.kpis.series import Series, grouped
from corpus.access import Access
from corpus.japanese.width import fold
from index.embedding import Embedder, Vectors
from index.reader import IndexReader
from index.tokens import words

_SHORTEST_ISSUE = 5  # letters; a shorter name stands in too many places
_NEAR = 400  # letters behind an issue in which its first project stands
_CODE = re.compile(r"【([^\W\d_]{2,8})\d")
_PLACED = 60  # letters of a section's title that may be an issue


@dataclass(frozen=True, slots=True)
class Entry:
    """A series with its words: those of its name, and those of what is said about it.

    ``fields`` are the field's names: its own, and the titles over its issue's section. ``texts`` is where the name
    comes first, then field and issue, definition, formula and project, each where there is one. ``kana`` is how its
    name is read, "" where that is short.
    """

    series: Series
    name: str
    name_words: tuple[str, ...]
    fields: tuple[str, ...]
    all_words: frozenset[str]
    texts: tuple[str, ...]
    kana: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The entries in the order of their keys; ``vectors`` has one row a text, ``starts`` where each entry's begin.

    ``spellings`` are the words of their names by how they are read.
    """

    entries: tuple[Entry, ...]
    vectors: Vectors
    starts: tuple[int, ...]
    spellings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, index: IndexReader, access: Access, embedder: Embedder) -> "Catalog":
        """Return the catalog of all KPI series in an index that this access sees."""
        plan_ids = [plan.manifest.id for plan in index.plans(access=access)]
        indicators = [(plan_id, one) for plan_id in plan_ids for one in index.indicators(plan_id, access=access)]
        above = {plan_id: _titles_above(index, plan_id, access) for plan_id in plan_ids}
        series = grouped(index.kpis(access=access), indicators)
        searched = dict.fromkeys(one.plan_id for one in series if _has_codes_behind(one))
        texts_of = {plan_id: index.text(plan_id, access=access) or "" for plan_id in searched}
        entries = tuple(
            _entry(one, above[one.plan_id], _codes_behind(texts_of.get(one.plan_id, ""), one)) for one in series
        )
        texts = [text for entry in entries for text in entry.texts]
        vectors = embedder.encode_document(texts) if texts else np.zeros((0, embedder.dimension), dtype=np.float32)
        starts = np.cumsum([0, *(len(entry.texts) for entry in entries)]).tolist()
        known = spellings(dict.fromkeys(one.indicator for one in series))
        return cls(entries, vectors, tuple(starts), known)


def _titles_above(index: IndexReader, plan_id: str, access: Access) -> dict[str, tuple[str, ...]]:
    """Return for each section's title the titles right over sections of that title."""
    found: dict[str, dict[str, None]] = {}
    for section in index.sections(plan_id, access=access):
        for over, title in zip(section.heading, section.heading[1:], strict=False):
            if len(over) <= _PLACED:
                found.setdefault(fold(title), {})[over] = None
    return {title: tuple(over) for title, over in found.items()}


def _has_codes_behind(series: Series) -> bool:
    return not series.field and len(series.issue) >= _SHORTEST_ISSUE


def _codes_behind(text: str, series: Series) -> tuple[str, ...]:
    """Return the letters of the project ids that follow an issue's name: 保福 of 【保福1-a-1-3】. None with a field."""
    if not _has_codes_behind(series):
        return ()
    places = (found.end() for found in re.finditer(re.escape(series.issue), text))
    found = (_CODE.search(text, at, at + _NEAR) for at in places)
    return tuple(dict.fromkeys(code[1] for code in found if code))


def _entry(series: Series, above: dict[str, tuple[str, ...]], codes: tuple[str, ...]) -> Entry:
    about = series.about
    fields = tuple(dict.fromkeys(filter(None, (series.field, *above.get(fold(series.issue), ()), *codes))))
    said = [about.definition, about.formula, about.project_name] if about else []
    texts = (series.indicator, *filter(None, [" ".join(filter(None, (series.field, series.issue))), *said]))
    name_words = tuple(dict.fromkeys(words(series.indicator)))
    everything = frozenset(word for text in (*texts, *fields) for word in words(text))
    kana = kana_of(series.indicator)
    return Entry(series, fold(series.indicator), name_words, fields, everything, texts, kana)


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


def chosen(catalog: Catalog, plan_ids: Sequence[str]) -> list[int]:
    """Return the positions of the entries of these plans, of all where none are given."""
    return [at for at, entry in enumerate(catalog.entries) if not plan_ids or entry.series.plan_id in plan_ids]

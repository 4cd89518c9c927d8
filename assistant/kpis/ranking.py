"""Which indicators a question means: by name, in everyday words, by project id or field."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.kpis.catalog import Catalog, Entry, chosen
from assistant.kpis.fields import named_fields
from assistant.kpis.names import names_said
from assistant.kpis.series import ACTUAL, PLANNED
from assistant.kpis.units import is_asked_unit
from assistant.kpis.wanted import Wanted, topic_of
from corpus.japanese.width import fold
from corpus.kpi.record import KpiKind, KpiTable
from index.embedding import Embedder
from index.hits import Hit
from index.support import WordEmbedder
from index.term_matching import matched
from index.tokens import words

_OWN = 0.5  # of a follow-up's own words, in a name
_FEW = 6  # office words that one thing has
_TOLD = 5  # hits that tell of an indicator
_FILE = Path(__file__).with_name("ranking.toml")


class RankingWeights(BaseModel):
    """What each feature of a match is multiplied by."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    named: float
    name_meant: float
    question_met: float
    nearest: float
    name_near: float
    field: float
    other_field: float
    unit: float
    recorded: float
    kpi_table: float
    told: float
    issue_told: float
    office_word: float


class RankingSettings(BaseModel):
    """The content of ``ranking.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: RankingWeights
    sure: float
    sure_spoken: float
    level: float
    near: float


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator and how well it matches: 0 upwards, about 1 for one whose name is said in full.

    ``named``: its name or project id stands in the question. ``by_project``: the id does.
    """

    entry: Entry
    score: float
    named: bool
    by_project: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The matches, best first, the fields that the question names, and the words that it says or means."""

    matches: tuple[Match, ...]
    fields: tuple[str, ...]
    said: frozenset[str] = frozenset()


@cache
def ranking_settings() -> RankingSettings:
    """Return the settings of ``ranking.toml``."""
    return RankingSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is matched: its text, what it asks for, office words for it, and the chunks found for it.

    ``own`` is what a follow-up says itself, where ``text`` has the earlier question too: its names and fields win.
    """

    text: str
    wanted: Wanted
    expansion: tuple[str, ...]
    hits: tuple[Hit, ...]
    own: str = ""


def ranked(asked: Asked, catalog: Catalog, plan_ids: Sequence[str], embedder: Embedder) -> Ranking:
    """Return the indicators of these plans by how well they match a question."""
    places = chosen(catalog, plan_ids)
    entries = [catalog.entries[at] for at in places]
    fields = _fields_of(asked, entries)
    features = features_of(asked, catalog, places, embedder, fields)
    weights = np.array(list(ranking_settings().weights.model_dump().values()))
    scores = features @ weights if places else np.zeros(0)
    folded = fold(asked.text)
    own = _meant_by_own(asked, entries)
    matches = [
        Match(
            entry,
            float(score) + own.get(at, -bool(own) * float(row[0])),
            named=bool(row[0] >= 1) and (at in own or not own),
            by_project=_by_project(entry, folded),
        )
        for at, (entry, score, row) in enumerate(zip(entries, scores, features, strict=True))
    ]
    said = frozenset((*words(asked.text), *asked.expansion))
    return Ranking(tuple(sorted(matches, key=lambda one: (-one.by_project, -one.score))), fields, said)


def _fields_of(asked: Asked, entries: Sequence[Entry]) -> tuple[str, ...]:
    return (named_fields(asked.own, entries, ()) if asked.own else ()) or named_fields(
        asked.text, entries, asked.expansion
    )


def _meant_by_own(asked: Asked, entries: Sequence[Entry]) -> dict[int, float]:
    """Return the entries that a follow-up means by its own words, with what that adds to their score.

    Those whose name it says; those that differ from the one asked before in brackets alone, and it says what stands
    there (窓口 of 利用率(窓口)); else those with the most of its words.
    """
    own, folded = asked.own, fold(asked.own)
    said = set(words(topic_of(own))) - _of_fields(own, entries) if own else set()
    named = _named(entries, folded) or (_other_brackets(entries, folded, fold(asked.text)) if own else set())
    shares = {at: len(said & {*entry.name_words}) / len(said) for at, entry in enumerate(entries)} if said else {}
    best = max(shares.values(), default=0.0)
    return dict.fromkeys(named, 1.0) or {at: share for at, share in shares.items() if share == best and best >= _OWN}


def _other_brackets(entries: Sequence[Entry], own: str, text: str) -> set[int]:
    """Return the entries of a name in brackets whose inside ``own`` says, and whose name before it ``text`` does."""
    parted = [(at, *entry.name.partition("(")[::2]) for at, entry in enumerate(entries)]
    return {at for at, before, inside in parted if inside and inside.rstrip(")") in own and before in text}


def _of_fields(own: str, entries: Sequence[Entry]) -> set[str]:
    """Return the words of the fields that a follow-up names: they choose a field, not an indicator."""
    return {word for name in named_fields(own, entries, ()) for word in words(name)}


def _named(entries: Sequence[Entry], folded: str) -> set[int]:
    """Return the positions of the entries whose name a folded text says."""
    return names_said([entry.name for entry in entries], [entry.kana for entry in entries], folded) if folded else set()


def is_called(entries: Sequence[Entry], question: str) -> bool:
    """Return whether a question has the name or a project id of one of the entries in it."""
    folded = fold(question)
    return bool(_named(entries, folded)) or any(_by_project(entry, folded) for entry in entries)


def _by_project(entry: Entry, folded: str) -> bool:
    return any(len(one) > 2 and _stands(fold(one), folded) for one in entry.series.project_id.split(";"))  # noqa: PLR2004 (letter and number)


def _stands(project_id: str, folded: str) -> bool:
    """Return whether an id stands in a question, and not as the beginning of a longer one."""
    at = folded.find(project_id)
    rest = folded[at + len(project_id) :]
    return at >= 0 and not (rest[:1].isdigit() or (rest[:1] in "-/" and rest[1:2].isalnum()))


def features_of(
    asked: Asked, catalog: Catalog, places: Sequence[int], embedder: Embedder, fields: Sequence[str]
) -> NDArray[np.float64]:
    """Return one row an entry, one column a weight of ``RankingWeights``."""
    topic = topic_of(asked.text)
    terms = tuple(dict.fromkeys(words(topic)))
    folded = fold(asked.text)
    cosines = catalog.vectors @ embedder.encode_query([topic])[0]
    widened = tuple(dict.fromkeys((*terms, *asked.expansion)))
    told = [(hit.chunk.plan_id, fold(hit.chunk.text), fold("".join(hit.chunk.heading))) for hit in asked.hits[:_TOLD]]
    entries = [catalog.entries[at] for at in places]
    all_met = matched(dict.fromkeys(terms, 1.0), [entry.all_words for entry in entries], embedder)
    all_meant = _names_meant(entries, widened, embedder)
    called = _named(entries, folded)
    rare = _office_words(entries, asked.expansion)
    rows = []
    for place, (at, entry, met, meant) in enumerate(zip(places, entries, all_met, all_meant, strict=True)):
        near = cosines[catalog.starts[at] : catalog.starts[at + 1]]
        rows.append(
            (
                float(place in called),
                float(meant), float(met), float(near.max()), float(near[0]),
                float(any(name in fields for name in entry.fields)),
                float(bool(fields) and not any(name in fields for name in entry.fields)),
                float(is_asked_unit(entry.series, asked.wanted)), float(_recorded(entry, asked.wanted)),
                float(entry.series.table is KpiTable.KPI), *_told_in(entry, told), rare[place],
            )
        )  # fmt: skip
    return np.array(rows).reshape(len(rows), len(RankingWeights.model_fields))


def _told_in(entry: Entry, told: Sequence[tuple[str, str, str]]) -> tuple[float, float]:
    """Return 1 / rank of the first hit that holds the indicator's name, and of the first under its issue; else 0."""
    issue = fold(entry.series.issue)
    own = [(rank, text, over) for rank, (plan_id, text, over) in enumerate(told, 1) if plan_id == entry.series.plan_id]
    named = next((1 / rank for rank, text, over in own if entry.name in text or entry.name in over), 0.0)
    return named, next((1 / rank for rank, _, over in own if issue and issue in over), 0.0)


def _office_words(entries: Sequence[Entry], expansion: Sequence[str]) -> list[float]:
    """Return for each entry 1 / the number of names that have it, of the rarest office word in its name; else 0.

    Less where there are many office words: then they stand for several things that the question may mean.
    """
    sure = min(1.0, _FEW / len(expansion)) if expansion else 0.0
    names = {entry.name: {*entry.name_words} & {*expansion} for entry in entries}
    spread = Counter(word for found in names.values() for word in found)
    best = {name: max((sure / spread[word] for word in found), default=0.0) for name, found in names.items()}
    return [best[entry.name] for entry in entries]


def _names_meant(entries: Sequence[Entry], said: Sequence[str], embedder: Embedder) -> NDArray[np.float64]:
    """Return for each entry the mean, 0 to 1, over its name's words of the best cosine with a word that is said."""
    places = {word: at for at, word in enumerate(dict.fromkeys(word for one in entries for word in one.name_words))}
    if not places or not said:
        return np.zeros(len(entries))
    known = set(said)
    best = np.array([float(word in known) for word in places])
    if isinstance(embedder, WordEmbedder):
        cosines = embedder.document_words(list(places)) @ embedder.query_words(said).T
        best = np.maximum(best, np.clip(cosines.max(axis=1), 0.0, 1.0))
    return np.array(
        [best[[places[word] for word in one.name_words]].mean() if one.name_words else 0.0 for one in entries]
    )


def _recorded(entry: Entry, wanted: Wanted) -> bool:
    kinds = PLANNED if wanted.kind is KpiKind.TARGET else (*ACTUAL, *PLANNED)
    return any(entry.series.at(year, kinds) for year in wanted.years.covered) if wanted.years.years else True

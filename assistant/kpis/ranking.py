"""Which indicators a question means: by name, in everyday words, by project id or field."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.kpis.catalog import Catalog
from assistant.kpis.entry import Entry
from assistant.kpis.fields import named_fields
from assistant.kpis.ranking_settings import ranking_settings
from assistant.kpis.reach import Marks, in_reach
from assistant.kpis.scope import Column, Places, Scope
from assistant.kpis.wanted import Wanted, topic_of
from corpus.japanese.width import fold
from index.embedding import Embedder
from index.hits import Hit
from index.tokens import words

_OWN = 0.5  # of a follow-up's own words, in a name
_LATIN = re.compile("[a-z][a-z0-9-]+")
_FEW = 6  # office words that one thing has
_TOLD = 5  # hits that tell of an indicator


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
    """Return all indicators of these plans by how well they match a question."""
    scope, fields, marks = _weighed(asked, catalog, plan_ids, embedder)
    return _ranking(asked, catalog, scope, fields, marks, np.arange(len(scope)))


def ranked_in_reach(asked: Asked, catalog: Catalog, plan_ids: Sequence[str], embedder: Embedder) -> Ranking:
    """Return the indicators of ``ranked`` that may be what a question means; the others change nothing in that."""
    scope, fields, marks = _weighed(asked, catalog, plan_ids, embedder)
    return _ranking(asked, catalog, scope, fields, marks, in_reach(marks, asked.wanted, catalog, scope))


def _weighed(
    asked: Asked, catalog: Catalog, plan_ids: Sequence[str], embedder: Embedder
) -> tuple[Scope, tuple[str, ...], Marks]:
    scope = catalog.scope(plan_ids)
    fields = _fields_of(asked, catalog, scope)
    features = features_of(asked, catalog, scope, embedder, fields)
    weights = np.array(list(ranking_settings().weights.model_dump().values()))
    scores, named = features @ weights, features[:, 0] >= 1
    own = _meant_by_own(asked, catalog, scope)
    if own:
        more = -features[:, 0]
        more[list(own)] = list(own.values())
        scores += more
        named &= more > 0
    by_project = np.zeros(len(scope), dtype=np.bool_)
    by_project[catalog.facts.by_project(fold(asked.text), scope)] = True
    return scope, fields, Marks(scores, named, by_project)


def _ranking(
    asked: Asked, catalog: Catalog, scope: Scope, fields: tuple[str, ...], marks: Marks, kept: Places
) -> Ranking:
    """Return these of a scope's entries: those by project id first, then the best, equals as in the catalog."""
    order = kept[np.lexsort((-marks.scores[kept], ~marks.by_project[kept]))]
    columns = (column[order].tolist() for column in (marks.scores, marks.named, marks.by_project))
    matches = tuple(
        Match(catalog.entries[at], score, named, by_project)
        for at, score, named, by_project in zip(scope.places[order].tolist(), *columns, strict=True)
    )
    return Ranking(matches, fields, frozenset((*words(asked.text), *asked.expansion)))


def _fields_of(asked: Asked, catalog: Catalog, scope: Scope) -> tuple[str, ...]:
    own = named_fields(asked.own, catalog.fields, (), scope) if asked.own else ()
    return own or named_fields(asked.text, catalog.fields, asked.expansion, scope)


def _meant_by_own(asked: Asked, catalog: Catalog, scope: Scope) -> dict[int, float]:
    """Return the entries that a follow-up means by its own words, with what that adds to their score.

    Those whose name it says; those that differ from the one asked before in brackets alone, and it says what stands
    there (窓口 of 利用率(窓口)); else those with the most of its words.
    """
    if not asked.own:
        return {}
    folded = fold(asked.own)
    named = catalog.names.said(folded, scope)
    if not len(named):
        named = catalog.names.other_brackets(folded, fold(asked.text), scope)
    return dict.fromkeys(named.tolist(), 1.0) or _sharing(asked.own, catalog, scope)


def _sharing(own: str, catalog: Catalog, scope: Scope) -> dict[int, float]:
    """Return the entries with the most of a follow-up's words in their name, and the share that they have.

    The words of the fields that it names choose a field, not an indicator.
    """
    fields = named_fields(own, catalog.fields, (), scope)
    said = set(words(topic_of(own))) - {word for name in fields for word in words(name)}
    held = Counter(at for word in said for at in catalog.words.named_by(word, scope).tolist())
    most = max(held.values(), default=0)
    if not most or most / len(said) < _OWN:
        return {}
    return {at: most / len(said) for at in sorted(held) if held[at] == most}


def is_called(catalog: Catalog, plan_ids: Sequence[str], question: str) -> bool:
    """Return whether a question has the name or a project id of one of the entries of these plans in it."""
    folded, scope = fold(question), catalog.scope(plan_ids)
    return bool(len(catalog.names.said(folded, scope)) or len(catalog.facts.by_project(folded, scope)))


def features_of(
    asked: Asked, catalog: Catalog, scope: Scope, embedder: Embedder, fields: Sequence[str]
) -> NDArray[np.float64]:
    """Return one row an entry of the scope, one column a weight of ``RankingWeights``."""
    topic = topic_of(asked.text)
    terms = tuple(dict.fromkeys(words(topic)))
    widened = tuple(dict.fromkeys((*terms, *asked.expansion)))
    nearest, name_near = catalog.texts.cosines(embedder.encode_query([topic])[0], scope)
    of_fields = scope.marks(catalog.fields.all.having(fields))
    called = np.zeros(len(scope))
    called[catalog.names.said(fold(asked.text), scope)] = 1.0
    in_unit = np.zeros(len(scope))
    in_unit[catalog.facts.in_asked_unit(asked.wanted, scope)] = 1.0
    columns = (
        called,
        catalog.words.meant(widened, scope, embedder), catalog.words.met(terms, scope, embedder), nearest, name_near,
        of_fields, bool(fields) & ~of_fields, in_unit, catalog.facts.recorded(asked.wanted, scope),
        catalog.facts.of_kpis[scope.places], *_told(asked.hits, catalog, scope),
        _office_words(asked.expansion, catalog, scope), _latin_words(terms, catalog, scope),
    )  # fmt: skip
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def _told(hits: Sequence[Hit], catalog: Catalog, scope: Scope) -> tuple[Column, Column]:
    """Return for each entry 1 / rank of the first hit that holds its name, and of the first under its issue; else 0."""
    told = [(hit.chunk.plan_id, fold(hit.chunk.text), fold("".join(hit.chunk.heading))) for hit in hits[:_TOLD]]
    plans = sorted({plan_id for plan_id, _, _ in told} & catalog.plans.keys())
    near = scope.inside(catalog.scope_of(catalog.plans[plan_id] for plan_id in plans).places)
    named, under = np.zeros(len(scope)), np.zeros(len(scope))
    for at in near.tolist():
        named[at], under[at] = _told_in(catalog.entries[scope.places[at]], told)
    return named, under


def _told_in(entry: Entry, told: Sequence[tuple[str, str, str]]) -> tuple[float, float]:
    issue = fold(entry.series.issue)
    own = [(rank, text, over) for rank, (plan_id, text, over) in enumerate(told, 1) if plan_id == entry.series.plan_id]
    named = next((1 / rank for rank, text, over in own if entry.name in text or entry.name in over), 0.0)
    return named, next((1 / rank for rank, _, over in own if issue and issue in over), 0.0)


def _latin_words(terms: Sequence[str], catalog: Catalog, scope: Scope) -> Column:
    """Return for each entry 1 / the number of names that are spoken of with it, of its rarest word in Latin letters."""
    rarest = np.zeros(len(scope))
    for term in filter(_LATIN.fullmatch, terms):
        places = catalog.words.speaking_of(term, scope)
        names = {catalog.entries[at].name for at in scope.places[places].tolist()}
        rarest[places] = np.maximum(rarest[places], 1 / max(1, len(names)))
    return rarest


def _office_words(expansion: Sequence[str], catalog: Catalog, scope: Scope) -> Column:
    """Return for each entry 1 / the number of names that have it, of the rarest office word in its name; else 0.

    Less where there are many office words: then they stand for several things that the question may mean.
    """
    sure = min(1.0, _FEW / len(expansion)) if expansion else 0.0
    rarest = np.zeros(len(scope))
    for word in dict.fromkeys(expansion):
        places = catalog.words.named_by(word, scope)
        if len(places):
            names = {catalog.entries[at].name for at in scope.places[places].tolist()}
            rarest[places] = np.maximum(rarest[places], sure / len(names))
    return rarest

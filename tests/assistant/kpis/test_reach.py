"""What is left out of a ranking changes nothing in what a question is taken to mean."""

import datetime
from collections.abc import Sequence
from random import Random
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from assistant.kpis.catalog import Catalog
from assistant.kpis.choosing import meant, nearly_meant
from assistant.kpis.entry import Entry
from assistant.kpis.facts import Facts, Names
from assistant.kpis.ranking import Match, Ranking
from assistant.kpis.reach import Marks, in_reach
from assistant.kpis.scope import Scope
from assistant.kpis.series import Series
from assistant.kpis.wanted import Wanted, wanted_of
from assistant.kpis.years import asked_years
from corpus.japanese.width import fold
from index.tokens import words

DAY = datetime.date(2026, 11, 22)
QUESTIONS = (
    "職員は令和6年度に何人", "令和4年度の目標は", "令和6年度の費用はいくら", "利用率は令和5年度に何%でしたか",
    "手続きは令和6年度に何件", "実績は計画どおりでしたか", "令和6年度に何kmでしたか",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalog(series: tuple[Series, ...]) -> Catalog:
    """Return what of a catalog marks are looked at with."""
    entries = tuple(
        Entry(one, fold(one.indicator), tuple(words(one.indicator)), (one.field,), frozenset(), (one.indicator,))
        for one in series
    )
    plans: dict[str, range] = {}
    for at, one in enumerate(series):
        plans[one.plan_id] = range(plans.get(one.plan_id, range(at, at)).start, at + 1)
    parts = SimpleNamespace(entries=entries, plans=plans, names=Names.of(entries), facts=Facts.of(entries))
    parts.scope_of = lambda ranges: Catalog.scope_of(cast("Catalog", parts), ranges)
    return cast("Catalog", parts)


def _marks(size: int, chance: Random) -> Marks:
    scores = np.array([chance.choice([0.5, 1.2, 1.5, 1.9, 2.0, 2.2]) + chance.random() * 0.3 for _ in range(size)])
    named = np.array([chance.random() < chance.choice([0.0, 0.0, 0.05]) for _ in range(size)])
    return Marks(scores, named, np.array([chance.random() < chance.choice([0.0] * 9 + [0.03]) for _ in range(size)]))


def _ranking(catalog: Catalog, marks: Marks, places: Sequence[int], fields: tuple[str, ...]) -> Ranking:
    matches = [
        Match(catalog.entries[at], float(marks.scores[at]), bool(marks.named[at]), bool(marks.by_project[at]))
        for at in places
    ]
    return Ranking(tuple(sorted(matches, key=lambda one: (-one.by_project, -one.score))), fields, frozenset(("職員",)))


def _chosen(ranking: Ranking, wanted: Wanted) -> tuple[list[Series], list[Series]]:
    found = meant(ranking, wanted, "figure")
    return found, nearly_meant(ranking, found, wanted)


def test_the_same_is_meant_as_with_every_indicator(catalog: Catalog) -> None:
    chance, size, answered, left_out = Random(11), len(catalog.entries), 0, 0  # noqa: S311  (marks)
    for _ in range(600):
        question = chance.choice(QUESTIONS)
        wanted = wanted_of(question, asked_years(question, DAY))
        marks = _marks(size, chance)
        fields = chance.choice([(), (), ("職員",), ("窓口", "子ども")])
        kept = in_reach(marks, wanted, catalog, Scope(np.arange(size), whole=True)).tolist()
        whole = _chosen(_ranking(catalog, marks, range(size), fields), wanted)
        assert _chosen(_ranking(catalog, marks, kept, fields), wanted) == whole
        answered += bool(whole[0])
        left_out += size - len(kept)
    assert answered > 300
    assert left_out > 0


def test_nothing_is_in_reach_where_no_unit_fits_and_no_name_is_said(catalog: Catalog) -> None:
    size = len(catalog.entries)
    nothing = np.zeros(size, dtype=np.bool_)
    wanted = wanted_of("令和6年度に何頭でしたか", asked_years("令和6年度に何頭でしたか", DAY))
    whole = Scope(np.arange(size), whole=True)
    units = {one.series.unit for one in catalog.entries}
    assert "頭" not in units
    kept = in_reach(Marks(np.ones(size), nothing, nothing), wanted, catalog, whole).tolist()
    assert {catalog.entries[at].series.unit for at in kept} <= {""}

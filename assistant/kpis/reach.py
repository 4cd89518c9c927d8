"""Which indicators may be what a question means, told from their marks alone: few of a large catalog."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.kpis.catalog import Catalog
from assistant.kpis.ranking_settings import ranking_settings
from assistant.kpis.scope import Column, Places, Scope
from assistant.kpis.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Marks:
    """How a scope's entries match a question: score, whether the name is said, whether the project id is."""

    scores: Column
    named: NDArray[np.bool_]
    by_project: NDArray[np.bool_]


def in_reach(marks: Marks, wanted: Wanted, catalog: Catalog, scope: Scope) -> Places:
    """Return where in a scope the entries stand that ``choosing`` may choose, or compare with the one chosen.

    Those named; of those in an asked unit the best, whatever is near it, and the best of another name; the KPIs of
    the plans of activities among these, which may repeat them; and all that share a name with one of them.
    """
    said = marks.named | marks.by_project
    fitting = catalog.facts.fitting(wanted, scope)
    if not (said | fitting).any():
        return np.zeros(0, dtype=np.int64)
    first = marks.by_project if marks.by_project.any() else said | fitting
    kept = said | (fitting & (marks.scores[first].max() - marks.scores <= ranking_settings().near))
    names = catalog.names.same[scope.places]
    if fitting.any():
        best = int(np.flatnonzero(fitting)[np.argmax(marks.scores[fitting])])
        kept[best] = True
        other = np.flatnonzero(fitting & (names != names[best]))
        kept[other[np.argmax(marks.scores[other])] if len(other) else best] = True
    activities = scope.places[np.flatnonzero(kept & ~catalog.facts.of_kpis[scope.places])].tolist()
    plans = sorted({catalog.entries[at].series.plan_id for at in activities})
    kept[scope.inside(catalog.scope_of(catalog.plans[one] for one in plans).places)] |= True
    kept &= said | fitting
    return np.flatnonzero((kept | np.isin(names, names[kept])) & (said | fitting))

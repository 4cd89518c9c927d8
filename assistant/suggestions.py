"""Questions that the plans do answer, offered where one could not be answered."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from weakref import WeakKeyDictionary

from assistant.phrases import phrase
from assistant.turn import Turn
from corpus.access import Access
from corpus.display import CELL_SEPARATOR
from corpus.kpi.record import Certainty, KpiKind, KpiRecord
from corpus.plan import Chunk
from index.hits import Hit
from index.plans import PlanRecord
from index.reader import IndexReader
from index.store import StoreReader
from index.tokens import words

_SUGGESTIONS = 3
_LONGEST_HEADING = 40  # letters that still read well inside a question
_NEAREST = 2  # hits that a KPI question comes after, so that the nearest section stands first
_SHARED = 2  # words that an indicator's name must share with the question
_KEPT_NAMES = 10_000
_REIWA = 2018  # 令和 counts from the year after
# What citizens ask a plan about first, where nothing says what this asker wants to know.
_INVITING = re.compile("目標|目的|視点|方針|取組|取り組み|推進|サービス|財政|観光|交通")

_INVITING_HEADINGS: WeakKeyDictionary[StoreReader, dict[tuple[Access, str], str]] = WeakKeyDictionary()


def suggestions_of(turn: Turn, index: IndexReader) -> tuple[str, ...]:
    """Return up to three questions, nearest first, each once, from plans that this asker may see.

    Near the hits: what stands under their headings, and the last recorded value of an indicator whose name shares
    words with the question. Without hits: one question a plan.
    """
    return _first(_near(turn, index) if turn.hits else _of_plans(turn, index))


def nearest_headings(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Return the headings of the nearest hits as printed, nearest first, at most three; tables' own rows are none."""
    headings = (_heading(hit.chunk) for hit in hits)
    return _first(one for one in headings if one)


def _first(found: Iterator[str]) -> tuple[str, ...]:
    """Return the first three that differ; no more is asked for, as each may cost reading a plan."""
    kept: dict[str, None] = {}
    for one in found:
        kept[one] = None
        if len(kept) == _SUGGESTIONS:
            break
    return tuple(kept)


def _near(turn: Turn, index: IndexReader) -> Iterator[str]:
    asked = [question for hit in turn.hits if (question := _about(turn, hit.chunk, index))]
    values = _about_values(turn, index)
    return chain(asked[: _NEAREST - 1], islice(values, 1), asked[_NEAREST - 1 :])


def _of_plans(turn: Turn, index: IndexReader) -> Iterator[str]:
    for plan in index.plans(access=turn.question.access):
        heading = _inviting_heading(plan.manifest.id, turn.question.access, index)
        if heading:
            yield _asking(turn, plan, heading)


def _inviting_heading(plan_id: str, access: Access, index: IndexReader) -> str:
    """Return the heading of a plan that people ask about first, empty where no chunk has one.

    A generation never changes: its plan is read for this once, each access level for itself.
    """
    known = _INVITING_HEADINGS.setdefault(index.searcher.store, {})
    if (access, plan_id) not in known:
        chunks = [chunk for chunk in index.chunks(plan_id, access=access) if _heading(chunk)]
        first = min(chunks, key=lambda chunk: not _INVITING.search(chunk.heading[-1]), default=None)
        known[access, plan_id] = _heading(first) if first else ""
    return known[access, plan_id]


def _about(turn: Turn, chunk: Chunk, index: IndexReader) -> str | None:
    """Return a question about a chunk's section, None where it has no heading of its own."""
    heading = _heading(chunk)
    plan = index.plan(chunk.plan_id, access=turn.question.access)
    return _asking(turn, plan, heading) if heading and plan else None


def _asking(turn: Turn, plan: PlanRecord, heading: str) -> str:
    return phrase(turn.question.language, "suggestions", "heading", city=plan.manifest.city, heading=heading)


def _heading(chunk: Chunk) -> str:
    """Return the innermost heading that is no row of a table and not too long; empty where there is none."""
    fitting = (one for one in reversed(chunk.heading) if CELL_SEPARATOR not in one and len(one) <= _LONGEST_HEADING)
    return next(fitting, "")


def _about_values(turn: Turn, index: IndexReader) -> Iterator[str]:
    """Yield questions about the last certain actual value of indicators near the question, nearest first."""
    asked = set(words(turn.search_text))
    for plan_id in dict.fromkeys(hit.chunk.plan_id for hit in turn.hits):
        plan = index.plan(plan_id, access=turn.question.access)
        names = Counter(one.indicator for one in index.indicators(plan_id, access=turn.question.access))
        counts = {name: len(asked.intersection(_words(name))) for name, count in names.items() if count == 1}
        shared = {name: count for name, count in counts.items() if count >= _SHARED}
        for name in sorted(shared, key=lambda one: -shared[one]):
            last = _last(index.kpis(access=turn.question.access, plan_ids=[plan_id], indicator=name))
            if plan is not None and last is not None:
                year = _year_words(last.fiscal_year or 0)
                yield phrase(
                    turn.question.language, "suggestions", "value", city=plan.manifest.city, indicator=name, year=year
                )


@lru_cache(maxsize=_KEPT_NAMES)
def _words(name: str) -> frozenset[str]:
    """Return the index terms of an indicator's name; kept, as the same plans are near to many questions."""
    return frozenset(words(name))


def _last(records: Sequence[KpiRecord]) -> KpiRecord | None:
    """Return the record of the last year with a certain actual value, None where there is none."""
    recorded = [
        one
        for one in records
        if one.kind is KpiKind.ACTUAL
        and one.value is not None
        and one.certainty is Certainty.CERTAIN
        and one.fiscal_year
    ]
    return max(recorded, key=lambda one: one.fiscal_year or 0, default=None)


def _year_words(year: int) -> str:
    """Return a fiscal year as a question says it: 令和6年度, 2018年度."""
    return f"令和{year - _REIWA}年度" if year > _REIWA else f"{year}年度"

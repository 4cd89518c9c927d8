"""First step: what earlier questions leave for this one."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.history import Carried, compares, leans, own_words, points_back, replay, subject_of
from assistant.kpis.positions import position_in
from assistant.kpis.wanted import asks_list
from assistant.spoken import as_written, years_in
from assistant.steps.intents import intent_of
from assistant.steps.places import named_in
from assistant.turn import Turn
from index.plans import PlanRecord
from index.reader import IndexReader


def follow_up(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with the question made to stand alone, and what that took listed in ``context.carried``.

    Carried items read ``topic:…``, ``plan:<id>`` and ``fiscal_year:<year>``; the asker may drop each. A question
    that stands alone inherits nothing but the plan. ``FindKpis`` adds ``indicator:…`` for what was pointed at.
    """
    question = turn.question
    plans = index.plans(access=question.access)
    carried = replay(question.history, plans)
    named = named_in(question.text, plans)
    leaning = bool(question.history) and (leans(question.text, plans) or _points_into_list(question.text, carried))
    items: list[str] = []
    if not (question.plan_ids or named.plan_ids or named.elsewhere):
        items += [f"plan:{plan_id}" for plan_id in carried.plan_ids]
    if leaning:
        carried = replace(carried, topic=_meant(question.text, carried))
        items += _of_topic(question.text, carried)
    kept = tuple(item for item in items if item not in question.drop)
    standalone = question.text
    if f"topic:{carried.topic}" in kept:
        standalone, searched = _standalone(question.text, carried.topic, plans)
        turn = replace(turn, search_text=searched)
    return replace(turn, context=replace(turn.context, standalone_question=standalone, carried=kept))


def _points_into_list(text: str, carried: Carried) -> bool:
    """Return whether a question points by its place (3番目) at one of the indicators that the earlier one asked for."""
    return asks_list(carried.topic) and position_in(text) is not None


def _meant(text: str, carried: Carried) -> str:
    """Return the earlier question that is meant: the one said last where the question points back at it."""
    return carried.focus if carried.focus and points_back(text) else carried.topic


def _standalone(text: str, topic: str, plans: Sequence[PlanRecord]) -> tuple[str, str]:
    """Return a leaning question with what it leans on, and what to search for where that is something else."""
    subject = _explained(text, topic, plans)
    if subject:
        return f"{subject}とは", f"{subject}とは"
    own = text if own_words(text, plans) or years_in(text) else ""
    return f"{_without_years(topic)} {own or text}", "" if own else _without_years(topic)


def _explained(text: str, topic: str, plans: Sequence[PlanRecord]) -> str:
    """Return what a question like 「それってどういう意味？」 wants explained: the subject of the one it points at."""
    return subject_of(topic, plans) if points_back(text) and intent_of(text) == "definition" else ""


def _of_topic(text: str, carried: Carried) -> list[str]:
    items = [f"topic:{carried.topic}"] if carried.topic else []
    if compares(text) or not any(mention.fiscal for mention in years_in(text)):
        items += [f"fiscal_year:{year}" for year in carried.fiscal_years]
    return items


def _without_years(topic: str) -> str:
    """Return the earlier topic without its years: the follow-up's own year or the carried one counts."""
    topic = as_written(topic)
    for mention in reversed(years_in(topic)):
        topic = topic[: mention.start] + topic[mention.end :]
    return topic

"""First step: what earlier questions leave for this one."""

from dataclasses import replace

from assistant.history import Carried, leans, own_words, points_back, replay
from assistant.spoken import as_written, years_in
from assistant.steps.places import named_in
from assistant.turn import Turn
from index.reader import IndexReader


def follow_up(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with the question made to stand alone, and what that took listed in ``context.carried``.

    Carried items read ``topic:…``, ``plan:<id>`` and ``fiscal_year:<year>``; the asker may drop each. A question
    that stands alone inherits nothing but the plan.
    """
    question = turn.question
    plans = index.plans(access=question.access)
    carried = replay(question.history, plans)
    named = named_in(question.text, plans)
    leaning = bool(question.history) and leans(question.text, plans)
    items: list[str] = []
    if not (question.plan_ids or named.plan_ids or named.elsewhere):
        items += [f"plan:{plan_id}" for plan_id in carried.plan_ids]
    if leaning:
        carried = replace(carried, topic=_meant(question.text, carried))
        items += _of_topic(question.text, carried)
    kept = tuple(item for item in items if item not in question.drop)
    standalone = question.text
    if f"topic:{carried.topic}" in kept:
        own = question.text if own_words(question.text, plans) or years_in(question.text) else ""
        standalone = f"{_without_years(carried.topic)} {own or question.text}"
        turn = replace(turn, search_text="" if own else _without_years(carried.topic))
    return replace(turn, context=replace(turn.context, standalone_question=standalone, carried=kept))


def _meant(text: str, carried: Carried) -> str:
    """Return the earlier question that is meant: the one said last where the question points back at it."""
    return carried.focus if carried.focus and points_back(text) else carried.topic


def _of_topic(text: str, carried: Carried) -> list[str]:
    items = [f"topic:{carried.topic}"] if carried.topic else []
    if not any(mention.fiscal for mention in years_in(text)):
        items += [f"fiscal_year:{year}" for year in carried.fiscal_years]
    return items


def _without_years(topic: str) -> str:
    """Return the earlier topic without its years: the follow-up's own year or the carried one counts."""
    topic = as_written(topic)
    for mention in reversed(years_in(topic)):
        topic = topic[: mention.start] + topic[mention.end :]
    return topic

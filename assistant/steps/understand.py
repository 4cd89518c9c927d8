"""Second step: length, plans, years and intent of the question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.history import asks_for_more
from assistant.settings import Settings
from assistant.spoken import years_in
from assistant.steps.intents import intent_of
from assistant.steps.places import Named, named_in
from assistant.turn import AnswerStatus, Reason, Turn
from index.plans import PlanRecord
from index.reader import IndexReader
from index.tokens import words

DETAIL = "detail"
_MASKED = re.compile("［[^［］]{1,12}］")  # what personal information was masked with


def understand(turn: Turn, *, index: IndexReader, settings: Settings) -> Turn:
    """Return the turn with its context filled; declines what is too long, empty, or about another city."""
    question, context = turn.question, turn.context
    if len(question.text) > settings.question_limit:
        return turn.decline(AnswerStatus.REFUSED, Reason.TOO_LONG, limit=str(settings.question_limit))
    plans = index.plans(access=question.access)
    named = named_in(question.text, plans)
    if named.elsewhere and not named.plan_ids:
        return turn.decline(AnswerStatus.ABSTAINED, Reason.OTHER_CITY, named="・".join(named.elsewhere))
    plan_ids = _plan_ids(turn, named, plans)
    years = tuple(mention.year for mention in years_in(question.text) if mention.fiscal)
    carried_years = tuple(
        int(item.removeprefix("fiscal_year:")) for item in context.carried if item.startswith("fiscal_year:")
    )
    context = replace(
        context,
        plan_ids=plan_ids,
        cities=tuple(dict.fromkeys(plan.manifest.city for plan in plans if plan.manifest.id in plan_ids)),
        fiscal_years=tuple(dict.fromkeys(years + carried_years)),
        intent=_intent(turn),
    )
    asked = turn.search_text or context.standalone_question
    turn = replace(turn, context=context, search_text=_search_text(asked, named, plans))
    if not any(letter.isalnum() for word in words(turn.search_text) for letter in word):
        return turn.decline(AnswerStatus.REFUSED, Reason.OUT_OF_SCOPE)
    return turn


def _intent(turn: Turn) -> str:
    """Return the intent of the question: more of the same, where it asks for no more than that."""
    if any(item.startswith("topic:") for item in turn.context.carried) and asks_for_more(turn.question.text):
        return DETAIL
    return intent_of(turn.question.text)


def _plan_ids(turn: Turn, named: Named, plans: Sequence[PlanRecord]) -> tuple[str, ...]:
    """Return the plans to search: those chosen, narrowed by those named; else named; else carried; else all (empty)."""
    chosen = turn.question.plan_ids
    if chosen:
        return tuple(plan_id for plan_id in chosen if plan_id in named.plan_ids) or chosen
    carried = tuple(item.removeprefix("plan:") for item in turn.context.carried if item.startswith("plan:"))
    visible = {plan.manifest.id for plan in plans}
    return named.plan_ids or tuple(plan_id for plan_id in carried if plan_id in visible)


def _search_text(question: str, named: Named, plans: Sequence[PlanRecord]) -> str:
    """Return the question without the names that already chose the plans: they stand everywhere in those.

    Nor is the city of an earlier question searched for, where the topic was carried to another.
    """
    spoken = {*named.words, *named_in(question, plans).words, *_MASKED.findall(question)}
    for word in sorted(spoken, key=len, reverse=True):
        question = question.replace(word, " ")
    return question.strip()

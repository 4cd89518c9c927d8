"""What earlier questions of a conversation leave behind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.steps.places import named_in
from corpus.japanese.era import find_years
from index.plans import PlanRecord
from index.tokens import words

# A question that leans on what was said before: it opens with one of these, or points back.
_LEANING = re.compile(
    r"^(では|じゃあ?|それで|それは|それなら|そこ|その|これ|この|もっと|もう少し|他|ほか|あと|続き|詳しく|具体的)|(それ|そっち|そちら)(は|も|の|って)"
)
_OWN_WORDS = 2  # fewer content words than this cannot stand alone as a question


@dataclass(frozen=True, slots=True)
class Carried:
    """What a conversation is about so far. ``topic`` is the last question that stood alone."""

    topic: str = ""
    plan_ids: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()


def leans(question: str, plans: Sequence[PlanRecord]) -> bool:
    """Return whether a question needs the earlier ones to be understood, as 「では、R5は？」 does."""
    return bool(_LEANING.search(question.strip())) or len(own_words(question, plans)) < _OWN_WORDS


def own_words(question: str, plans: Sequence[PlanRecord]) -> list[str]:
    """Return the content words of a question besides cities, plans and years."""
    text = question
    for word in named_in(question, plans).words:
        text = text.replace(word, " ")
    for mention in reversed(find_years(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return words(text)


def replay(history: Sequence[str], plans: Sequence[PlanRecord]) -> Carried:
    """Return what the earlier questions, oldest first, leave for the next one."""
    carried = Carried()
    for question in history:
        stands_alone = not leans(question, plans)
        plan_ids = named_in(question, plans).plan_ids
        years = tuple(mention.year for mention in find_years(question) if mention.fiscal)
        carried = Carried(
            question if stands_alone or not carried.topic else carried.topic,
            plan_ids or carried.plan_ids,
            years or (() if stands_alone else carried.fiscal_years),
        )
    return carried

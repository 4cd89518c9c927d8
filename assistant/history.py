"""What earlier questions of a conversation leave behind."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.steps.places import named_in
from corpus.japanese.era import find_years
from index.plans import PlanRecord
from index.tokens import words

_RUN = re.compile(r"[一-鿿々]+|[ァ-ヶー]+|[A-Za-z][A-Za-z0-9]*")
_KANA = re.compile(r"[ぁ-ん]{7,}")  # a long run of hiragana names something, too
_FILE = Path(__file__).with_name("history.toml")


class LeaningRules(BaseModel):
    """The content of ``history.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pointing_start: re.Pattern[str]
    going_on: re.Pattern[str]
    pointing: re.Pattern[str]
    bare: re.Pattern[str]
    more: re.Pattern[str]
    asking: frozenset[str]
    few: int = Field(ge=1)
    fewest: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a conversation is about so far. ``topic`` is the last question that stood alone.

    ``focus`` is the last one that leaned on it and named something itself: what 「それ」 then means.
    """

    topic: str = ""
    focus: str = ""
    plan_ids: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()


@cache
def _rules() -> LeaningRules:
    return LeaningRules.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def leans(question: str, plans: Sequence[PlanRecord]) -> bool:
    """Return whether a question needs the earlier ones to be understood, as 「では、R5は？」 does."""
    text, rules = question.strip(), _rules()
    own = min(len(own_words(question, plans)), _named_things(question, plans))
    if rules.pointing_start.search(text) or own < rules.fewest:
        return True
    if own < rules.few and (rules.going_on.search(text) or rules.pointing.search(text)):
        return True
    return own <= rules.fewest and bool(rules.bare.search(text))


def points_back(question: str) -> bool:
    """Return whether a question opens with それ, その, もっと …: what it means was said last."""
    return bool(_rules().pointing_start.search(question.strip()))


def asks_for_more(question: str) -> bool:
    """Return whether a follow-up asks for more of what was said: もっと詳しく, ほかには."""
    return bool(_rules().more.search(question))


def _named_things(question: str, plans: Sequence[PlanRecord]) -> int:
    """Return how many things a question names: runs of kanji, katakana or Latin letters that do not only ask."""
    text = _without_names(question, plans)
    return sum(bool(set(words(run)) - _rules().asking) for run in _RUN.findall(text)) + len(_KANA.findall(text))


def own_words(question: str, plans: Sequence[PlanRecord]) -> list[str]:
    """Return the words that say what a question is about: no cities, plans and years, no words that only ask."""
    asking = _rules().asking
    found = dict.fromkeys(words(_without_names(question, plans)))
    return [word for word in found if word not in asking and not word.isdecimal()]


def _without_names(question: str, plans: Sequence[PlanRecord]) -> str:
    """Return a question without its opening (では, じゃあ), the cities and plans that it names, and its years."""
    text = _rules().going_on.sub("", question.strip())
    for word in named_in(text, plans).words:
        text = text.replace(word, " ")
    for mention in reversed(find_years(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def replay(history: Sequence[str], plans: Sequence[PlanRecord]) -> Carried:
    """Return what the earlier questions, oldest first, leave for the next one."""
    carried = Carried()
    for question in history:
        stands_alone = not leans(question, plans)
        plan_ids = named_in(question, plans).plan_ids
        years = tuple(mention.year for mention in find_years(question) if mention.fiscal)
        carried = Carried(
            question if stands_alone or not carried.topic else carried.topic,
            "" if stands_alone or not own_words(question, plans) else question,
            plan_ids or carried.plan_ids,
            years or (() if stands_alone else carried.fiscal_years),
        )
    return carried

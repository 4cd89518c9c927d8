"""What earlier questions of a conversation leave behind."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.spoken import as_written, years_in
from assistant.steps.places import named_in
from index.lexicon.translation import is_english, translated
from index.plans import PlanRecord
from index.tokens import morphemes, words

_NOUNS = ("名詞", "接頭辞", "接尾辞", "形状詞")
_FILE = Path(__file__).with_name("history.toml")


class LeaningRules(BaseModel):
    """The content of ``history.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pointing_start: re.Pattern[str]
    going_on: re.Pattern[str]
    pointing: re.Pattern[str]
    bare: re.Pattern[str]
    named_whole: re.Pattern[str]
    narrowing: re.Pattern[str]
    compared: re.Pattern[str]
    more: re.Pattern[str]
    asking: frozenset[str]
    narrowest: int = Field(ge=1)
    few: int = Field(ge=1)
    fewest: int = Field(ge=1)
    english: int = Field(ge=1)


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
    if is_english(text) and len(text.split()) > rules.english:
        return bool(rules.pointing_start.search(text) or rules.pointing.search(text))
    own, named = len(own_words(question, plans)), _named_things(question, plans)
    if rules.pointing_start.search(text) or (own <= rules.fewest and named <= 1):
        return True
    if rules.narrowing.search(text) and own <= rules.narrowest:
        return True
    if rules.going_on.search(text) or rules.pointing.search(text):
        return own < rules.few or named <= 1
    if named > 1 and rules.named_whole.search(text) and not named_in(text, plans).words:
        return False
    return bool(rules.bare.search(text)) and (own <= rules.fewest or named <= 1)


def points_back(question: str) -> bool:
    """Return whether a question opens with それ, その, もっと …: what it means was said last."""
    return bool(_rules().pointing_start.search(question.strip()))


def compares(question: str) -> bool:
    """Return whether a question holds a year against another: 令和2年度と比べると, R5から減った."""
    return bool(_rules().compared.search(as_written(question)))


def subject_of(question: str, plans: Sequence[PlanRecord]) -> str:
    """Return the first thing that a question names but for cities and plans, its nouns in a row; "" without any.

    「ワーケーションが広まるの？」 gives ワーケーション.
    """
    run: list[str] = []
    for word in morphemes(_without_names(question, plans)):
        if word.kind[0] in _NOUNS:
            run.append(word.surface)
        elif run:
            break
    return "".join(run)


def asks_for_more(question: str) -> bool:
    """Return whether a follow-up asks for more of what was said: もっと詳しく, ほかには."""
    return bool(_rules().more.search(question))


def _named_things(question: str, plans: Sequence[PlanRecord]) -> int:
    """Return how many things a question names: runs of nouns that do not only ask."""
    count, open_run = 0, False
    for word in morphemes(_without_names(question, plans)):
        noun = word.kind[0] in _NOUNS
        if noun and not open_run and word.term not in _rules().asking and not word.term.isdecimal():
            count, open_run = count + 1, True
        open_run = open_run and noun
    return count


def own_words(question: str, plans: Sequence[PlanRecord]) -> list[str]:
    """Return the words that say what a question is about: no cities, plans and years, no words that only ask."""
    asking = _rules().asking
    found = dict.fromkeys(words(_without_names(question, plans)))
    return [word for word in found if word not in asking and not word.isdecimal()]


def _without_names(question: str, plans: Sequence[PlanRecord]) -> str:
    """Return a question without its opening (では, じゃあ), the cities and plans that it names, and its years.

    One in English in Japanese words: those that only ask are known by them.
    """
    text = as_written(_rules().going_on.sub("", question.strip()))
    for word in named_in(text, plans).words:
        text = text.replace(word, " ")
    for mention in reversed(years_in(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return translated(text) if is_english(question) else text


def replay(history: Sequence[str], plans: Sequence[PlanRecord]) -> Carried:
    """Return what the earlier questions, oldest first, leave for the next one."""
    carried = Carried()
    for question in history:
        stands_alone = not leans(question, plans)
        plan_ids = named_in(question, plans).plan_ids
        years = tuple(mention.year for mention in years_in(question) if mention.fiscal)
        carried = Carried(
            question if stands_alone or not carried.topic else carried.topic,
            "" if stands_alone or not own_words(question, plans) else question,
            plan_ids or carried.plan_ids,
            years or (() if stands_alone else carried.fiscal_years),
        )
    return carried

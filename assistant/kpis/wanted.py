"""What a question about KPIs asks for: value, series, verdict, difference or list; of which years and kind."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.kpis.years import AskedYears
from assistant.spoken import as_written
from corpus.japanese.era import find_years
from corpus.japanese.width import fold, normalise
from corpus.kpi.record import KpiKind

_FILE = Path(__file__).with_name("asks.toml")
LISTS = ("missed_list", "achieved_list", "field_list")
_COUNTER = re.compile("何([枚歳日頁匹頭世帯]+)")
_BOTH_ASKED = re.compile("(目標|予定).{0,8}(実績|結果)|(実績|結果).{0,8}目標|target.{0,8}actual|actual.{0,8}target")


class AskRule(BaseModel):
    """One entry of ``asks.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    patterns: tuple[re.Pattern[str], ...]


class KindWords(BaseModel):
    """Words that ask for a planned or for a measured value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    target: tuple[re.Pattern[str], ...]
    actual: tuple[re.Pattern[str], ...]
    past: tuple[re.Pattern[str], ...]


class AskFile(BaseModel):
    """The content of ``asks.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: tuple[AskRule, ...]
    kind: KindWords
    general: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...]
    field_general: frozenset[str]
    unit: dict[str, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``kind`` is None where neither target nor actual is said; ``units`` may be empty.

    ``spoken`` says that the question has a KPI word (目標, 実績, KPI …), ``in_words`` that it asks for no figure.
    ``activities``: it is about the activity indicators of projects. ``measured``: it asks outright for what was
    measured.
    """

    ask: str
    kind: KpiKind | None
    both: bool
    years: AskedYears
    units: tuple[str, ...]
    spoken: bool
    in_words: bool
    activities: bool = False
    measured: bool = False


@cache
def _rules() -> AskFile:
    return AskFile.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def wanted_of(question: str, years: AskedYears) -> Wanted:
    """Return what a question asks for, ``years`` being those that it names or inherits."""
    folded, rules = fold(as_written(question)), _rules()
    ask = next((rule.name for rule in rules.ask if _any(rule.patterns, folded)), "value")
    target, actual = _any(rules.kind.target, folded), _any(rules.kind.actual, folded)
    units = (*(unit for unit, patterns in rules.unit.items() if _any(patterns, folded)), *_COUNTER.findall(folded))
    both = bool(_BOTH_ASKED.search(folded))
    if ask == "value" and years.span and not both:
        ask = "series"
    kind = _kind(target=target, actual=actual, past=_any(rules.kind.past, folded))
    return Wanted(
        ask,
        kind,
        both,
        years,
        units,
        target or actual or "kpi" in folded or "指標" in folded,
        _any(rules.never, folded),
        "活動指標" in folded,
        actual and not target,
    )


def asks_list(question: str) -> bool:
    """Return whether a question asks for a list of indicators."""
    return wanted_of(question, AskedYears()).ask in LISTS


def general_in_fields() -> frozenset[str]:
    """Return words in the names of fields that name no field by themselves."""
    return _rules().field_general


def going_on(own: Wanted, topic: Wanted, *, says_years: bool) -> Wanted:
    """Return what a follow-up asks for: what it says itself, else what the question asked that it leans on."""
    silent = own.ask == "value" and own.kind is None and not own.in_words
    bare = silent and not own.units and not says_years
    return replace(
        own,
        ask=topic.ask if silent and not own.years.span else own.ask,
        kind=own.kind or (topic.kind if own.ask in ("value", "series", "difference") else None),
        both=own.both or (silent and topic.both),
        units=own.units or topic.units,
        spoken=own.spoken or topic.spoken,
        in_words=own.in_words or (bare and topic.in_words),
    )


def topic_of(question: str) -> str:
    """Return a question without its years and without the words that only say what is asked of an indicator."""
    text = normalise(question).text
    for mention in reversed(find_years(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    for word in _rules().general:
        text = word.sub(" ", text)
    return " ".join(text.split()) or question


def _kind(*, target: bool, actual: bool, past: bool) -> KpiKind | None:
    """Return the kind; a question in the past tense asks for what was measured unless it names the target alone."""
    if target and not actual:
        return KpiKind.TARGET
    return KpiKind.ACTUAL if actual or past else None


def _any(patterns: tuple[re.Pattern[str], ...], folded: str) -> bool:
    return any(pattern.search(folded) for pattern in patterns)

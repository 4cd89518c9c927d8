"""Indicators for a search in everyday words: more than the one that a question means, less than all."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.kpis.catalog import Catalog
from assistant.kpis.ranking import Asked, Match, ranked
from assistant.kpis.wanted import wanted_of
from assistant.kpis.years import AskedYears
from index.embedding import Embedder
from index.lexicon.expansion import expansion
from index.lexicon.translation import translated
from index.tokens import words


class SearchSettings(BaseModel):
    """The content of ``searching.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    met: float
    unmet: float


@cache
def _settings() -> SearchSettings:
    return SearchSettings.model_validate(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


def matching(text: str, catalog: Catalog, embedder: Embedder, plan_ids: Sequence[str] = ()) -> tuple[Match, ...]:
    """Return the indicators that a search means, best first; those of a project id alone where the search names one."""
    japanese = catalog.written.respelled(translated(text), plan_ids)
    said = words(japanese)
    office = expansion(said, japanese)
    asked = Asked(japanese, wanted_of(japanese, AskedYears()), office, ())
    matches = ranked(asked, catalog, plan_ids, embedder).matches
    by_project = tuple(match for match in matches if match.by_project)
    return by_project or tuple(match for match in matches if _shown(match, _telling({*said, *office})))


def _telling(said: set[str]) -> set[str]:
    """Return the words of more than one letter, where there are any: 宇宙 of 宇宙人, which 人 would find anywhere."""
    return {word for word in said if len(word) > 1} or said


def _shown(match: Match, said: set[str]) -> bool:
    """Return whether a match is good enough; one without a word is worth nothing, as everything is equally far."""
    settings = _settings()
    is_met = not said.isdisjoint(match.entry.all_words)
    return match.named or match.score >= (settings.met if is_met else settings.unmet)

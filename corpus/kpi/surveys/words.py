"""The words that tell what tables of figures hold: the content of ``surveys.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.kpi.record import KpiKind

_ORDER = (KpiKind.TARGET, KpiKind.BASELINE, KpiKind.FORECAST, KpiKind.ACTUAL)


@dataclass(frozen=True, slots=True)
class SurveyWords:
    """Words by what they tell; ``kinds`` has the longest words of a kind first, ``directions`` is word to way."""

    kinds: dict[str, KpiKind]
    changes: frozenset[str]
    unit: frozenset[str]
    indicator: tuple[str, ...]
    field: frozenset[str]
    issue: frozenset[str]
    longest: int
    foreign: frozenset[str]
    foreign_rows: frozenset[str]
    kpi: tuple[str, ...]
    forecast: tuple[str, ...]
    fewest_values: float
    blank: frozenset[str]
    directions: dict[str, str]


@cache
def survey_words() -> SurveyWords:
    """Return the words of ``surveys.toml``."""
    data = tomllib.loads(files("corpus.kpi.surveys").joinpath("surveys.toml").read_text(encoding="utf-8"))
    kinds, labels, tables = data["kinds"], data["labels"], data["tables"]
    return SurveyWords(
        kinds={word: kind for kind in _ORDER for word in sorted(kinds[kind.value], key=len, reverse=True)},
        changes=frozenset(kinds["change"]),
        unit=frozenset(kinds["unit"]),
        indicator=tuple(labels["indicator"]),
        field=frozenset(labels["field"]),
        issue=frozenset(labels["issue"]),
        longest=labels["longest"],
        foreign=frozenset(data["other"]["header"]),
        foreign_rows=frozenset(data["other"]["row"]),
        kpi=tuple(tables["kpi"]),
        forecast=tuple(tables["forecast"]),
        fewest_values=tables["fewest_values"],
        blank=frozenset(tables["blank"]),
        directions={word: way for way, words in data["direction"].items() for word in words},
    )

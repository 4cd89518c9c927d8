"""The words and thresholds of ``kpi.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.japanese.width import fold
from corpus.kpi.record import KpiKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """Thresholds of ``[evidence]``; each line of ``kpi.toml`` says why."""

    most_dropped: int
    most_added: int
    least_rows: int
    least_share: float
    least_values: int
    least_kinds: int
    own_kinds: int
    same_issue: float
    same_indicator: float


@dataclass(frozen=True, slots=True)
class Words:
    """Words by which tables by year are read, folded as ``corpus.japanese.width.fold`` does."""

    kinds: dict[str, KpiKind]
    labels: frozenset[str]
    derived: frozenset[str]
    beside: tuple[str, ...]
    schedule: tuple[str, ...]
    least_years: int
    columns: dict[str, tuple[str, ...]]
    nothing: frozenset[str]
    marks: frozenset[str]
    longest_note: int
    evidence: Evidence
    field: re.Pattern[str]
    joined: re.Pattern[str]
    code: re.Pattern[str]
    project: re.Pattern[str]


@cache
def words() -> Words:
    """Return the words and thresholds of ``kpi.toml``."""
    data = tomllib.loads(files("corpus.kpi").joinpath("kpi.toml").read_text(encoding="utf-8"))
    labels, header, cells, names = data["labels"], data["header"], data["cells"], data["names"]
    return Words(
        kinds={fold(word): kind for kind in KpiKind for word in labels[kind.value]},
        labels=frozenset(map(fold, labels["column"])),
        derived=frozenset(map(fold, labels["derived"])),
        beside=tuple(sorted(map(fold, header["beside"]), key=len, reverse=True)),
        schedule=tuple(map(fold, header["schedule"])),
        least_years=header["least_years"],
        columns={role: tuple(map(fold, said)) for role, said in data["columns"].items()},
        nothing=frozenset(map(fold, cells["nothing"])),
        marks=frozenset(map(fold, cells["marks"])),
        longest_note=cells["longest_note"],
        evidence=Evidence(**data["evidence"]),
        field=re.compile(names["field"]),
        joined=re.compile(names["joined"]),
        code=re.compile(names["code"]),
        project=re.compile(names["project"]),
    )


_UNIT = re.compile(r"\([^()]{1,12}\)$")
_BRACKETS = re.compile(r"[\[\]【】<>〈〉「」:：]")


@lru_cache(maxsize=8192)
def kind_of(label: str) -> KpiKind | None:
    """Return what a label says of its values (予定, 【実績】, 目標(件)), or None where it is no such label."""
    return words().kinds.get(_bare(label))


def is_derived(label: str) -> bool:
    """Return whether a label is that of a row computed from others: 達成率."""
    return _bare(label) in words().derived


def _bare(label: str) -> str:
    return _UNIT.sub("", _BRACKETS.sub("", fold(label)))

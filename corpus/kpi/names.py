"""What a row of a KPI table is about: field, issue, indicator, project."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from corpus.japanese.width import fold
from corpus.kpi.values import direction_of, read_value, unit_of
from corpus.kpi.yearly.words import words

_NUMBER = re.compile(r"^[\s(（]*(?:[\d０-９]{1,2}|[①-⑳])[\s.．)）、]+(?=\D)")
_UNIT = re.compile(r"\s*[(（]([^()（）]{1,8})[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Names:
    """What a row says of its indicator; ``label`` is the indicator's cell, from which the unit is read.

    ``unit`` is that of a column of units. What a row does not say is "", ``leading`` None.
    """

    indicator: str
    label: str
    field: str = ""
    issue: str = ""
    project_id: str = ""
    unit: str = ""
    formula: str = ""
    note: str = ""
    department: str = ""
    priority_issue: str = ""
    project_name: str = ""
    leading: bool | None = None
    years: str = ""
    definition: str = ""


def indicator_names(cell: str) -> tuple[str, str]:
    """Return an indicator's name as its cell says it, without number and unit, and a definition joined to it."""
    name = _NUMBER.sub("", " ".join(cell.split()))
    joined = words().joined.match(name)
    definition = name[joined.end() :].strip() if joined else ""
    name = joined[1] if joined else name
    unit = _UNIT.search(name)
    if unit and is_unit(unit[1]):
        name = name[: unit.start()]
    return name.strip(), definition


def issue_name(cell: str) -> str:
    """Return an issue's name without its number: 「1 担い手の育成」 -> 「担い手の育成」."""
    return _NUMBER.sub("", " ".join(cell.split())).strip()


def is_unit(text: str) -> bool:
    """Return whether a text is a unit and nothing else: 件, %, 回/年, /年."""
    if not text or any(letter.isdecimal() for letter in text):
        return False
    said = text.removeprefix("単位").strip("：: ")
    read = read_value(f"1{said}")
    known = read is not None and not read.doubtful and not read.qualifier and bool(read.unit)
    return known or bool(re.fullmatch(r"[/／](?:年度?|月|日|人)", said))


def unit_for(names: Names) -> str:
    """Return the unit of a row whose cells say none: that of its column of units, else what the name says safely."""
    return names.unit or unit_of(names.label)


def field_of(headings: Sequence[str]) -> str:
    """Return the field that the nearest heading names in brackets: 農林水産 of 「02【農林水産】…」, "" for none."""
    found = (words().field.match(heading) for heading in reversed(headings))
    return next((match[1].strip() for match in found if match), "")


def heading_issue(headings: Sequence[str]) -> str:
    """Return the issue that the innermost heading names, "" where it is the heading of a field."""
    if not headings or words().field.match(headings[-1]) or headings[-1].startswith(("【", "≪", "《")):
        return ""
    return issue_name(headings[-1])


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1, 1 for the same letters in matching form."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return 0.0
    return 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


def like(name: str, others: Iterable[str], least: float) -> str:
    """Return the name among ``others`` that is most like ``name``, "" where none is at least ``least``."""
    best = max(dict.fromkeys(others), key=lambda other: likeness(name, other), default="")
    return best if likeness(name, best) >= least else ""


def direction(names: Names, targets: Sequence[float]) -> str:
    """Return which way the indicator gets better: by its name, else by where its targets go."""
    said = direction_of(names.label)
    if said or len(targets) < 2 or targets[0] == targets[-1]:  # noqa: PLR2004 - from and to
        return said
    return "up" if targets[-1] > targets[0] else "down"

"""Automatic numbering of Word files: 第1章, (1), ア counted on from paragraph to paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from corpus.readers.counting import counted
from corpus.readers.word.package import W
from corpus.readers.word.styles import as_whole, left_indent, value, whole

_PLACE = re.compile(r"%([1-9])")
_BULLET = "bullet"
_STEPS = range(9)  # the levels that a list has


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: 「第%1章」 as ``text`` with ``form`` decimal prints 第1章.

    ``style`` is the id of the paragraph style that stands for it. ``restart``: 0 where it counts on for ever, else up
    to which level (from 1) a number starts it again. ``legal``: all numbers in digits.
    """

    start: int
    form: str
    text: str
    style: str
    restart: int | None
    legal: bool
    indent: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph's number as printed, or empty for a bullet; ``indent`` as in the list's level."""

    text: str
    step: int
    indent: int | None


@dataclass(slots=True)
class _Instance:
    """A list that paragraphs name: which ``count`` it shares with others, its levels, and where they start anew."""

    count: str
    levels: Mapping[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a file, which must come in order."""

    __slots__ = ("_counts", "_lists")

    def __init__(self, root: Element | None) -> None:
        self._lists = {} if root is None else _instances(root)
        self._counts: dict[str, dict[int, int]] = {}

    def mark(self, number: int | None, step: int | None, style: str) -> Mark | None:
        """Return the mark of the next paragraph in list ``number`` at level ``step``; None where there is no list.

        Without ``step`` the level is the one that stands for the paragraph's ``style``.
        """
        listed = self._lists.get(number) if number else None
        if listed is None:
            return None
        if step is None:
            step = next((at for at, level in listed.levels.items() if style and level.style == style), 0)
        level = listed.levels.get(step)
        if level is None:
            return None
        counts = self._counted_on(listed, step, level)
        if level.form == _BULLET:
            return Mark("", step, level.indent)
        return Mark(_printed(listed, level, counts), step, level.indent)

    def _counted_on(self, listed: _Instance, step: int, level: Level) -> Mapping[int, int]:
        counts = self._counts.setdefault(listed.count, {})
        if step in listed.starts:
            counts[step] = listed.starts.pop(step)
        else:
            counts[step] = counts.get(step, level.start - 1) + 1
        for deeper in [at for at in counts if at > step and _starts_again(listed.levels.get(at), step)]:
            del counts[deeper]
        return counts


def _starts_again(level: Level | None, step: int) -> bool:
    return level is None or level.restart is None or step < level.restart


def _printed(listed: _Instance, level: Level, counts: Mapping[int, int]) -> str:
    """Return a level's text with the numbers of the levels that it names."""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        named = listed.levels.get(at)
        if named is None:
            return ""
        return counted("decimal" if level.legal else named.form, counts.get(at, named.start))

    return _PLACE.sub(number, level.text).strip()


def _instances(root: Element) -> dict[int, _Instance]:
    abstract = {item.get(f"{W}abstractNumId", ""): item for item in root.findall(f"{W}abstractNum")}
    linked = {value(item, "styleLink"): at for at, item in abstract.items()}
    instances: dict[int, _Instance] = {}
    for item in root.findall(f"{W}num"):
        number = as_whole(item.get(f"{W}numId"))
        at = value(item, "abstractNumId")
        if number is None or at not in abstract:
            continue
        link = value(abstract[at], "numStyleLink")
        at = linked.get(link, at) if link else at
        instances[number] = _instance(item, at, _levels(abstract[at]))
    return instances


def _instance(item: Element, count: str, levels: dict[int, Level]) -> _Instance:
    starts: dict[int, int] = {}
    for override in item.findall(f"{W}lvlOverride"):
        levels |= _levels(override)
        step, start = as_whole(override.get(f"{W}ilvl")), whole(override, "startOverride")
        if step is not None and start is not None:
            starts[step] = start
    return _Instance(count, levels, starts)


def _levels(parent: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for item in parent.findall(f"{W}lvl"):
        step = as_whole(item.get(f"{W}ilvl"))
        if step is not None and step in _STEPS:
            levels[step] = _level(item)
    return levels


def _level(item: Element) -> Level:
    start, text = whole(item, "start"), value(item, "lvlText")
    # Newer formats come with an older one to fall back on, which stands last.
    forms = [form.get(f"{W}val", "") for form in item.iter(f"{W}numFmt")]
    legal = item.find(f"{W}isLgl") is not None
    indent = left_indent(item.find(f"{W}pPr"))
    return Level(
        1 if start is None else start,
        forms[-1] if forms else "decimal",
        text,
        value(item, "pStyle"),
        whole(item, "lvlRestart"),
        legal,
        indent,
    )

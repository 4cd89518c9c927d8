"""What stands around a table of figures: the unit in its caption, dates for all its values, footnotes to its labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.japanese.era import find_years
from corpus.kpi.surveys.place import matching
from corpus.kpi.values import unit_of
from corpus.layout.blocks import Block, BlockKind
from corpus.layout.lines import Line

_UNIT = re.compile(r"単位:?([^()、。\s]{1,12})(?=[)】\]、。]|$)")
_AS_OF = re.compile(
    r"[(※*]*(?:いずれも|各年度?とも|各年度?|毎年度?|数値は)?の?((?:\d{1,2}月(?:\d{1,2}日|末)|年度末)(?:現在|時点))"
    r"(?:の数値|の値|です)?[)。]*"
)
_FOOTNOTE = re.compile(r"(?:-|\*)?[※*](\d{1,2})[:.)]?(.+)")
_MARK = re.compile(r"[※*](\d{1,2})")
_PERIOD = re.compile(r"(?:\d{1,2}日|末|中|時点|現在|までに|まで)+")
_LONGEST = 120
_BEFORE, _AFTER = 3, 6  # blocks that speak of a table


@dataclass(frozen=True, slots=True)
class Footnote:
    """What a footnote says of time: ``fiscal_year`` where it names just one; ``plain`` where it names nothing else."""

    fiscal_year: int | None
    period: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a table: ``unit`` of cells without one, ``period`` of all values, footnotes by number."""

    unit: str
    period: str
    footnotes: dict[str, Footnote]


def surroundings(blocks: Sequence[Block], at: int, title: str, header: str) -> Surroundings:
    """Return what stands around the table ``blocks[at]``; ``title`` is the heading over it, ``header`` its names."""
    before = [matching(line.text) for block in blocks[max(0, at - _BEFORE) : at] for line in _short(block)]
    after = [matching(line.text) for block in _following(blocks, at) for line in _short(block)]
    captions = [matching(header), *reversed(before), matching(title), *after[:1]]
    dates = (found[1] for text in after[:3] if (found := _AS_OF.fullmatch(text)))
    return Surroundings(
        unit=next((unit for text in captions if (unit := _unit(text))), ""),
        period=next(dates, ""),
        footnotes={number: _footnote(said) for number, said in _footnotes(after).items()},
    )


def _footnotes(lines: Sequence[str]) -> dict[str, str]:
    """Return the footnotes by number; a line in parentheses under one belongs to it."""
    notes: dict[str, str] = {}
    last = ""
    for line in lines:
        if found := _FOOTNOTE.fullmatch(line):
            last = found[1]
            notes.setdefault(last, found[2])
        elif last and line.startswith("("):
            notes[last] += line
        else:
            last = ""
    return notes


def mark_of(label: str) -> str:
    """Return the number of the footnote that a label refers to, "" where it does to none."""
    found = _MARK.search(matching(label))
    return found[1] if found else ""


def _following(blocks: Sequence[Block], at: int) -> list[Block]:
    """Return the blocks after a table, up to the next table."""
    taken = []
    for block in blocks[at + 1 : at + 1 + _AFTER]:
        if block.kind is BlockKind.TABLE:
            break
        taken.append(block)
    return taken


def _short(block: Block) -> list[Line]:
    return [] if block.kind is BlockKind.TABLE else [line for line in block.lines[:4] if len(line.text) <= _LONGEST]


def _unit(text: str) -> str:
    found = _UNIT.search(text)
    return unit_of(f"値({found[1]})") or unit_of(f"値(単位:{found[1]})") if found else ""


def _footnote(said: str) -> Footnote:
    years = find_years(said)
    if not years:
        return Footnote(None, "", plain=False)
    end = years[-1].end
    more = _PERIOD.match(said, end)
    end = more.end() if more else end
    period = said[years[0].start : end]
    single = len(years) == 1 and years[0].fiscal
    rest = said[end:].removeprefix("の")
    return Footnote(
        years[0].year if single else None,
        "" if single and not more else period,
        plain=years[0].start == 0 and len(rest) <= len("実績値です。"),
    )

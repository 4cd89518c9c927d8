"""Values in the lines of definition lists: 「指標：受診率」, below it 「現状値：12.3%」 and 「目標値：20%」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.japanese.width import Normalised, normalise
from corpus.kpi.prose.words import prose_words
from corpus.kpi.record import KpiKind
from corpus.kpi.surveys.columns import year_said
from corpus.kpi.surveys.place import plain
from corpus.kpi.values import CellValue, read_value, unit_of
from corpus.layout.blocks import Block
from corpus.layout.lines import Gap, Line

_MARK = re.compile(r"(?:[-*+‐・･·●○■□◆◇◎※\s]|\d{1,2}[.)]\s|[①-⑳])*")
_VALUE = r"(?:\((?P<when>[^()]{1,20})\)|\[[^\[\]]{1,20}\])?\s*:\s*(?P<cell>[^\s、。;/→⇒:()]{1,20}(?:\([^()]{1,14}\))?)"
_CELL_YEAR = re.compile(r"\(([^()]{2,14})\)$")
_NAME_END = re.compile(r"[\s:、(\[【<→⇒]+$")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class LineValue:
    """A value that a line labels 目標 or 現状; ``start``/``end`` span the line, ``cell_…`` the value alone."""

    name: str
    unit: str
    kind: KpiKind
    value: CellValue
    fiscal_year: int | None
    period: str
    start: int
    end: int
    cell_start: int
    cell_end: int


def values_in_lines(blocks: Sequence[Block]) -> list[LineValue]:
    """Return the values of labelled lines, in order, each with the name in its line or in one of the lines above."""
    found: list[LineValue] = []
    name, age = "", 0
    for line in (line for block in blocks for line in block.lines if len(line.text) <= _LONGEST):
        matching = normalise(line.text)
        name, age = _name_in(matching.text) or (name, age + 1)
        if age > prose_words().reach or line.gap is Gap.FILE:
            name = ""
        taken = list(_in_line(line, matching, name))
        found += taken
        age = 0 if taken else age
    return found


def _name_in(text: str) -> tuple[str, int] | None:
    """Return the name that a line gives to the lines below it, with its age 0."""
    said = prose_words().line_name.match(text, _opening(text))
    if said is None:
        return None
    label = _labels().search(said["name"])
    name = said["name"][: label.start()] if label else said["name"]
    return _NAME_END.sub("", plain(name)), 0


def _in_line(line: Line, matching: Normalised, name: str) -> Iterator[LineValue]:
    text = matching.text
    labels = list(_labels().finditer(text))
    if labels and not prose_words().line_name.match(text, _opening(text)):
        own = _NAME_END.sub("", text[_opening(text) : labels[0].start()])
        name = own if own and prose_words().units_of(_bare(own)) else ("" if own else name)
    for label in labels if _is_name(name) else []:
        value = read_value(label["cell"])
        if value is None:
            continue
        year, period = _time(label)
        start, end = matching.source(label.start("cell"), label.end("cell"))
        yield LineValue(
            _without_unit(name),
            unit_of(name),
            prose_words().line_kinds[label["label"]],
            value,
            year,
            period,
            line.start,
            line.end,
            line.start + start,
            line.start + end,
        )


def _opening(text: str) -> int:
    mark = _MARK.match(text)
    return mark.end() if mark else 0


def _labels() -> re.Pattern[str]:
    words = sorted(prose_words().line_kinds, key=len, reverse=True)
    return re.compile(rf"(?<![一-鿿ァ-ヺー])(?P<label>{'|'.join(words)}){_VALUE}")


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= prose_words().longest and "。" not in name and read_value(name) is None  # noqa: PLR2004 (人口)


def _bare(name: str) -> str:
    return re.sub(r"\s?\([^()]*\)$", "", name)


def _without_unit(name: str) -> str:
    bare = _bare(name)
    return bare if bare and bare != name and unit_of(f"値{name[len(bare) :].strip()}") else name


def _time(label: re.Match[str]) -> tuple[int | None, str]:
    """Return the fiscal year or words of time in the label's or the value's parentheses."""
    remark = _CELL_YEAR.search(label["cell"])
    for said in filter(None, (label["when"], remark and remark[1])):
        year, period, _ = year_said(said)
        if year or period:
            return year, period
    return None, ""

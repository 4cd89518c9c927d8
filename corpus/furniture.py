"""Running heads and page numbers: lines that belong to the page and not to the plan."""

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import PurePath

from corpus.japanese.width import fold
from corpus.notice import Notice, NoticeCode
from corpus.outline.numbering import numbering
from corpus.readers.source import SourceText
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode

_PLAIN = (".txt", ".md")
_SENTENCE = re.compile("[、。]|[をにはがとでのも]$")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    said: str


def shown_text(name: str, source: SourceText, title: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the text of the file ``name`` without running heads and page numbers, and a notice of how many there are.

    That is done for plain text and Markdown; the readers of other formats know their pages and have done it.
    """
    if PurePath(name).suffix.lower() not in _PLAIN:
        return source.text, ()
    shown, count = without_furniture(source.text, source.pages or (), title)
    message = line_of(LineCode.FURNITURE, count=count)
    return shown, (Notice(name, "", NoticeCode.LEFT_OUT, message),) if count else ()


def without_furniture(text: str, breaks: Sequence[int], title: str) -> tuple[str, int]:
    """Return a file's text with its page numbers and running heads blanked, and how many lines those are.

    ``breaks`` are the offsets where pages after the first start, in order; ``title`` is the plan's title. What is
    returned is as long as ``text``, so that offsets stay. Blanked are page numbers in running order and short lines
    that come at least four times, always at a page's end or start; a chapter's name that stands nowhere else is kept
    once.
    """
    edges = _edges(text, breaks)
    numbers = [*_page_numbers(text), *_bare_numbers(edges)]
    if not numbers and not edges:
        return text, 0
    found = {line.start: line for line in (*numbers, *_heads(text, numbers, edges, title))}
    return _blanked(text, [found[at] for at in sorted(found)]), len(found)


def _page_numbers(text: str) -> Iterator[_Line]:
    """Yield the lines that are page numbers by their form and stand in running order."""
    short = re.finditer(r"^(?=[^\n]{0,12}\d)[^\n]{1,16}$", text, re.MULTILINE)
    lines = [line for match in short if (line := _stripped(match.start(), match[0])).said]
    for form in _rules().forms:
        yield from _in_order(lines, form)


def _bare_numbers(edges: Sequence[Sequence[Sequence[_Line]]]) -> Iterator[_Line]:
    """Yield the numbers with nothing around them that stand at the same place of page after page, in running order."""
    for pages in edges:
        for place in (0, 1):
            yield from _in_order([lines[place] for lines in pages if len(lines) > place], _rules().bare)


def _in_order(lines: Iterable[_Line], form: re.Pattern[str]) -> list[_Line]:
    """Return the lines of one form whose numbers count on, in runs of at least the fewest."""
    runs: list[list[tuple[_Line, int]]] = []
    for line, number in ((line, int(match["n"])) for line in lines if (match := form.fullmatch(line.said))):
        if runs and 0 < number - runs[-1][-1][1] <= _rules().widest_step:
            runs[-1].append((line, number))
        else:
            runs.append([(line, number)])
    return [line for run in runs if len(run) >= _rules().fewest for line, _ in run]


def _edges(text: str, breaks: Sequence[int]) -> tuple[list[list[_Line]], ...]:
    """Return the first and the last lines of each page, each page's outermost first; nothing for too few pages."""
    if len(breaks) + 1 < _rules().fewest:
        return ()
    pages = list(pairwise((0, *breaks, len(text))))
    return [_below(text, first, last) for first, last in pages], [_above(text, first, last) for first, last in pages]


def _heads(
    text: str, numbers: Sequence[_Line], edges: Sequence[Sequence[Sequence[_Line]]], title: str
) -> Iterator[_Line]:
    """Yield the running heads: lines at the edges of pages that come again and again, without those kept."""
    places: dict[str, dict[int, _Line]] = {}
    for line in _outermost(text, numbers, edges):
        if 1 < len(line.said) <= _rules().longest and not _SENTENCE.search(line.said):
            places.setdefault(_without_number(line.said) if edges else line.said, {})[line.start] = line
    for said, found in places.items():
        if len(found) < _rules().fewest:
            continue
        first, *rest = (found[at] for at in sorted(found))
        if not _is_chapter(first.said) or _names(title, said) or _elsewhere(text, first.said, found):
            yield first
        yield from rest


def _outermost(text: str, numbers: Sequence[_Line], edges: Sequence[Sequence[Sequence[_Line]]]) -> Iterator[_Line]:
    """Yield the outermost lines of each page that are no page numbers; without pages, the lines next to the numbers."""
    known = {line.start for line in numbers}
    for pages in edges:
        for lines in pages:
            yield from [line for line in lines if line.start not in known][:1]
    if not edges:
        for line in numbers:
            yield from (*_above(text, 0, line.start)[:1], *_below(text, line.end, len(text))[:1])


def _above(text: str, start: int, at: int) -> list[_Line]:
    """Return the last two lines with content before ``at``, the last first."""
    lines: list[_Line] = []
    while at > start and len(lines) < 2:  # noqa: PLR2004 - a running head and a page number
        begin = text.rfind("\n", start, at) + 1 or start
        line = _stripped(begin, text[begin:at])
        lines += [line] if line.said else []
        at = begin - 1
    return lines


def _below(text: str, at: int, end: int) -> list[_Line]:
    """Return the first two lines with content from ``at`` on."""
    lines: list[_Line] = []
    while at < end and len(lines) < 2:  # noqa: PLR2004 - a running head and a page number
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = _stripped(at, text[at:stop])
        lines += [line] if line.said else []
        at = stop + 1
    return lines


def _stripped(at: int, raw: str) -> _Line:
    said = raw.strip()
    start = at + (raw.index(said) if said else 0)
    return _Line(start, start + len(said), unicodedata.normalize("NFKC", said))


def _without_number(said: str) -> str:
    """Return a line without the page number at its end or start: 「みどり市行政改革プラン 12」 -> the plan's name."""
    return fold(re.sub(r"^[-\s]*\d{1,4}[-\s]+|[-\s]+\d{1,4}[-\s]*$", "", said)) or said


def _is_chapter(said: str) -> bool:
    return numbering(said) is not None or said[0] in "【《#"


def _names(title: str, said: str) -> bool:
    title = fold(title)
    return said in title or title in said


def _elsewhere(text: str, said: str, found: dict[int, _Line]) -> bool:
    """Return whether a line stands in the text as well, away from the pages' edges."""
    pattern = re.compile(rf"^[# \t\u3000*]*{re.escape(said)}[ \t\u3000*]*$", re.MULTILINE)
    at = sorted(found)
    for match in pattern.finditer(text):
        place = bisect_left(at, match.start())
        if place == len(at) or at[place] > match.end():
            return True
    return False


def _blanked(text: str, lines: Sequence[_Line]) -> str:
    pieces: list[str] = []
    position = 0
    for line in lines:
        pieces += [text[position : line.start], " " * (line.end - line.start)]
        position = line.end
    return "".join((*pieces, text[position:]))


@dataclass(frozen=True, slots=True)
class _Rules:
    fewest: int
    widest_step: int
    longest: int
    forms: tuple[re.Pattern[str], ...]
    bare: re.Pattern[str]


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("corpus").joinpath("furniture.toml").read_text(encoding="utf-8"))
    forms = tuple(re.compile(form) for form in data["forms"])
    return _Rules(data["fewest"], data["widest_step"], data["longest"], forms, re.compile(data["bare"]))

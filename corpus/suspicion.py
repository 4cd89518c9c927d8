"""Suspicious text: what in a plan looks made for an assistant rather than for people."""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from itertools import accumulate

from corpus.notice import Notice, NoticeCode
from corpus.plan import SourceFile
from corpus.remarks.grammar import line_of
from corpus.remarks.lines import LineCode
from corpus.remarks.places import PlaceCode

# Tags are ASCII moved to the end of Unicode, unseen.
_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}
_ODD = re.compile(r"[^\x00-\x7f\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What an attack says: ``pattern`` is searched in a ``view`` of the text, around the ``anchors`` only."""

    name: str
    view: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[_Rule, ...]
    hidden: Mapping[str, re.Pattern[str]]
    reach: int
    most: int


@dataclass(frozen=True, slots=True)
class _View:
    """A text for matching; ``starts`` is where each line of the source starts in it."""

    text: str
    starts: Sequence[int]

    def line(self, at: int) -> int:
        """Return the line of the source, from 1, that the letter at ``at`` stands in."""
        return bisect_right(self.starts, at)


def find_suspicions(text: str, files: Sequence[SourceFile]) -> tuple[Notice, ...]:
    """Return a notice for each line that speaks to an assistant, and for each kind of invisible letters in a file.

    In the order of the files; lines count from 1 in the file as read. The text is kept as it is.
    """
    return tuple(notice for file in files for notice in _of_file(text[file.start : file.end], file.name))


def _of_file(text: str, name: str) -> Iterator[Notice]:
    yield from _hidden(text, name)
    found = sorted(_instructions(text).items())
    for line, rule in found[: _rules().most]:
        yield Notice(name, _line(line), NoticeCode.INSTRUCTION, line_of(LineCode.INSTRUCTION, rule))
    if more := found[_rules().most :]:
        message = line_of(LineCode.MORE_INSTRUCTIONS, count=len(more))
        yield Notice(name, _line(more[0][0]), NoticeCode.INSTRUCTION, message)


def _line(number: int) -> str:
    return line_of(PlaceCode.LINE, line=number)


def _hidden(text: str, name: str) -> Iterator[Notice]:
    if _ODD.search(text) is None:
        return
    for kind, pattern in _rules().hidden.items():
        spans = [match.span() for match in pattern.finditer(text)]
        if spans:
            count = sum(end - start for start, end in spans)
            line = text.count("\n", 0, spans[0][0]) + 1
            yield Notice(name, _line(line), NoticeCode.HIDDEN, line_of(LineCode.INVISIBLE, kind, count=count))


def _instructions(text: str) -> dict[int, str]:
    """Return the lines that speak to an assistant, each with the name of the first rule that says so."""
    lines = _folded(text).split("\n")
    views = {name: view(lines) for name, view in _VIEWS.items()}
    found: dict[int, str] = {}
    for rule in _rules().rules:
        view = views[rule.view]
        for at in _matches(view.text, rule):
            found.setdefault(view.line(at), rule.name)
    return found


def _folded(text: str) -> str:
    """Return a text in lower case and of one width, without invisible letters, tags as the letters they stand for."""
    if _ODD.search(text):
        text = text.translate(_TAGS)
        for pattern in _rules().hidden.values():
            text = pattern.sub("", text)
    return unicodedata.normalize("NFKC", text).lower()


def _matches(text: str, rule: _Rule) -> Iterator[int]:
    """Yield where the rule's pattern matches; each part of the text is searched once at most."""
    for start, end in _near(text, rule.anchors):
        yield from (match.start() for match in rule.pattern.finditer(text, start, end))


def _near(text: str, anchors: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text that lie around an anchor, in order and apart from each other."""
    reach = _rules().reach
    start = end = -1
    for at in sorted(at for anchor in anchors for at in _places(text, anchor)):
        if at - reach > end:
            if end >= 0:
                yield start, end
            start = max(0, at - reach)
        end = at + 2 * reach
    if end >= 0:
        yield start, end


def _places(text: str, anchor: str) -> Iterator[int]:
    at = text.find(anchor)
    while at >= 0:
        yield at
        at = text.find(anchor, at + 1)


def _compact(lines: Sequence[str]) -> _View:
    pieces = ("\t".join("".join(cell.split()) for cell in line.split("\t")) if line else "\n" for line in lines)
    return _view([piece.replace("*", "").replace("`", "") or "\n" for piece in pieces])


def _spaced(lines: Sequence[str]) -> _View:
    return _view([" ".join(line.split()) + " " if line else "\n" for line in lines])


def _as_is(lines: Sequence[str]) -> _View:
    return _view([f"{line}\n" for line in lines])


def _view(pieces: Sequence[str]) -> _View:
    return _View("".join(pieces), [0, *accumulate(map(len, pieces))][:-1])


_VIEWS: Mapping[str, Callable[[Sequence[str]], _View]] = {"compact": _compact, "spaced": _spaced, "lines": _as_is}


@cache
def _rules() -> _Rules:
    data = tomllib.loads(resources("corpus").joinpath("suspicion.toml").read_text(encoding="utf-8"))
    rules = (
        _Rule(item["name"], item["view"], tuple(item["anchors"]), re.compile(item["pattern"])) for item in data["rule"]
    )
    hidden = {item["name"]: re.compile(item["pattern"]) for item in data["hidden"]}
    return _Rules(tuple(rules), hidden, data["reach"], data["most_notices"])

"""The words of an answer cut into paragraphs, lists and citation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from assistant.turn import Answer, Citation

_BULLET: Final = re.compile(r"^\s*(?:[・•‐-]|[*＊](?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer and the citations it rests on."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The items of a list, or a single paragraph."""

    bullets: bool
    lines: tuple[Line, ...]


def to_blocks(answer: Answer) -> tuple[Block, ...]:
    """Return the blocks of an answer in order: its verified sentences, or where it has none what it says instead.

    Notices and suggestions, which the whole text repeats, stand elsewhere on the page.
    """
    lines = enumerate(_sentences(answer) if answer.sentences else _declining(answer))
    groups = groupby(lines, key=lambda row: None if _BULLET.match(row[1].text) else row[0])
    return tuple(_block(tuple(line for _, line in rows), bullets=key is None) for key, rows in groups)


def by_place(citations: tuple[Citation, ...]) -> tuple[tuple[Citation, ...], ...]:
    """Return neighbouring citations of one place (plan, heading, page) together, in order."""
    groups = groupby(citations, key=lambda citation: (citation.plan_id, citation.heading, citation.page))
    return tuple(tuple(group) for _, group in groups)


def _sentences(answer: Answer) -> Iterator[Line]:
    by_marker = {citation.marker: citation for citation in answer.citations}
    for sentence in answer.sentences:
        yield Line(sentence.text, tuple(by_marker[marker] for marker in sentence.markers if marker in by_marker))


def _declining(answer: Answer) -> Iterator[Line]:
    for text in answer.text.split("\n"):
        if text.strip() and _BULLET.sub("", text) not in answer.suggestions:
            yield Line(text)


def _block(lines: tuple[Line, ...], *, bullets: bool) -> Block:
    if not bullets:
        return Block(bullets, lines)
    return Block(bullets, tuple(Line(_BULLET.sub("", line.text), line.citations) for line in lines))

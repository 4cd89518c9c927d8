"""What an answer carried over from earlier questions, in words; the asker may take each away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.kpis.numbers import year_in
from assistant.turn import Answer
from corpus.access import Access
from index.reader import IndexReader
from web.wording import Wording

_KNOWN: Final = ("plan", "topic", "fiscal_year", "indicator")


@dataclass(frozen=True, slots=True)
class Chip:
    """A carried item: ``item`` is what ``drop`` takes, ``kind`` the words for its kind, ``text`` the thing itself."""

    item: str
    kind: str
    text: str


def chips_of(answer: Answer, index: IndexReader, access: Access, wording: Wording) -> tuple[Chip, ...]:
    """Return the carried items of an answer in order; a plan that this asker may not see is left out."""
    return tuple(_chips(answer.context.carried, index, access, wording))


def _chips(items: tuple[str, ...], index: IndexReader, access: Access, wording: Wording) -> Iterator[Chip]:
    for item in items:
        kind, _, value = item.partition(":")
        text = _text(kind, value, index, access, wording)
        if text:
            yield Chip(item, wording(f"chips.{kind if kind in _KNOWN else 'other'}"), text)


def _text(kind: str, value: str, index: IndexReader, access: Access, wording: Wording) -> str:
    if kind == "plan":
        plan = index.plan(value, access=access)
        return plan.manifest.title if plan else ""
    if kind == "fiscal_year" and value.isdecimal():
        return year_in(int(value), wording.language)
    return value

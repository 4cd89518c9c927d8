"""The glossary of a plan, each term with how it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corpus.access import Access
from corpus.plan import SentenceKind
from index.reader import IndexReader
from index.tokens import reading

_ENTRY: Final = re.compile(r"^[\s\-・*]*(?P<term>[^：:\n]{1,60})[：:]\s*(?P<meaning>.+)", re.DOTALL)
_KANJI: Final = re.compile(r"[㐀-䶿一-鿿々]")
_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(ord("ァ"), ord("ヴ") + 1)}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a plan's glossary; ``reading`` is in kana, empty where the term is not written in kanji."""

    term: str
    reading: str
    meaning: str
    url: str


def glossary_of(index: IndexReader, plan_id: str, *, access: Access) -> tuple[Term, ...]:
    """Return the entries of a plan's glossary in the order of the plan; none where it has none."""
    return tuple(_terms(index, plan_id, access))


def _terms(index: IndexReader, plan_id: str, access: Access) -> Iterator[Term]:
    for chunk in index.chunks(plan_id, access=access):
        for sentence in chunk.sentences:
            entry = _ENTRY.match(sentence.text) if sentence.kind is SentenceKind.ENTRY else None
            if entry:
                url = f"/sources/{plan_id}?start={sentence.start}&end={sentence.end}#{chunk.id}"
                yield Term(entry["term"].strip(), kana(entry["term"].strip()), entry["meaning"].strip(), url)


def kana(term: str) -> str:
    """Return how a term is read, in hiragana: 基幹業務 gives きかんぎょうむ; nothing where it holds no kanji."""
    return reading(term).translate(_TO_HIRAGANA) if _KANJI.search(term) else ""

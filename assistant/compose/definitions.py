"""A definition: the entries of a glossary whose terms the question names."""

import re

from assistant.compose.framing import Framing, Placed
from assistant.compose.settings import compose_settings
from assistant.turn import Draft, Turn
from corpus.japanese.width import fold
from corpus.plan import SentenceKind

_TERM = re.compile(r"([^：:]{2,40})[：:]")
_BRACKETS = re.compile(r"[（(].*?[）)]")


def defined(turn: Turn, framing: Framing) -> tuple[Draft, ...] | None:
    """Return the glossary entries of the terms that the question names, the longest terms; None where none is."""
    question = fold(turn.question.text)
    found = {
        term: Placed(hit.chunk, sentence)
        for hit in reversed(turn.hits)
        for sentence in hit.chunk.sentences
        if sentence.kind is SentenceKind.ENTRY and (term := _term(sentence.text)) and term in question
    }
    whole = [one for term, one in found.items() if _stands_alone(term, question, found)]
    whole.sort(key=lambda one: (one.chunk.plan_id, one.sentence.start))
    letters = sum(len(one.sentence.text) for one in whole)
    return framing.groups(whole) if whole and letters <= compose_settings().sentence_letters else None


def _term(entry: str) -> str:
    lead = _TERM.match(entry)
    return fold(_BRACKETS.sub("", lead[1])) if lead else ""


def _stands_alone(term: str, question: str, found: dict[str, Placed]) -> bool:
    """Return whether a term is named for itself, not only as a part of a longer one (業務 in コア業務)."""
    for longer in found:
        if term != longer and term in longer:
            question = question.replace(longer, " ")
    return term in question

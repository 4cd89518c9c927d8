"""The chunks that may answer."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.steps.answer_types import Wanted, wanted
from assistant.turn import Turn
from corpus.plan import SentenceKind
from index.hits import Hit
from index.reader import IndexReader

_TOP = 10  # composing looks at the first few, suggestions at the rest


def find_chunks(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with the best hits for its question, within its plans and the asker's access.

    Where a term is to be explained, hits with its glossary entry come first: other passages only use the word.
    """
    hits = index.search(turn.search_text, access=turn.question.access, plan_ids=turn.context.plan_ids, top=_TOP)
    asked = wanted(turn.question.text)
    return replace(turn, hits=_entries_first(hits, asked) if asked and asked.explained else hits)


def _entries_first(hits: Sequence[Hit], asked: Wanted) -> tuple[Hit, ...]:
    ordered = sorted(hits, key=lambda hit: not _explains(hit, asked))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(ordered, 1))


def _explains(hit: Hit, asked: Wanted) -> bool:
    entries = (one.text for one in hit.chunk.sentences if one.kind is SentenceKind.ENTRY)
    return any(asked.held_by(entry) for entry in entries)

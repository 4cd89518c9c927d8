"""Third step: the chunks that may answer."""

from dataclasses import replace

from assistant.turn import Turn
from index.reader import IndexReader

_TOP = 10  # composing looks at the first few, suggestions at the rest


def find_chunks(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with the best hits for its question, within its plans and the asker's access."""
    hits = index.search(turn.search_text, access=turn.question.access, plan_ids=turn.context.plan_ids, top=_TOP)
    return replace(turn, hits=hits)

"""Answers and hits as JSON values, with the keys of ``docs/contract.md``."""

from typing import Any

from pydantic import TypeAdapter

from assistant.turn import Answer
from index.hits import Hit

_ANSWER = TypeAdapter(Answer)


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as a JSON object."""
    value: dict[str, Any] = _ANSWER.dump_python(answer, mode="json")
    return value


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a hit as a JSON object; ``sentence`` is the span of its best sentence, null where it has none."""
    chunk = hit.chunk
    best = hit.best if hit.similarities else None
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "plan_id": chunk.plan_id,
        "chunk_id": chunk.id,
        "heading": list(chunk.heading),
        "page": chunk.page,
        "text": chunk.text,
        "start": chunk.start,
        "end": chunk.end,
        "lexical_rank": hit.lexical_rank,
        "dense_rank": hit.dense_rank,
        "sentence": {"start": best.start, "end": best.end} if best else None,
    }

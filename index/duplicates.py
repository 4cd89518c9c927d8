"""Hits that say the same: a sentence that stands in summary, body and appendix; and hits that stand side by side."""

from collections.abc import Hashable, Sequence

from corpus.japanese.width import fold
from corpus.plan import Chunk


def said_by(chunk: Chunk, similarities: Sequence[float], letters: int) -> Hashable | None:
    """Return what a chunk says nearest to the question, None where that is shorter than so many letters."""
    if not similarities or max(similarities) <= 0:
        return None
    best = max(range(len(similarities)), key=similarities.__getitem__)
    said = fold(chunk.sentences[best].text)
    return (chunk.plan_id, said) if len(said) >= letters else None


def folded(said: Sequence[Hashable | None]) -> dict[int, int]:
    """Return the positions that stay, in order, each with how many later ones say the same; None is like none."""
    first: dict[Hashable, int] = {}
    kept: dict[int, int] = {}
    for position, key in enumerate(said):
        place = position if key is None else first.setdefault(key, position)
        kept[place] = kept[place] + 1 if place in kept else 0
    return kept


def neighbours(chunks: Sequence[Chunk], ordinals: Sequence[int]) -> list[tuple[str, ...]]:
    """Return for each chunk the ids of those here that stand directly before or after it in its section."""
    places = dict(zip(ordinals, chunks, strict=True))
    return [
        tuple(
            places[near].id
            for near in (ordinal - 1, ordinal + 1)
            if near in places and (places[near].plan_id, places[near].section) == (chunk.plan_id, chunk.section)
        )
        for ordinal, chunk in zip(ordinals, chunks, strict=True)
    ]

"""Time searches of two indexes of the same plans against each other: ``python -m tests.index.engines.timing A B``."""

import sys
from collections.abc import Sequence
from contextlib import closing
from time import perf_counter

import numpy as np

from assistant.commands.options import load_settings
from assistant.reader import embedder_of
from corpus.access import Access
from eval.cases import FollowUpCase, bundled_cases
from index.engines.choice import engine_of
from index.place import place_of
from index.reader import IndexReader


def timed(reader: IndexReader, question: str) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return how many milliseconds a search took, and its hits' ids and scores."""
    begun = perf_counter()
    hits = reader.search(question, access=Access.STAFF)
    return (perf_counter() - begun) * 1_000, tuple((hit.chunk.id, hit.score) for hit in hits)


def compare(readers: Sequence[IndexReader], questions: Sequence[str]) -> list[str]:
    """Return a line for each of two rounds: the same questions, asked of both in turn."""
    lines = []
    for name in ("first time asked", "asked again"):
        rows = [[timed(reader, question) for reader in readers] for question in questions]
        same = sum(one[1] == other[1] for one, other in rows)
        spread = [np.percentile([row[at][0] for row in rows], [50, 95]) for at in range(len(readers))]
        told = "; ".join(f"p50 {p50:.1f} p95 {p95:.1f} ms" for p50, p95 in spread)
        lines.append(f"{name}: {told}; same hits and scores {same} of {len(rows)}")
    return lines


def main(places: Sequence[str]) -> None:
    """Print the comparison of two indexes over the development questions."""
    embedder = embedder_of(load_settings())
    questions = [case.question for case in bundled_cases() if not isinstance(case, FollowUpCase)]
    one, other = (engine_of(place_of(place)).open(embedder) for place in places)
    with closing(one), closing(other):
        sys.stdout.write("\n".join(compare((one, other), questions)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Retrieval: every passage question through the search, under several fusions in the same run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.steps.places import named_in
from corpus.access import Access
from eval.cases import PassageCase
from eval.measures.retrieval import find_at, mean, reciprocal_rank
from eval.tasks.relevance import answers
from index.fusion import FusionSettings, FusionWeights
from index.reader import IndexReader

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class SearchScores:
    """One method's figures: one value a question, in the order of the cases."""

    method: str
    at_1: tuple[float, ...]
    at_5: tuple[float, ...]
    reciprocal: tuple[float, ...]

    def line(self) -> str:
        """Return the means as one line."""
        means = (mean(self.at_1), mean(self.at_5), mean(self.reciprocal))
        return f"{self.method:<28} R@1 {means[0]:.3f}  R@5 {means[1]:.3f}  MRR {means[2]:.3f}  n={len(self.at_1)}"


def methods(settings: FusionSettings) -> dict[str, FusionSettings]:
    """Return the fusions to compare: each arm alone, pairs, all with equal weights, and the settings as they are."""
    alone = {
        "words BM25": (1.0, 0, 0, 0), "bigrams BM25": (0, 1.0, 0, 0), "best sentence": (0, 0, 1.0, 0),
        "words + bigrams": (1.0, 1.0, 0, 0), "words + sentence": (1.0, 0, 1.0, 0),
        "words + bigrams + sentence": (1.0, 1.0, 1.0, 0),
    }  # fmt: skip
    named = {name: _weighted(settings, *weights) for name, weights in alone.items()}
    return {**named, "as set in fusion.toml": settings}


def _weighted(settings: FusionSettings, words: float, bigrams: float, best: float, two: float) -> FusionSettings:
    weights = FusionWeights(words=words, bigrams=bigrams, best_sentence=best, two_sentences=two)
    return settings.model_copy(update={"weights": weights})


def score_search(
    index: IndexReader, cases: Sequence[PassageCase], method: str, settings: FusionSettings
) -> SearchScores:
    """Return one method's figures over the cases; plans are those the question chose or names."""
    searcher = replace(index.searcher, settings=settings)
    judged = [_judged(index, case, searcher.search) for case in cases]
    return SearchScores(
        method,
        tuple(find_at(found, 1) for found in judged),
        tuple(find_at(found, 5) for found in judged),
        tuple(reciprocal_rank(found) for found in judged),
    )


def _judged(index: IndexReader, case: PassageCase, search: Callable[..., tuple[object, ...]]) -> list[bool]:
    named = named_in(case.question, index.plans(access=Access.PUBLIC))
    text = case.question
    for word in named.words:
        text = text.replace(word, " ")
    hits = search(text, access=Access.PUBLIC, plan_ids=case.plan_ids or named.plan_ids, top=_DEPTH)
    return [answers(hit.chunk, case) for hit in hits]  # type: ignore[attr-defined]

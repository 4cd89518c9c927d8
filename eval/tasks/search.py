"""Retrieval: every passage question through the search, under several fusions in the same run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.steps.places import named_in
from corpus.access import Access
from eval.cases import PassageCase
from eval.measures.retrieval import find_at, mean, reciprocal_rank
from eval.tasks.relevance import answers
from index.arms import ARMS, BY_KEYWORD, BY_MEANING, EXACT
from index.fusion import ArmWeight, FusionSettings
from index.reader import IndexReader
from index.term_matching import TERMS

_DEPTH = 10
_SENTENCES = ("best_sentence", "two_sentences")
_MEANING = (*_SENTENCES, "chunk_vector")
_MIDDLE = 0.5  # coverage at which weights that follow it are held in the rows where they do not


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
        return f"{self.method:<35} R@1 {means[0]:.3f}  R@5 {means[1]:.3f}  MRR {means[2]:.3f}  n={len(self.at_1)}"


def methods(settings: FusionSettings) -> dict[str, FusionSettings]:
    """Return the fusions to compare, each with the row above it: arms alone, then one more at a time, then as set."""
    keyword = ("words", "bigrams", "lexicon")
    fixed = whatever_the_coverage(settings)
    return {
        "words": alone(settings, "words"),
        "bigrams": alone(settings, "bigrams"),
        "words + bigrams": only(fixed, keyword[:2]),
        "words + bigrams + lexicon": only(fixed, keyword),
        "chunk vector alone": alone(settings, "chunk_vector"),
        "sentence vectors alone": only(fixed, _SENTENCES),
        "sentence and chunk vectors": only(fixed, _MEANING),
        "vectors + words + bigrams + lexicon": only(fixed, (*_MEANING, *keyword)),
        "+ headings": only(fixed, (*_MEANING, *keyword, "headings")),
        "+ exact": only(fixed, (*_MEANING, *keyword, "headings", EXACT)),
        "as set: weights follow the coverage": settings,
    }


def left_out(settings: FusionSettings) -> dict[str, FusionSettings]:
    """Return the settings without one or several arms, to be compared with the settings as they are.

    Matched terms are words and vectors both, so they are left out with either kind.
    """
    without = {
        "without keyword arms": {*BY_KEYWORD, EXACT, TERMS}, "without vectors": {*BY_MEANING, TERMS},
        **{f"without {name}": {name} for name in sorted(settings.wanted)},
    }  # fmt: skip
    return {name: only(settings, ARMS - arms) for name, arms in without.items()}


def alone(settings: FusionSettings, arm: str) -> FusionSettings:
    """Return the settings with this arm and no other."""
    return settings.model_copy(update={"arms": {arm: ArmWeight(weight=1.0)}})


def only(settings: FusionSettings, arms: Iterable[str]) -> FusionSettings:
    """Return the settings with these arms, each as it is set; one that is not set stays out."""
    kept = {name: settings.arms[name] for name in arms if name in settings.arms}
    return settings.model_copy(update={"arms": kept})


def whatever_the_coverage(settings: FusionSettings) -> FusionSettings:
    """Return the settings with every weight as it is for a question of middling coverage."""
    held = {
        name: arm.model_copy(update={"weight": arm.at(_MIDDLE), "covered": 0.0}) for name, arm in settings.arms.items()
    }
    return settings.model_copy(update={"arms": held})


def score_search(
    index: IndexReader, cases: Sequence[PassageCase], method: str, settings: FusionSettings
) -> SearchScores:
    """Return one method's figures over the cases; plans are those the question chose or names."""
    changed = replace(index, searcher=replace(index.searcher, settings=settings))
    return scores_of(method, [_judged(changed, case) for case in cases])


def scores_of(method: str, judged: Sequence[Sequence[bool]]) -> SearchScores:
    """Return the figures of ranked judgements, one ranking a question."""
    at_1, at_5 = (tuple(find_at(found, k) for found in judged) for k in (1, 5))
    return SearchScores(method, at_1, at_5, tuple(map(reciprocal_rank, judged)))


def question_of(index: IndexReader, case: PassageCase) -> tuple[str, tuple[str, ...]]:
    """Return what to search for, without the names of plans and cities, and the plans to search."""
    named = named_in(case.question, index.plans(access=Access.PUBLIC))
    text = case.question
    for word in named.words:
        text = text.replace(word, " ")
    return text, tuple(case.plan_ids or named.plan_ids)


def _judged(index: IndexReader, case: PassageCase) -> list[bool]:
    text, plan_ids = question_of(index, case)
    hits = index.search(text, access=Access.PUBLIC, plan_ids=plan_ids, top=_DEPTH)
    return [answers(hit.chunk, case) for hit in hits]

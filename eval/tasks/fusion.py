"""Fitting the weights of ``index/fusion.toml``: the arms' values once for every question, then one weight at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.access import Access
from eval.cases import PassageCase
from eval.measures.retrieval import mean
from eval.tasks.relevance import answers
from eval.tasks.search import question_of, scores_of
from index.fusion import ArmWeight, Column, comparable
from index.reader import IndexReader

_DEPTH = 10
_STEPS = (0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_ROUNDS = 4
_LEVEL = 0.5  # a candidate that scores less than this below another counts as nearly level with it
_GAIN = 0.002  # a weight is moved for no less: so few questions do not tell smaller differences apart
_RIVALS = {"plain": ("words", "bigrams"), "everyday": ("best_sentence",)}  # what fusing must not lose against


@dataclass(frozen=True, slots=True)
class JudgedCandidates:
    """A question's candidates: comparable values of every arm, which of them answer, and the question's coverage."""

    columns: Mapping[str, Column]
    answering: NDArray[np.bool_]
    coverage: float
    wording: str

    def fused(self, arms: Mapping[str, ArmWeight]) -> Column:
        """Return the score of each candidate, as ``index.fusion.weighted_sum`` gives it."""
        parts = [arms[name].at(self.coverage) * values for name, values in self.columns.items() if name in arms]
        total: Column = np.sum(parts, axis=0)
        return total


def judged_candidates(index: IndexReader, cases: Sequence[PassageCase]) -> Iterator[JudgedCandidates]:
    """Yield the candidates of each question, whatever the weights of the arms that are set."""
    settings = index.searcher.settings
    weighed = {name: arm.model_copy(update={"weight": 1.0}) for name, arm in settings.arms.items()}
    searcher = replace(index.searcher, settings=settings.model_copy(update={"arms": weighed}))
    for case in cases:
        text, plan_ids = question_of(index, case)
        found = searcher.candidates(text, access=Access.PUBLIC, plan_ids=plan_ids)
        if found is not None:
            chunks = searcher.store.chunks(found.ordinals.tolist())
            columns = {
                name: comparable(values, settings.arms[name].scale, settings.few)
                for name, values in found.columns.items()
            }
            answering = np.array([answers(chunk, case) for chunk in chunks], dtype=bool)
            yield JudgedCandidates(columns, answering, found.coverage, case.wording)


def worth(questions: Sequence[JudgedCandidates], arms: Mapping[str, ArmWeight]) -> float:
    """Return half the mean of R@1, R@5 and MRR and half the soft MRR, less what a single kind of arms does better.

    The soft MRR also sees how close a rank was. What is lost: ``lost_to_one_kind``.
    """
    fused = [one.fused(arms) for one in questions]
    pairs = list(zip(questions, fused, strict=True))
    scores = scores_of("", [one.answering[np.argsort(-f, kind="stable")[:_DEPTH]].tolist() for one, f in pairs])
    counted = mean([mean(scores.at_1), mean(scores.at_5), mean(scores.reciprocal)])
    soft = mean([_soft_reciprocal(one.answering, f) for one, f in pairs])
    return 0.5 * counted + 0.5 * soft - lost_to_one_kind(questions, arms)


def lost_to_one_kind(questions: Sequence[JudgedCandidates], arms: Mapping[str, ArmWeight]) -> float:
    """Return by how much R@1 falls short of words and bigrams alone on plain questions, of meaning on everyday ones."""
    lost = 0.0
    for wording, rivals in _RIVALS.items():
        asked = [one for one in questions if one.wording == wording]
        least = sum(_first_answers(one, {name: ArmWeight(weight=1.0) for name in rivals}) for one in asked)
        lost += max(0.0, least - sum(_first_answers(one, arms) for one in asked)) / max(1, len(asked))
    return lost


def _first_answers(one: JudgedCandidates, arms: Mapping[str, ArmWeight]) -> float:
    return float(one.answering[one.fused(arms).argmax()])


def _soft_reciprocal(answering: NDArray[np.bool_], fused: Column) -> float:
    """Return 1 / soft rank of the best answering candidate: 1 plus the others, each by how far it is ahead (0 to 1)."""
    if not answering.any():
        return 0.0
    ahead = fused[~answering] - fused[answering].max()
    return float(1 / (1 + (1 / (1 + np.exp(-np.clip(ahead / _LEVEL, -30, 30)))).sum()))


def fit_fusion(
    groups: Sequence[Sequence[JudgedCandidates]], start: Mapping[str, ArmWeight], tell: Callable[[str], None]
) -> dict[str, ArmWeight]:
    """Return the weights worth most, the mean over the groups, found one weight at a time from those given.

    That of ``best_sentence`` stays: only the relations between weights count.
    """

    def value_of(arms: Mapping[str, ArmWeight]) -> float:
        return mean([worth(group, arms) for group in groups])

    best, value = dict(start), value_of(start)
    tell(f"as set: {value:.4f}")
    for _ in range(_ROUNDS):
        before = value
        for name in start:
            for part in ("weight", "covered") if name != "best_sentence" else ():
                tried = [_changed(best, name, part, step) for step in _STEPS]
                values = [value_of(one) for one in tried]
                top = int(np.argmax(values))
                if values[top] > value + _GAIN:
                    best, value = tried[top], values[top]
        tell(f"found: {value:.4f}")
        if value == before:
            break
    return best


def _changed(arms: Mapping[str, ArmWeight], name: str, part: str, value: float) -> dict[str, ArmWeight]:
    return {**arms, name: arms[name].model_copy(update={part: value})}

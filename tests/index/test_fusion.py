"""Fusion: comparable values, weights that follow the coverage, and reciprocal ranks."""

import numpy as np
import pytest

from index.arms import ARMS
from index.fusion import (
    ArmWeight,
    FusionSettings,
    comparable,
    fusion_settings,
    reciprocal_ranks,
    shares_of_best,
    weighted_sum,
    z_scores,
)

LEXICAL = np.array([9.0, 1.0, 0.0, 0.0, 0.0, 0.0])
DENSE = np.array([0.1, 0.2, 0.1, 0.9, 0.1, 0.2])


def settings(words: ArmWeight, meaning: ArmWeight) -> FusionSettings:
    return fusion_settings().model_copy(update={"arms": {"words": words, "best_sentence": meaning}})


def test_z_scores_have_mean_0_and_deviation_1() -> None:
    scores = z_scores(np.array([1.0, 2.0, 6.0]))
    assert scores.mean() == pytest.approx(0)
    assert scores.std() == pytest.approx(1)


@pytest.mark.parametrize("values", [[3.0], [2.0, 2.0, 2.0], [0.0, 0.0]])
def test_equal_values_have_no_z_scores(values: list[float]) -> None:
    assert z_scores(np.array(values)).tolist() == [0.0] * len(values)


def test_few_or_equal_values_are_divided_by_the_best() -> None:
    assert comparable(np.array([4.0, 1.0]), "z", few=5).tolist() == [1.0, 0.25]
    assert comparable(np.full(6, 3.0), "z", few=5).tolist() == [1.0] * 6
    assert comparable(LEXICAL, "z", few=5).tolist() == z_scores(LEXICAL).tolist()
    assert shares_of_best(np.array([0.0, 0.0])).tolist() == [0.0, 0.0]


def test_a_share_counts_as_it_is() -> None:
    assert comparable(np.array([1.0, 0.0, 0.0, 0.0, 0.0]), "share", few=5).tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]


def test_words_lead_when_they_cover_the_question_and_meaning_when_they_do_not() -> None:
    follows = settings(ArmWeight(weight=0.1, covered=3.0), ArmWeight(weight=1.0))
    columns = {"words": LEXICAL, "best_sentence": DENSE}
    assert weighted_sum(columns, follows, coverage=0.9).argmax() == 0
    assert weighted_sum(columns, follows, coverage=0.1).argmax() == 3


def test_a_weight_never_falls_below_nothing() -> None:
    assert ArmWeight(weight=0.5, covered=-2.0).at(1.0) == 0.0
    assert ArmWeight(weight=0.5, covered=2.0).at(0.5) == pytest.approx(1.0)


def test_reciprocal_ranks_match_the_formula_and_skip_what_an_arm_did_not_find() -> None:
    fused = reciprocal_ranks({"a": np.array([5.0, 1.0, 0.0]), "b": np.array([0.0, 3.0, 0.0])}, k=60)
    assert fused.tolist() == pytest.approx([1 / 61, 1 / 62 + 1 / 61, 0.0])


def test_the_committed_settings_load_and_name_arms_that_there_are() -> None:
    committed = fusion_settings()
    assert committed.pool >= 10
    assert set(committed.arms) <= ARMS
    assert {"words", "best_sentence", "exact"} <= committed.wanted

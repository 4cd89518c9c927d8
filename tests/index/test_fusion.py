"""Fusion: standardised sums and reciprocal ranks."""

import numpy as np
import pytest

from index.fusion import fusion_settings, reciprocal_ranks, weighted_sum, z_scores


def test_z_scores_have_mean_0_and_deviation_1() -> None:
    scores = z_scores(np.array([1.0, 2.0, 6.0]))
    assert scores.mean() == pytest.approx(0)
    assert scores.std() == pytest.approx(1)


@pytest.mark.parametrize("values", [[3.0], [2.0, 2.0, 2.0], [0.0, 0.0]])
def test_equal_values_say_nothing(values: list[float]) -> None:
    assert z_scores(np.array(values)).tolist() == [0.0] * len(values)


def test_weighted_sum_follows_the_heavier_arm() -> None:
    arms = {"words": np.array([1.0, 0.0]), "best_sentence": np.array([0.0, 1.0])}
    assert weighted_sum(arms, {"words": 2.0, "best_sentence": 1.0}).argmax() == 0
    assert weighted_sum(arms, {"words": 1.0, "best_sentence": 2.0}).argmax() == 1


def test_reciprocal_ranks_match_the_formula_and_skip_what_an_arm_did_not_find() -> None:
    fused = reciprocal_ranks({"a": np.array([5.0, 1.0, 0.0]), "b": np.array([0.0, 3.0, 0.0])}, k=60)
    assert fused.tolist() == pytest.approx([1 / 61, 1 / 62 + 1 / 61, 0.0])


def test_the_committed_settings_load() -> None:
    settings = fusion_settings()
    assert settings.pool >= 10
    assert set(settings.weights.model_dump()) == {"words", "bigrams", "best_sentence", "two_sentences"}

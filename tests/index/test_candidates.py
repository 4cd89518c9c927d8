"""The ranking of an arm against the same worked out by sorting everything."""

import numpy as np
import pytest

from index.candidates import ranking

SCORES = np.random.default_rng(3).integers(0, 9, 200).astype(np.float32)  # many equals, many zeros


@pytest.mark.parametrize("allowed", [[range(200)], [range(5, 60), range(60, 61), range(150, 190)], [range(7, 7)]])
@pytest.mark.parametrize("top", [1, 10, 500])
def test_the_best_come_first_and_equals_by_ordinal(allowed: list[range], top: int) -> None:
    ordinals = [ordinal for span in allowed for ordinal in span if SCORES[ordinal] > 0]
    expected = sorted(ordinals, key=lambda ordinal: (-SCORES[ordinal], ordinal))[:top]
    assert ranking(SCORES, allowed, top).tolist() == expected

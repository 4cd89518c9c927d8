"""An ingest killed amid its work."""

from random import Random

from tests.faults import kills
from tests.faults.outcomes import BAD
from tests.faults.world import World


def test_a_killed_ingest_leaves_the_old_answers_and_nothing_else(world: World, random: Random) -> None:
    outcomes = list(kills.faults(world, random, 1))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert len(outcomes) == 1

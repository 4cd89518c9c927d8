"""What stands around the index fails, and answers go on: the disk, the database of the pages, the clock, the model."""

from random import Random

import pytest

from tests.faults import clocks, disks, endpoints, web_database
from tests.faults.outcomes import BAD
from tests.faults.world import World


def test_a_full_or_read_only_disk_leaves_the_old_index_and_is_told(world: World, random: Random) -> None:
    if not disks.may_mount(world.folder / "mount"):
        pytest.skip("a small disk can only be mounted by root")
    outcomes = [*disks.ingests(world, random, 2), *disks.databases(world, random, ["nearly full"])]
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert {"told", "right"} <= {one.verdict for one in outcomes}


def test_without_its_database_the_service_answers_on_and_says_that_nothing_is_kept(
    world: World, random: Random
) -> None:
    outcomes = list(web_database.faults(world, random, 1))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert any(one.verdict == "told" for one in outcomes)


def test_a_clock_that_jumps_locks_nobody_out_and_keeps_nothing_for_ever(world: World) -> None:
    outcomes = [*clocks.faults(world, ["thirty days on"]), *clocks.todays(world)]
    assert [one for one in outcomes if one.verdict in BAD] == []


def test_a_failing_language_model_costs_its_time_limit_and_no_more(world: World) -> None:
    outcomes = list(endpoints.faults(world, ["hanging", "half a stream", "garbage"]))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert len(outcomes) == 12

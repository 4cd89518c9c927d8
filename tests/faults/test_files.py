"""No damaged file makes a wrong answer: sound, or one clear line."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from corpus.access import Access
from tests.faults import closed_files, open_files
from tests.faults.damage import damaged
from tests.faults.outcomes import BAD, Outcome
from tests.faults.world import QUESTIONS, World
from tests.web.client import error_of

Faults = Callable[[World, Random], Iterator[Outcome]]


@pytest.mark.parametrize(
    ("faults", "least"),
    [
        (lambda world, random: closed_files.faults(world, random, 24), 24),
        (lambda world, random: closed_files.mendings(world, random, 3), 3),
        (lambda world, random: open_files.faults(world, random, 4), 12),
        (lambda world, random: open_files.rot(world, random, 10), 10),
        (open_files.recovery, 2),
        (open_files.unusable, 8),
    ],
    ids=["opened", "ingested over", "under a server", "rot", "recovery", "pointer"],
)
def test_nothing_wrong_is_answered_and_nothing_is_lost(
    faults: Faults, least: int, world: World, random: Random
) -> None:
    outcomes = list(faults(world, random))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert len(outcomes) >= least


def test_a_quote_whose_text_turned_over_on_the_disk_is_not_shown(world: World, random: Random) -> None:
    store = world.generation / "store.sqlite"
    quote = "年間30万人にふやします".encode()
    told = 0
    for _ in range(6):
        with world.client() as client, damaged(store, "rot", random, quote):
            response = client.post("/api/ask", json={"question": QUESTIONS[1]})
            if response.status_code == 503:
                told += error_of(response)["code"] == "index_unavailable"
            else:
                assert response.json()["citations"] == world.sound[QUESTIONS[1]]["citations"]
    assert told >= 3, "most places of the quote are read for this answer"


def test_a_damaged_plan_is_not_taken_over_by_the_next_ingest(world: World, random: Random) -> None:
    with damaged(world.generation / "store.sqlite", "rot", random, "年間30万人".encode()):
        report = world.ingest()
    assert not any(plan.reused for plan in report.plans)
    with world.assistant() as assistant:
        for plan_id, text in world.texts.items():
            assert assistant.index.text(plan_id, access=Access.STAFF) == text

"""A server that keeps the index goes, stands still or loses data: sound answers or one clear line, and back again."""

from collections.abc import Iterator
from random import Random

import pytest

from tests.faults import away, collections_lost, connections, kills, servers, tables
from tests.faults.outcomes import BAD
from tests.faults.servers import Served, on_chroma, on_postgres

pytestmark = pytest.mark.skipif(bool(servers.missing()), reason=f"not installed: {servers.missing()}")
_SOME = ("a number of a plan's text", "a column gone", "table of postings gone", "staff plan made public")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with on_postgres(tmp_path_factory.mktemp("postgres") / "world") as served:
        yield served


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with on_chroma(tmp_path_factory.mktemp("chroma") / "world") as served:
        yield served


def test_postgresql_killed_amid_a_question_is_told_and_answers_are_right_soon_after_it_is_back(
    postgres: Served, random: Random
) -> None:
    outcomes = list(away.killed(postgres, random, 1))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert len(outcomes) == 12


@pytest.mark.soak
def test_postgresql_that_stands_still_is_told_within_the_time_of_an_answer(postgres: Served, random: Random) -> None:
    outcomes = list(away.still(postgres, random, 1))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert "told" in {one.verdict for one in outcomes}


def test_connections_that_are_cut_cost_no_answer_and_none_left_is_told(postgres: Served, random: Random) -> None:
    outcomes = [*connections.cut(postgres, random, 2), *connections.full(postgres)]
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert {"told", "right"} == {one.verdict for one in outcomes}


@pytest.mark.soak
def test_an_altered_table_is_told_and_never_quoted(postgres: Served) -> None:
    outcomes = list(tables.faults(postgres, _SOME))
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert sum(one.verdict == "told" for one in outcomes) >= 2 * len(_SOME)


@pytest.mark.soak
def test_an_ingest_into_postgresql_that_dies_leaves_the_old_answers_and_nothing_else(
    postgres: Served, random: Random
) -> None:
    outcomes = [*kills.faults(postgres.world, random, 1), *kills.of_server(postgres, random, 1)]
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert len(outcomes) == 2


def test_a_chroma_server_that_is_killed_or_loses_its_data_is_told_and_mended(chroma: Served, random: Random) -> None:
    outcomes = [*away.killed(chroma, random, 1), *collections_lost.faults(chroma, ["collections removed"])]
    assert [one for one in outcomes if one.verdict in BAD] == []
    assert {"told", "right"} <= {one.verdict for one in outcomes}

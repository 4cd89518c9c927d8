"""Positions of entries: of a whole catalog, of some plans, and of what shares a key."""

import numpy as np

from assistant.kpis.scope import Groups, Lists, Places, Scope

LISTS: tuple[list[int], ...] = ([3, 1], [], [2], [1, 1, 0], [])


def _places(*places: int) -> Places:
    return np.array(places, dtype=np.int64)


def _scope(*places: int) -> Scope:
    return Scope(_places(*places), whole=False)


def test_positions_of_the_catalog_become_positions_in_the_scope() -> None:
    scope = _scope(2, 3, 7)
    assert scope.inside(_places(0, 3, 5, 7, 9)).tolist() == [1, 2]
    assert scope.inside(_places(8, 9)).tolist() == []
    assert scope.marks(_places(2, 9)).tolist() == [True, False, False]
    assert _scope().inside(_places(1)).tolist() == []
    assert Scope(np.arange(4), whole=True).inside(_places(1, 3)).tolist() == [1, 3]


def test_lists_of_a_scope_are_those_of_its_entries() -> None:
    lists = Lists.of(LISTS).within(_scope(1, 3, 4))
    assert lists.values.tolist() == [1, 1, 0]
    assert lists.starts.tolist() == [0, 0, 3, 3]
    assert Lists.of(LISTS).within(_scope()).values.tolist() == []


def test_scores_of_a_list_are_its_highest_and_its_mean_and_0_where_it_is_empty() -> None:
    lists, scores = Lists.of(LISTS), np.array([0.5, 0.25, -1.0, 1.0])
    assert lists.highest(scores).tolist() == [1.0, 0.0, -1.0, 0.5, 0.0]
    assert np.allclose(lists.mean(scores), [0.625, 0.0, -1.0, 1 / 3, 0.0])
    assert Lists.of([[], []]).highest(scores).tolist() == [0.0, 0.0]


def test_holders_of_a_number_come_once_each() -> None:
    lists = Lists.of(LISTS)
    assert lists.holders(1).tolist() == [0, 3]
    assert lists.holders(0).tolist() == [3]
    assert lists.holders(9).tolist() == []


def test_groups_put_the_positions_of_several_keys_together() -> None:
    groups = Groups.of([("件", 0), ("人", 1), ("件", 2), ("件", 2), ("", 4)])
    assert groups.having(["件", "", "回"]).tolist() == [0, 2, 4]
    assert groups.having([]).tolist() == []

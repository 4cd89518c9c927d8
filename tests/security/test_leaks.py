"""Staff plans make no difference to a public asker: every byte shown is the same with and without them."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from assistant.kpis.catalog import Catalogs
from corpus.access import Access
from index.lexical import Lexical, Scores
from tests.security.leaks import Case, Log, cases_of, leaks_of, log_leaks, logged
from tests.security.spying import Spy, spied
from tests.security.targets import targets_of
from tests.security.ways import WAYS, read_the_text
from tests.security.worlds import Asker, Worlds, worlds
from web.access import session_access
from web.store.answers import last_answers

CASES = 500  # make soak asks more: python -m tests.security.leaks
SOME = 90


@pytest.fixture(scope="module")
def spy() -> Iterator[Spy]:
    with spied() as found:
        yield found


@pytest.fixture(scope="module")
def pair(spy: Spy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:  # noqa: ARG001  (it watches the opening)
    with worlds(tmp_path_factory.mktemp("worlds")) as found:
        yield found


def test_every_kind_of_thing_is_aimed_at_in_every_way(pair: Worlds) -> None:
    cases = cases_of(pair, CASES, 0)
    assert {case.way for case in cases} == set(WAYS)
    assert {case.target.about for case in cases} == {
        target.about for target in targets_of(pair.assistants[1], pair.plans)
    }
    assert len(pair.secrets) > 100


def test_staff_plans_make_no_difference_and_no_log_or_counter_tells_of_them(pair: Worlds) -> None:
    with logged() as log:
        assert list(leaks_of(pair, cases_of(pair, CASES, 0))) == []
        assert list(log_leaks(pair, log)) == []
    assert log.lines


def test_the_question_log_is_the_same(pair: Worlds) -> None:
    logs = []
    for app in (pair.without, pair.with_secrets):
        rows = app.state.room.desk.database.run(lambda connection: last_answers(connection, 10_000))
        logs.append([replace(row, answer_id="", time=0.0) for row in rows if row.access == "public"])
    assert logs[0] == logs[1]
    assert logs[0]


def test_the_same_look_ups_are_made_and_none_for_staff(pair: Worlds, spy: Spy) -> None:
    for case in cases_of(pair, SOME, 1):
        made = []
        for asker in pair.askers:
            _run(pair, asker, case)  # what is read once is read now
            spy.taken()
            _run(pair, asker, case)
            made.append(spy.taken())
        assert made[0] == made[1], case.name
        assert not [one for one in made[1] if "'staff'" in one or one.endswith("of staff")], case.name


def test_who_is_signed_in_sees_them(pair: Worlds) -> None:
    for target in targets_of(pair.assistants[1], pair.plans):
        case = Case(read_the_text, replace(target, start=0, end=10), "1")
        _run(pair, pair.staff, case)
        assert pair.staff.shown[0].status == 200
        assert target.plan.plan_id in pair.staff.shown[1].body


def _run(pair: Worlds, asker: Asker, case: Case) -> None:
    asker.shown.clear()
    pair.runner.run(case.way(asker, case.target, Random(case.seed)))  # noqa: S311  (words of a question)


def _found(pair: Worlds) -> int:
    return len(list(leaks_of(pair, cases_of(pair, SOME, 2))))


def test_an_access_that_is_not_the_sessions_would_be_found(pair: Worlds) -> None:
    pair.with_secrets.dependency_overrides[session_access] = lambda: Access.STAFF
    found = _found(pair)
    pair.with_secrets.dependency_overrides.clear()
    assert found > SOME
    assert _found(pair) == 0


def test_a_cache_that_mixes_up_access_levels_would_be_found(pair: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Catalogs.of
    monkeypatch.setattr(Catalogs, "of", lambda self, _: right(self, Access.STAFF))
    assert _found(pair) > 0


@dataclass(frozen=True, slots=True)
class Mixed:
    """Keyword scores of what the public sees, weighed by how rare words are among all plans."""

    public: Lexical
    all: Lexical

    @property
    def size(self) -> int:
        return self.public.size

    def scores(self, terms: Sequence[str]) -> Scores:
        return self.public.scores(terms)

    def idf(self, term: str) -> float:
        return self.all.idf(term)


def test_word_statistics_over_staff_plans_would_be_found(pair: Worlds) -> None:
    searcher = pair.assistants[1].index.searcher
    arms = searcher.arms
    mixed = Mixed(arms[Access.PUBLIC].words, arms[Access.STAFF].words)
    object.__setattr__(searcher, "arms", {**arms, Access.PUBLIC: replace(arms[Access.PUBLIC], words=mixed)})
    found = _found(pair)
    object.__setattr__(searcher, "arms", arms)
    assert found > 0


def test_a_log_line_that_tells_would_be_found(pair: Worlds, tmp_path: Path) -> None:
    with logged() as log:
        logging.getLogger("web").info("read %s in %s", pair.plans[0].title, tmp_path)
        assert [leak.what for leak in log_leaks(pair, log)] == [log.lines[0]]
    assert list(log_leaks(pair, Log())) == []

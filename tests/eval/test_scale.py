"""The measurement at scale, on a small scale."""

from pathlib import Path

import pytest

from eval import scale
from eval.errors import EvalError
from eval.scale_plans import questions, scale_settings, write_plans
from tests.eval.test_scale_plans import small


@pytest.fixture(autouse=True)
def _toy_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "hashing")
    monkeypatch.setattr(scale, "_RUNS", 1)


def test_every_figure_is_measured_and_has_its_goal_beside_it(tmp_path: Path) -> None:
    plans = write_plans(tmp_path / "plans", 24, 1, small())
    rows = list(scale.measure(tmp_path, plans, questions(4, 1, small())))
    told = {row[0]: row[1] for row in rows}
    assert "3 plans, 24 chunks" in told["content"]
    assert scale_settings().goals.keys() <= told.keys()
    assert {"search, cold process", "search, a city's plans", "index size"} <= told.keys()
    assert float(told["resident memory, all processes"].removesuffix(" MiB")) > 20
    judged = list(scale.with_goals(iter(rows), scale_settings().goals))
    assert all(len(row) == 6 and all(row) for row in judged)
    assert judged[0][2:4] == ("900 s", "240 s")


def test_a_search_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="ingest"):
        list(scale.measure(tmp_path, (), ("窓口",)))
